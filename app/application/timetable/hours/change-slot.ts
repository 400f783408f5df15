import type { OfferParts } from "#app/application/offers/offer-journal.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { OperatorAct } from "#app/application/ports/team.ts";
import type { TimetableMemory } from "#app/application/ports/timetable.ts";
import { refusalOf, type SlotChange, type SlotChangeRefusal } from "#app/domain/timetable/slot-plan.ts";
import { changedSlot } from "#app/domain/timetable/timetable-change.ts";
import { applySlotChange } from "./apply-slot-change.ts";

export type ChangeSlotOutcome =
  /** `changeId`: for undoing it. */
  | { status: "changed"; changeId: string }
  /** Nothing was written. `gone`: the slot was removed or never existed. `booked`: somebody has it, so it is moved or cancelled first. `consent`: it is kept for a caller. `by`: the last change of it. */
  | {
      status: "refused";
      reason: SlotChangeRefusal | "gone" | "booked" | "consent";
      by: OperatorAct | null;
      timeZone: string;
    };

const ACTIONS = { block: "slot_blocked", unblock: "slot_unblocked", remove: "slot_removed" } as const;

type Parts = OfferParts & { database: Database; timetable: TimetableMemory };

/** The operator blocks, unblocks or removes a slot. */
export class ChangeSlotUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute(command: { operatorId: string; slotId: string; change: SlotChange }): Promise<ChangeSlotOutcome> {
    const { operatorId, slotId, change } = command;
    const { database, timetable, clock, ids } = this.#parts;
    const now = clock();
    try {
      return await database.transaction<ChangeSlotOutcome>(async (repositories) => {
        const { slots, deskAudit, desk, practice, changes } = repositories;
        const refuse = async (reason: Extract<ChangeSlotOutcome, { status: "refused" }>["reason"]) => {
          const { timeZone } = await practice.settings();
          return { status: "refused" as const, reason, by: await desk.lastActOn(slotId), timeZone };
        };
        const before = await slots.hold(slotId);
        if (!before) return refuse("gone");
        const refusal = refusalOf(before, change, now);
        if (refusal) return refuse(refusal);
        const after = changedSlot(before, change, null);
        const applied = await applySlotChange(repositories, this.#parts, { before, after });
        if (applied !== "done") return refuse(applied);
        const id = ids.uuid();
        const steps = [{ before, after }];
        await changes.add({ id, operatorId, kind: change, at: now, range: null, steps, left: [], undoneAt: null });
        await deskAudit.record({
          operatorId,
          action: ACTIONS[change],
          subject: { kind: "slot", id: slotId },
          at: now,
          details: { starts_at: before.startsAt.toISOString() },
        });
        return { status: "changed", changeId: id };
      });
    } finally {
      timetable.invalidate();
    }
  }
}
