import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { OperatorAct } from "#app/application/ports/team.ts";
import type { TimetableMemory } from "#app/application/ports/timetable.ts";
import { refusalOf, type SlotChange, type SlotChangeRefusal } from "#app/domain/timetable/slot-plan.ts";

export type ChangeSlotOutcome =
  | { status: "changed" }
  /** Nothing was written. `gone`: somebody removed it, or it never was. `by`: what was last done to it. */
  | { status: "refused"; reason: SlotChangeRefusal | "gone"; by: OperatorAct | null; timeZone: string };

const ACTIONS = { block: "slot_blocked", unblock: "slot_unblocked", remove: "slot_removed" } as const;

type Parts = { database: Database; timetable: TimetableMemory; clock: Clock };

/** The operator blocks, unblocks or removes a slot. */
export class ChangeSlotUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute(command: { operatorId: string; slotId: string; change: SlotChange }): Promise<ChangeSlotOutcome> {
    const { operatorId, slotId, change } = command;
    const { database, timetable, clock } = this.#parts;
    const now = clock();
    try {
      return await database.transaction<ChangeSlotOutcome>(async ({ slots, deskAudit, desk, practice }) => {
        const slot = await slots.hold(slotId);
        const reason = slot ? refusalOf(slot, change, now) : "gone";
        if (!slot || reason) {
          const { timeZone } = await practice.settings();
          return { status: "refused", reason: reason ?? "gone", by: await desk.lastActOn(slotId), timeZone };
        }
        if (change === "remove") await slots.remove(slotId);
        else await slots.setStatus(slotId, change === "block" ? "blocked" : "available");
        await deskAudit.record({
          operatorId,
          action: ACTIONS[change],
          subject: { kind: "slot", id: slotId },
          at: now,
          details: { starts_at: slot.startsAt.toISOString() },
        });
        return { status: "changed" };
      });
    } finally {
      timetable.invalidate();
    }
  }
}
