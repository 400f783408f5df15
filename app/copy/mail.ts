import type { ContactMethod } from "#app/domain/contact.ts";
import { timeWindows } from "./words.ts";

const contactMethods: Record<ContactMethod, string> = { email: "Почта", phone: "Телефон", telegram: "Telegram" };

const numerals = ["одного", "двух", "трёх", "четырёх", "пяти", "шести", "семи", "восьми", "девяти", "десяти"];
const plural = new Intl.PluralRules("ru");

/** Genitive, as in «в течение двух рабочих дней». */
export function workingDays(count: number): string {
  const noun = plural.select(count) === "one" ? "рабочего дня" : "рабочих дней";
  return `${numerals[count - 1] ?? count} ${noun}`;
}

/**
 * Every word of the mails. Subjects and first lines show on a locked screen, in view of others: they name neither the
 * practice nor what it does.
 */
export const mailCopy = {
  lang: "ru",
  practice: "Эмоциональный баланс",
  service: "Услуга",
  timeWindow: "Удобное время",
  contactMethod: "Способ связи",
  timeWindows,
  contactMethods,
  confirmation: {
    subject: "Ваша заявка принята",
    fact: "Ваша заявка принята: вы в листе ожидания.",
    next: (days: number) => `Я отвечу в течение ${workingDays(days)}: предложу время или скажу, что его пока нет.`,
    openRequest: "Открыть мою заявку",
    leave:
      "По этой ссылке заявку можно посмотреть, изменить удобное время, поставить на паузу, скачать всё, что хранится, выйти из листа ожидания и удалить свои данные. Объяснять ничего не нужно.",
    keepPrivate: "Ссылка только ваша, пересылать её не стоит.",
    notYou: "Если заявку оставили не вы, выйдите по той же ссылке, и писем больше не будет.",
    consents: "К заявке даны два согласия:",
    personalData: "на обработку персональных данных",
    communications: "на связь по заявке",
    notEmergency: "Это не служба экстренной помощи. Если прямо сейчас тяжело:",
    emergency: "телефоны, по которым ответят сразу",
  },
  leaveLink: {
    subject: "Ссылка на вашу заявку",
    fact: "Вот ссылка на вашу заявку в листе ожидания.",
    why: "На сайте попросили убрать этот адрес из листа. По ссылке откроется ваша заявка, и выйти можно одной кнопкой.",
    whyMany:
      "На сайте попросили убрать этот адрес из листа. Заявок несколько, у каждой своя ссылка и своя кнопка выхода.",
    openRequest: "Открыть мою заявку",
    notYou: "Если об этом просили не вы, ничего не делайте: заявка останется в листе.",
  },
  renewal: {
    subject: "Ваша заявка ещё нужна?",
    fact: "Вы всё ещё в листе ожидания.",
    question: (day: string) =>
      `Если время вам ещё нужно, откройте заявку и нажмите «Да, я ещё жду». Без ответа она закроется сама: срок ожидания заканчивается ${day}.`,
    openRequest: "Открыть мою заявку",
    noNeed: "Если время больше не нужно, делать ничего не надо. Выйти сразу можно по той же ссылке.",
  },
  leaveNotice: {
    subject: "Просьба убрать из листа ожидания",
    fact: "Просят убрать контакт, который стоит в листе ожидания.",
    what: "На сайте назвали этот контакт. Сама заявка не закроется: попросить мог и кто-то другой. На рабочем столе её можно закрыть или сначала спросить человека.",
    openRequest: "Открыть заявку",
  },
  operatorNotice: {
    subject: "Новая заявка в листе ожидания",
    fact: "Новая заявка в листе ожидания.",
    openDesk: "Открыть рабочий стол",
    noContact: "Контакта в этом письме нет: он на рабочем столе.",
  },
} as const;
