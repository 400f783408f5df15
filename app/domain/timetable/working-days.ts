import { addLocalDays, type LocalDate, localDateOf, startOfLocalDate, weekdayOf } from "./local-time.ts";
import { isPublicHoliday, isWorkingSaturday } from "./production-calendar.ts";

/** Days on which the practice does not work, both included. `word` is what visitors read; without it they read the dates alone. */
export type DaysOff = { id: string; from: LocalDate; until: LocalDate; word: string | null };

/** The practice's own working days, beside the law's. */
export type WorkCalendar = {
  daysOff: readonly DaysOff[];
  /** The practice works on Saturdays that a decree makes working days. */
  worksMovedSaturdays: boolean;
};

export const USUAL_CALENDAR: WorkCalendar = { daysOff: [], worksMovedSaturdays: false };
/** Rows that an operator keeps, and the longest of them. */
export const MOST_DAYS_OFF = 50;
export const LONGEST_DAYS_OFF = 366;

/** The limit for a calendar without any working day: the promise falls on the last day. */
const LOOKED_AT_DAYS = 5 * 366;

/** The days off that include the date, if any. */
export function daysOffAt(date: LocalDate, { daysOff }: WorkCalendar): DaysOff | null {
  return daysOff.find(({ from, until }) => from <= date && date <= until) ?? null;
}

export function isWorkingDay(date: LocalDate, calendar: WorkCalendar): boolean {
  if (daysOffAt(date, calendar)) return false;
  const weekday = weekdayOf(date);
  if (weekday === 6) return calendar.worksMovedSaturdays && isWorkingSaturday(date);
  return weekday < 6 && !isPublicHoliday(date);
}

/** The n-th working day after the day of the given moment, in the practice's time zone. */
function workingDayAfter(
  from: Date,
  days: number,
  { timeZone, calendar }: { timeZone: string; calendar: WorkCalendar },
): LocalDate {
  let date = localDateOf(from, timeZone);
  let left = days;
  for (let looked = 0; left > 0 && looked < LOOKED_AT_DAYS; looked += 1) {
    date = addLocalDays(date, 1);
    if (isWorkingDay(date, calendar)) left -= 1;
  }
  return date;
}

/** The last millisecond of that working day. */
export function addWorkingDays(from: Date, days: number, practice: { timeZone: string; calendar: WorkCalendar }): Date {
  const date = workingDayAfter(from, days, practice);
  return new Date(startOfLocalDate(addLocalDays(date, 1), practice.timeZone).getTime() - 1);
}
