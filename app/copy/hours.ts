import type { StoredPromise } from "#app/domain/mail/mail.ts";
import { localDateOf, weekdayOf } from "#app/domain/timetable/local-time.ts";
import { unbroken } from "./no-breaks.ts";
import { workingDays } from "./words.ts";

const LOCALE = "ru-RU";
/** The zone whose time needs no name for the practice's readers. */
const UNNAMED_ZONE = "Europe/Moscow";

/** «вторник, 1 декабря в 18:00» on the practice's clock. */
export function hourWords(at: Date, timeZone: string): string {
  const day = { weekday: "long", day: "numeric", month: "long" } as const;
  return unbroken(new Intl.DateTimeFormat(LOCALE, { timeZone, ...day, hour: "2-digit", minute: "2-digit" }).format(at));
}

/** «18:00 (понедельник, 30 ноября)», which fits behind «до». */
export function untilWords(at: Date, timeZone: string): string {
  const time = new Intl.DateTimeFormat(LOCALE, { timeZone, hour: "2-digit", minute: "2-digit" }).format(at);
  const day = unbroken(
    new Intl.DateTimeFormat(LOCALE, { timeZone, weekday: "long", day: "numeric", month: "long" }).format(at),
  );
  return `${time} (${day})`;
}

const GENITIVE = ["понедельника", "вторника", "среды", "четверга", "пятницы", "субботы", "воскресенья"];

/** «вторника, 12 января», which fits behind «до». */
export function untilDayWords(at: Date, timeZone: string): string {
  const weekday = GENITIVE[weekdayOf(localDateOf(at, timeZone)) - 1];
  const day = new Intl.DateTimeFormat(LOCALE, { timeZone, day: "numeric", month: "long" }).format(at);
  return unbroken(`${weekday}, ${day}`);
}

/** «до вторника, 12 января», which fits behind «отвечу»; without a known day «в течение двух рабочих дней». */
export function promisedWords(promise: { answerBy: StoredPromise | null; answerWithinWorkingDays: number }): string {
  const { answerBy, answerWithinWorkingDays } = promise;
  if (answerBy === null) return `в течение ${workingDays(answerWithinWorkingDays)}`;
  return `до ${untilDayWords(new Date(answerBy.at), answerBy.timeZone)}`;
}

/** «Екатеринбург, стандартное время»; `null` for Moscow, which readers take for granted. */
export function zoneWords(at: Date, timeZone: string): string | null {
  if (timeZone === UNNAMED_ZONE) return null;
  const parts = new Intl.DateTimeFormat(LOCALE, { timeZone, timeZoneName: "long" }).formatToParts(at);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
}

/** The hours of a weekly offer that somebody else took meanwhile; `null`: none. Moments are ISO 8601. */
export function missingWords(missing: readonly string[], timeZone: string): string | null {
  if (missing.length === 0) return null;
  const hours = missing.map((at) => hourWords(new Date(at), timeZone)).join("; ");
  return `Из этих встреч не получится: ${hours}. Это время успели занять.`;
}
