import { calendarCopy } from "#app/copy/calendar.ts";
import { promisedWords } from "#app/copy/hours.ts";
import { HORIZON_DAYS, type Practice } from "#app/domain/timetable/availability.ts";
import { addLocalDays, type LocalDate, localDateOf, startOfLocalDate } from "#app/domain/timetable/local-time.ts";
import { addWorkingDays, type DaysOff } from "#app/domain/timetable/working-days.ts";
import { dateLabel } from "../dates.ts";

/** What public pages say on one day. */
export type TodayWords = {
  /** «до вторника, 12 января»: the day by which a request of today is answered. */
  promised: string;
  /** The practice's days off, now or within the horizon. */
  away: string | null;
};

/** From the first moment of the day (inclusive) to the next day's (exclusive), in milliseconds since 1970. */
type Known = { from: number; until: number; words: TodayWords };
/** The words change with the day alone, and every view needs them: a date in a time zone costs more than two comparisons. */
const known = new WeakMap<Practice, Known>();

export function todayWords(practice: Practice, now: Date): TodayWords {
  const at = now.getTime();
  const before = known.get(practice);
  if (before && at >= before.from && at < before.until) return before.words;
  const { timeZone, calendar } = practice;
  const today = localDateOf(now, timeZone);
  const words = { promised: promisedOn(practice, now), away: awayWords(calendar.daysOff, today) };
  const startOf = (date: LocalDate) => startOfLocalDate(date, timeZone).getTime();
  known.set(practice, { from: startOf(today), until: startOf(addLocalDays(today, 1)), words });
  return words;
}

function promisedOn(practice: Practice, now: Date): string {
  const { timeZone, answerWithinWorkingDays } = practice;
  const at = addWorkingDays(now, answerWithinWorkingDays, practice).toISOString();
  return promisedWords({ answerWithinWorkingDays, answerBy: { at, timeZone } });
}

/** The nearest days off that visitors should know of; `null`: there are none. */
export function awayWords(daysOff: readonly DaysOff[], today: LocalDate): string | null {
  const horizon = addLocalDays(today, HORIZON_DAYS);
  const [next] = daysOff
    .filter(({ from, until }) => until >= today && from <= horizon)
    .toSorted((a, b) => a.from.localeCompare(b.from));
  return next ? (next.word ?? calendarCopy.away(dayWords(next.from), dayWords(next.until))) : null;
}

const dayWords = (date: LocalDate) => dateLabel(new Date(`${date}T12:00:00Z`), "UTC");
