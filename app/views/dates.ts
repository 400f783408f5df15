import { russianTime } from "#app/copy/booking.ts";
import { unbroken } from "#app/copy/no-breaks.ts";

const LOCALE = "ru-RU";

/** A day and its month stay on one line. */
function words(at: Date, format: Intl.DateTimeFormatOptions): string {
  return unbroken(new Intl.DateTimeFormat(LOCALE, format).format(at));
}

/** «понедельник, 30 ноября» in the practice's time zone. */
export function dayLabel(at: Date, timeZone: string): string {
  return words(at, { timeZone, weekday: "long", day: "numeric", month: "long" });
}

/** «30 ноября, пн» in the practice's time zone: fits behind «до» as well as alone. */
export function shortDayLabel(at: Date, timeZone: string): string {
  const weekday = words(at, { timeZone, weekday: "short" });
  return `${dateLabel(at, timeZone)}, ${weekday}`;
}

/** «1 декабря, вторник», and with its year where that is not this one: «15 января 2027 г., пятница». */
export function datedDayLabel(at: Date, timeZone: string, now: Date): string {
  const yearOf = (date: Date) => words(date, { timeZone, year: "numeric" });
  const year = yearOf(at) === yearOf(now) ? {} : ({ year: "numeric" } as const);
  const day = words(at, { timeZone, day: "numeric", month: "long", ...year });
  return `${day}, ${words(at, { timeZone, weekday: "long" })}`;
}

/** «30 ноября» in the practice's time zone. */
export function dateLabel(at: Date, timeZone: string): string {
  return words(at, { timeZone, day: "numeric", month: "long" });
}

/** «пн, 18:30» in the practice's time zone. */
export function weekdayTimeLabel(at: Date, timeZone: string): string {
  const weekday = words(at, { timeZone, weekday: "short" });
  return `${weekday}, ${timeLabel(at, timeZone)}`;
}

/** «18:30» in the practice's time zone. */
export function timeLabel(at: Date, timeZone: string): string {
  return words(at, { timeZone, hour: "2-digit", minute: "2-digit" });
}

/** «18:30:05» in the practice's time zone. */
export function clockLabel(at: Date, timeZone: string): string {
  return words(at, { timeZone, hour: "2-digit", minute: "2-digit", second: "2-digit" });
}

/** «московское время», or «Восточный Казахстан» as the language names any other zone. */
export function zoneLabel(timeZone: string, at: Date): string {
  const russian = russianTime(timeZone);
  if (russian !== null) return russian;
  const parts = new Intl.DateTimeFormat(LOCALE, { timeZone, timeZoneName: "long" }).formatToParts(at);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
}

/** «24 ноября в 12:03» in the practice's time zone. */
export function momentLabel(at: Date, timeZone: string): string {
  const format = { timeZone, day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" } as const;
  return words(at, format);
}

/** «24 ноября 2026 г. в 12:03» in the practice's time zone, for dates that may be long ago. */
export function datedMomentLabel(at: Date, timeZone: string): string {
  const day = { timeZone, day: "numeric", month: "long", year: "numeric" } as const;
  return words(at, { ...day, hour: "2-digit", minute: "2-digit" });
}

/** «2026-11-24 12:03» in the practice's time zone: spreadsheets sort it. */
export function momentInNumbers(at: Date, timeZone: string): string {
  const numbers = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  return numbers.format(at);
}
