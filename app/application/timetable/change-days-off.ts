import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database, Repositories } from "#app/application/ports/database.ts";
import type { TimetableMemory } from "#app/application/ports/timetable.ts";
import type { DeskAuditEntry } from "#app/domain/team/desk-audit.ts";
import { addLocalDays, daysBetween, localDateOf } from "#app/domain/timetable/local-time.ts";
import {
  type DaysOff,
  LONGEST_DAYS_OFF,
  MOST_DAYS_OFF,
  type WorkCalendar,
} from "#app/domain/timetable/working-days.ts";

export type DaysOffChange =
  | ({ to: "added" } & Omit<DaysOff, "id">)
  | { to: "removed"; id: string }
  | { to: "saturdays"; works: boolean };

/**
 * `past`: the last day is over. `too-long`: more than a year, or begins later than in a year. `too-many`: the practice has
 * its most rows. `gone`: somebody removed them before. An act that changes nothing is `changed`: it was sent twice.
 */
export type DaysOffOutcome = { status: "changed" | "past" | "too-long" | "too-many" | "gone" };

/** Days off stay this long after their end, for the numbers of past promises. */
const KEPT_DAYS = 400;

type Parts = { database: Database; timetable: TimetableMemory; ids: Ids; clock: Clock };
type Changed = { calendar: WorkCalendar; entry: Pick<DeskAuditEntry, "action" | "details"> };

/** The owner adds or removes own days off. Promises that were made before stay. */
export class ChangeDaysOffUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute({ operatorId, change }: { operatorId: string; change: DaysOffChange }): Promise<DaysOffOutcome> {
    const { database, timetable } = this.#parts;
    try {
      return await database.transaction((repositories) => this.#change(repositories, operatorId, change));
    } finally {
      timetable.invalidate();
    }
  }

  async #change({ practice, deskAudit }: Repositories, operatorId: string, change: DaysOffChange) {
    const { clock, ids } = this.#parts;
    const { calendar, timeZone } = await practice.hold();
    const now = clock();
    const today = localDateOf(now, timeZone);
    const kept = calendar.daysOff.filter(({ until }) => daysBetween(until, today) <= KEPT_DAYS);
    const changed = changedBy({ ...calendar, daysOff: kept }, change, { id: ids.uuid(), today });
    if (typeof changed === "string") return { status: changed };
    await practice.setCalendar(changed.calendar);
    await deskAudit.record({ operatorId, at: now, ...changed.entry });
    return { status: "changed" as const };
  }
}

function changedBy(
  calendar: WorkCalendar,
  change: DaysOffChange,
  { id, today }: { id: string; today: string },
): Changed | DaysOffOutcome["status"] {
  switch (change.to) {
    case "added": {
      const { from, until, word } = change;
      if (until < today) return "past";
      if (daysBetween(from, until) >= LONGEST_DAYS_OFF || from > addLocalDays(today, LONGEST_DAYS_OFF))
        return "too-long";
      const same = calendar.daysOff.find((each) => each.from === from && each.until === until);
      if (same?.word === word) return "changed";
      const others = calendar.daysOff.filter((each) => each !== same);
      if (others.length >= MOST_DAYS_OFF) return "too-many";
      const daysOff = [...others, { id, from, until, word }].toSorted((a, b) => a.from.localeCompare(b.from));
      return { calendar: { ...calendar, daysOff }, entry: { action: "days_off_added", details: { from, until } } };
    }
    case "removed": {
      const removed = calendar.daysOff.find((each) => each.id === change.id);
      if (!removed) return "gone";
      const { from, until } = removed;
      const daysOff = calendar.daysOff.filter((each) => each !== removed);
      return { calendar: { ...calendar, daysOff }, entry: { action: "days_off_removed", details: { from, until } } };
    }
    case "saturdays": {
      const { works: worksMovedSaturdays } = change;
      if (calendar.worksMovedSaturdays === worksMovedSaturdays) return "changed";
      const details = { works: worksMovedSaturdays ? "yes" : "no" };
      return { calendar: { ...calendar, worksMovedSaturdays }, entry: { action: "saturdays_changed", details } };
    }
  }
}
