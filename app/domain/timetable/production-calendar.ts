import { addLocalDays, type LocalDate, weekdayOf } from "./local-time.ts";

/** A year of the calendar that the government decrees (Labour Code of Russia, art. 112). Days as `MM-DD`. */
type DecreedYear = {
  /** Where the days come from. */
  source: string;
  /** Days from Monday to Friday on which nobody works. */
  off: readonly string[];
  /** Saturdays that became working days in exchange. */
  workingSaturdays: readonly string[];
};

const DECREED: Readonly<Record<string, DecreedYear>> = {
  "2026": {
    source: "Decree 1466 of 24.09.2025, ria.ru/20250924/mishustin--2044066128.html",
    off: [
      ...["01-01", "01-02", "01-05", "01-06", "01-07", "01-08", "01-09"],
      ...["02-23", "03-09", "05-01", "05-11", "06-12", "11-04", "12-31"],
    ],
    workingSaturdays: [],
  },
  "2027": {
    source: "Decree 1187 of 17.09.2026, consultant.ru/document/cons_doc_LAW_544706/",
    off: [
      ...["01-01", "01-04", "01-05", "01-06", "01-07", "01-08", "02-22", "02-23", "03-08"],
      ...["05-03", "05-10", "06-14", "11-04", "11-05", "12-31"],
    ],
    workingSaturdays: ["02-20"],
  },
};

const NEW_YEAR = ["01-01", "01-02", "01-03", "01-04", "01-05", "01-06", "01-07", "01-08"];
/** A holiday of these on a weekend gives the next working day. */
const SINGLE_HOLIDAYS = ["02-23", "03-08", "05-01", "05-09", "06-12", "11-04"];

const yearOf = (date: LocalDate) => date.slice(0, 4);
const dayOf = (date: LocalDate) => date.slice(5);
const isWeekend = (date: LocalDate) => weekdayOf(date) > 5;

/** Whether the law or a decree makes a Monday to Friday free of work. A year without a row follows the law alone. */
export function isPublicHoliday(date: LocalDate): boolean {
  const decreed = DECREED[yearOf(date)];
  return decreed ? decreed.off.includes(dayOf(date)) : isHolidayByLaw(date);
}

/** A Saturday on which a decree makes the country work. */
export function isWorkingSaturday(date: LocalDate): boolean {
  return DECREED[yearOf(date)]?.workingSaturdays.includes(dayOf(date)) ?? false;
}

/** Labour Code, art. 112, without the days that only a decree moves. */
export function isHolidayByLaw(date: LocalDate): boolean {
  return [...NEW_YEAR, ...SINGLE_HOLIDAYS].includes(dayOf(date)) || movedHolidays(yearOf(date)).includes(date);
}

function movedHolidays(year: string): LocalDate[] {
  const moved: LocalDate[] = [];
  for (const day of SINGLE_HOLIDAYS) {
    let date: LocalDate = `${year}-${day}`;
    if (!isWeekend(date)) continue;
    while (isWeekend(date) || SINGLE_HOLIDAYS.includes(dayOf(date)) || moved.includes(date))
      date = addLocalDays(date, 1);
    moved.push(date);
  }
  return moved;
}

/** The first year whose decree is missing here although it is out: this year's, or from 1 October next year's. */
export function yearWithoutDecree(today: LocalDate): string | null {
  const year = Number(yearOf(today));
  const due = dayOf(today) >= "10-01" ? [year, year + 1] : [year];
  return due.map(String).find((each) => !(each in DECREED)) ?? null;
}

/** Every year with a row. */
export const DECREED_YEARS = Object.keys(DECREED);
