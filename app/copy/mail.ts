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
    leave: "По этой ссылке заявку можно посмотреть и в любой момент выйти из листа ожидания, ничего не объясняя.",
    keepPrivate: "Ссылка только ваша, пересылать её не стоит.",
    notYou: "Если заявку оставили не вы, выйдите по той же ссылке, и писем больше не будет.",
    consents: "К заявке даны два согласия:",
    personalData: "на обработку персональных данных",
    communications: "на связь по заявке",
    notEmergency: "Это не служба экстренной помощи. Если прямо сейчас тяжело:",
    emergency: "телефоны, по которым ответят сразу",
  },
  operatorNotice: {
    subject: "Новая заявка в листе ожидания",
    fact: "Новая заявка в листе ожидания.",
    openDesk: "Открыть рабочий стол",
    noContact: "Контакта в этом письме нет: он на рабочем столе.",
  },
} as const;
