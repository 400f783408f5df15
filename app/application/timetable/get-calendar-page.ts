import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { Practice } from "#app/domain/timetable/availability.ts";
import { addLocalDays, type LocalDate, localDateOf, startOfLocalDate } from "#app/domain/timetable/local-time.ts";
import { yearWithoutDecree } from "#app/domain/timetable/production-calendar.ts";
import type { DaysOff } from "#app/domain/timetable/working-days.ts";

export type CalendarOverview = {
  practice: Practice;
  now: Date;
  today: LocalDate;
  /** Days off that are not over, in order of time, with the number of slots that still stand open in them. */
  daysOff: (DaysOff & { openSlots: number })[];
  /** A year whose decree this version does not know. */
  yearWithoutDecree: string | null;
};

/** Which days the practice works. */
export class GetCalendarPageQuery {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  execute(): Promise<CalendarOverview> {
    const now = this.#parts.clock();
    return this.#parts.database.transaction(async ({ practice: settings, slots }) => {
      const practice = await settings.settings();
      const { timeZone, calendar } = practice;
      const today = localDateOf(now, timeZone);
      const daysOff = [];
      for (const off of calendar.daysOff.filter(({ until }) => until >= today)) {
        const end = startOfLocalDate(addLocalDays(off.until, 1), timeZone);
        const standing = await slots.between(startOfLocalDate(off.from, timeZone), end);
        const open = standing.filter(({ status, startsAt }) => status === "available" && startsAt > now);
        daysOff.push({ ...off, openSlots: open.length });
      }
      return { practice, now, today, daysOff, yearWithoutDecree: yearWithoutDecree(today) };
    });
  }
}
