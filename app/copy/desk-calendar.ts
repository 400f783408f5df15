import { LONGEST_DAYS_OFF, MOST_DAYS_OFF } from "#app/domain/timetable/working-days.ts";
import { noBreaks } from "./no-breaks.ts";

export const WORD_MAX_LENGTH = 120;

/** Words of the page of working days. */
export const deskCalendarCopy = noBreaks({
  title: "Календарь",
  back: "К настройкам",
  promise: (day: string) => `Обещание ответа сегодня: до ${day}.`,
  decreeMissing: (year: string) =>
    `Переносы выходных на ${year} год этой версии программы неизвестны: сроки на него посчитаны только по закону, без переносов. Обновите программу, когда выйдет постановление.`,
  daysOff: {
    title: "Ваши выходные",
    lead: "В эти дни срок ответа не идёт, новые окна не открываются, а на странице записи видно, что вас нет.",
    none: "Своих выходных впереди нет. Праздники и перенесённые выходные учтены сами.",
    list: "Ваши выходные",
    columns: { days: "Дни", word: "Что видят посетители", slots: "Окна в эти дни", actions: "Действия" },
    days: (from: string, until: string) => (from === until ? from : `${from} — ${until}`),
    openSlots: (count: number) => (count === 0 ? "нет" : `открыто: ${count}`),
    toSlots: "Посмотреть",
    remove: "Убрать",
    removeLabel: (days: string) => `Убрать выходные: ${days}`,
  },
  add: {
    title: "Добавить выходные",
    from: { label: "С даты", hint: "Этот день тоже считается." },
    until: { label: "По дату", hint: "Один день — оставьте пустым." },
    word: {
      label: "Что сказать посетителям",
      hint: "Например «Я в отпуске до 20 августа». Если оставить пустым, видны только даты.",
    },
    submit: "Добавить выходные",
  },
  saturdays: {
    title: "Рабочие субботы",
    lead: "Иногда субботу делают рабочей по постановлению, например 20 февраля 2027 года.",
    label: "В такие субботы мы работаем",
    submit: "Сохранить",
  },
  done: {
    added: "Выходные добавлены.",
    removed: "Выходные убраны.",
    saturdays: "Сохранено.",
  },
  errors: {
    date: "Напишите дату, например 2026-12-31",
    untilBeforeFrom: "Последняя дата раньше первой. Поменяйте их местами",
    word: `Сократите текст до ${WORD_MAX_LENGTH} знаков`,
    past: "Эти дни уже прошли",
    "too-long": `Не дальше года вперёд и не дольше ${LONGEST_DAYS_OFF} дней`,
    "too-many": `Выходных уже ${MOST_DAYS_OFF}. Уберите лишние`,
    gone: "Этих выходных уже нет: их убрали раньше. Ничего не изменилось",
    unreadable: "Форму не получилось прочитать. Обновите страницу и попробуйте ещё раз",
  },
} as const);
