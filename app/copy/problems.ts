import { noBreaks } from "./no-breaks.ts";

type Problem = { title: string; lead: string; again: boolean };

const unreadableForm: Problem = {
  title: "Форму не получилось прочитать",
  lead: "Заявка не сохранена. Вернитесь на страницу и отправьте форму ещё раз.",
  again: false,
};

/** Errors by status, for a page that has nothing else to show. */
export const problems: Record<number, Problem> = noBreaks({
  400: unreadableForm,
  404: {
    title: "Такой страницы нет",
    lead: "Возможно, ссылка устарела или скопирована не полностью.",
    again: false,
  },
  405: unreadableForm,
  413: {
    title: "Форма пришла слишком длинной",
    lead: "Прочитать её не получилось, заявка не сохранена. Вернитесь и заполните форму ещё раз: хватит одного контакта.",
    again: false,
  },
  415: unreadableForm,
  429: {
    title: "Слишком много запросов подряд",
    lead: "Так сайт защищён от программ. Подождите минуту и попробуйте ещё раз. Если вы отправляли форму, вернитесь к ней: она не сохранена.",
    again: true,
  },
  500: {
    title: "На моей стороне неполадка",
    lead: "Страница не открылась, и дело не в вас. Если вы отправляли форму, проверьте её: заявка могла не сохраниться.",
    again: true,
  },
  503: {
    title: "Страница сейчас не открывается",
    lead: "На моей стороне неполадка, обычно это ненадолго. Подождите минуту и обновите страницу.",
    again: true,
  },
});

export const problemCopy = noBreaks({
  ways: "Куда дальше",
  booking: "Услуги и запись",
  concierge: "Консьерж записи в Telegram",
  emergency: "Телефоны экстренной помощи",
} as const);
