import type { CalendarOverview } from "#app/application/timetable/get-calendar-page.ts";
import { deskCalendarCopy as words } from "#app/copy/desk-calendar.ts";
import { untilDayWords } from "#app/copy/hours.ts";
import { addLocalDays, type LocalDate } from "#app/domain/timetable/local-time.ts";
import { addWorkingDays, LONGEST_DAYS_OFF } from "#app/domain/timetable/working-days.ts";
import { datedDayLabel } from "../dates.ts";
import { timeHref } from "./asked-time.ts";
import { awayWords } from "./today.ts";

const noon = (date: LocalDate) => new Date(`${date}T12:00:00Z`);

/** The page for display. Dates are formatted here: a browser's format may differ from the server's. */
export function calendarView(
  { practice, now, today, daysOff, yearWithoutDecree }: CalendarOverview,
  mayChange: boolean,
) {
  const { timeZone, answerWithinWorkingDays, calendar } = practice;
  const label = (date: LocalDate) => datedDayLabel(noon(date), "UTC", noon(today));
  return {
    mayChange,
    promise: words.promise(untilDayWords(addWorkingDays(now, answerWithinWorkingDays, practice), timeZone)),
    decreeMissing: yearWithoutDecree && words.decreeMissing(yearWithoutDecree),
    daysOff: daysOff.map((off) => ({
      id: off.id,
      days: words.daysOff.days(label(off.from), label(off.until)),
      word: awayWords([off], off.from) ?? "",
      slots: words.daysOff.openSlots(off.openSlots),
      slotsHref: off.openSlots > 0 ? timeHref({ span: "week", serviceSlug: null }, off.from) : null,
    })),
    worksMovedSaturdays: calendar.worksMovedSaturdays,
    dates: { min: today, max: addLocalDays(today, LONGEST_DAYS_OFF) },
  };
}
export type CalendarView = ReturnType<typeof calendarView>;
