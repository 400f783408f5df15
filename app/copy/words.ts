import type { Messenger } from "#app/domain/chat/messenger.ts";
import type { TimeWindow } from "#app/domain/waitlist-request.ts";
import { noBreaks } from "./no-breaks.ts";

/** Names that pages and mails share. */
export const timeWindows: Record<TimeWindow, string> = noBreaks({
  weekday_morning: "Будни, утро и день",
  weekday_evening: "Будни, вечер",
  weekend: "Выходные",
  any: "Любое время",
});

export const messengers: Record<Messenger, string> = { telegram: "Telegram", max: "MAX" };

/** «Telegram», «MAX или Telegram» */
export const either = (names: readonly Messenger[]) => names.map((name) => messengers[name]).join(" или ");

const numerals = ["одного", "двух", "трёх", "четырёх", "пяти", "шести", "семи", "восьми", "девяти", "десяти"];
const plural = new Intl.PluralRules("ru");

/** Genitive, as in «в течение двух рабочих дней». */
export function workingDays(count: number): string {
  const noun = plural.select(count) === "one" ? "рабочего дня" : "рабочих дней";
  return `${numerals[count - 1] ?? count} ${noun}`;
}
