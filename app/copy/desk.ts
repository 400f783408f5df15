import type { OperatorRole } from "#app/domain/team/operator.ts";
import { noBreaks } from "./no-breaks.ts";

/** Words of the desk's frame, shared by its pages. */
export const deskCopy = noBreaks({
  title: "Рабочий стол",
  nav: "Разделы",
  sections: {
    waiting: "Ожидают",
    time: "Время",
    offers: "Предложения",
    services: "Услуги",
    insight: "Статистика",
    faults: "Исправность",
    audit: "Журнал",
    settings: "Настройки",
  },
  troubles: (count: number) => `(нужно внимание: ${count})`,
  news: ({ toTell, answered }: { toTell: number; answered: number }) =>
    `(${[...(answered > 0 ? [`ответили: ${answered}`] : []), ...(toTell > 0 ? [`сказать самим: ${toTell}`] : [])].join(", ")})`,
  banners: "Что не работает",
  whatToDo: "Что делать",
  offersDue: (count: number) => `(ждут вас: ${count})`,
  signOut: "Выйти",
  roles: { owner: "владелец", assistant: "помощник" } satisfies Record<OperatorRole, string>,
  working: "Выполняем…",
  offline: "Нет связи с интернетом: ничего не отправлено. Проверьте связь и нажмите ещё раз.",
  pager: { label: "Страницы", next: "Дальше", first: "В начало" },
  toDesk: "На рабочий стол",
});

type Problem = { title: string; lead: string };

/** The network was lost on the way: the server may or may not have done it. */
export const noAnswer: Problem = noBreaks({
  title: "Ответ от сервера не пришёл",
  lead: "Неизвестно, сохранилось ли то, что вы отправили. Проверьте связь с интернетом, обновите страницу и посмотрите, выполнилось ли действие.",
});

/** The page's own script stopped, often because a translation or an extension changed the page. */
export const browserFault: Problem = noBreaks({
  title: "Страница в браузере сломалась",
  lead: "Сервер тут ни при чём: то, что вы отправили, могло сохраниться. Обновите страницу и проверьте. Если включён перевод страницы, выключите его: здесь всё по-русски.",
});

/** Errors at the desk, by status. */
export const deskProblems: Record<number, Problem> = noBreaks({
  400: { title: "Форму не получилось прочитать", lead: "Ничего не изменилось. Вернитесь на страницу и повторите." },
  403: {
    title: "Это действие здесь не разрешено",
    lead: "Ничего не изменилось. Так бывает, если действие доступно только владельцу или форма отправлена с другого сайта.",
  },
  404: { title: "Такой страницы нет", lead: "Возможно, запись удалена или адрес скопирован не полностью." },
  405: { title: "Форму не получилось прочитать", lead: "Ничего не изменилось. Вернитесь на страницу и повторите." },
  413: { title: "Форма пришла слишком длинной", lead: "Ничего не изменилось. Вернитесь на страницу и повторите." },
  415: { title: "Форму не получилось прочитать", lead: "Ничего не изменилось. Вернитесь на страницу и повторите." },
  500: {
    title: "На сервере неполадка",
    lead: "Она записана. Проверьте, выполнилось ли действие: открыть страницу можно ещё раз.",
  },
  503: {
    title: "База данных сейчас не отвечает",
    lead: "Ничего не изменилось. Обычно это ненадолго: подождите минуту и повторите.",
  },
});
