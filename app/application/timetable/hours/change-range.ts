import type { OfferParts } from "#app/application/offers/offer-journal.ts";
import type { Database, Repositories } from "#app/application/ports/database.ts";
import type { TimetableMemory } from "#app/application/ports/timetable.ts";
import { addLocalDays, daysBetween, type LocalDate, startOfLocalDate } from "#app/domain/timetable/local-time.ts";
import { MOST_CHANGED, OPENS_AHEAD_DAYS, refusalOf, type SlotChange } from "#app/domain/timetable/slot-plan.ts";
import { changedSlot, type LeftSlot, type RestReason, type SlotStep } from "#app/domain/timetable/timetable-change.ts";
import { applySlotChange } from "./apply-slot-change.ts";

export type ChangeRangeCommand = {
  operatorId: string;
  change: SlotChange;
  /** Both days included. */
  from: LocalDate;
  until: LocalDate;
  reason: RestReason | null;
};

/** `nothing`: no hour of these days was to be changed so. Otherwise the change names the hours that people have, which stay. */
export type ChangeRangeOutcome =
  | { status: "changed"; changeId: string }
  | { status: "nothing" }
  | { status: "too-long" }
  /** More than `MOST_CHANGED`. */
  | { status: "too-many"; slots: number };

const ACTIONS = { block: "slots_blocked", unblock: "slots_unblocked", remove: "slots_removed" } as const;

type Parts = OfferParts & { database: Database; timetable: TimetableMemory };

/** The operator blocks, unblocks or removes all hours to come of several days. Nobody loses an hour that they have. */
export class ChangeRangeUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute(command: ChangeRangeCommand): Promise<ChangeRangeOutcome> {
    const { database, timetable } = this.#parts;
    if (daysBetween(command.from, command.until) > OPENS_AHEAD_DAYS) return { status: "too-long" };
    try {
      return await database.transaction((repositories) => this.#change(repositories, command));
    } finally {
      timetable.invalidate();
    }
  }

  async #change(repositories: Repositories, command: ChangeRangeCommand): Promise<ChangeRangeOutcome> {
    const { operatorId, change, from, until, reason } = command;
    const { practice, slots, changes, deskAudit } = repositories;
    const now = this.#parts.clock();
    const { timeZone } = await practice.hold();
    const [start, end] = [startOfLocalDate(from, timeZone), startOfLocalDate(addLocalDays(until, 1), timeZone)];
    const standing = (await slots.between(start, end)).filter(({ startsAt }) => startsAt >= start && startsAt < end);
    const meant = standing.filter((slot) => !refusalOf(slot, change, now));
    if (meant.length > MOST_CHANGED) return { status: "too-many", slots: meant.length };
    const steps: SlotStep[] = [];
    const left: LeftSlot[] = [];
    // Other acts lock several slots in the order of their ids too.
    for (const { id } of meant.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      const before = await slots.hold(id);
      if (!before || refusalOf(before, change, now)) continue;
      const after = changedSlot(before, change, reason);
      const applied = await applySlotChange(repositories, this.#parts, { before, after });
      if (applied === "done") steps.push({ before, after });
      else left.push({ id, startsAt: before.startsAt, endsAt: before.endsAt, why: applied });
    }
    if (steps.length === 0 && left.length === 0) return { status: "nothing" };
    const id = this.#parts.ids.uuid();
    const byTime = left.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
    const undone = { undoneAt: null };
    await changes.add({
      id,
      operatorId,
      kind: change,
      at: now,
      range: { from, until },
      steps,
      left: byTime,
      ...undone,
    });
    if (steps.length > 0) {
      const counted = { slots: String(steps.length), left: String(left.length) };
      const details = { from, until, ...counted, ...(reason ? { reason } : {}) };
      await deskAudit.record({ operatorId, action: ACTIONS[change], at: now, details });
    }
    return { status: "changed", changeId: id };
  }
}
