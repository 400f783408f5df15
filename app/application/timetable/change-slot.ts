import { endOffersOfSlot } from "#app/application/offers/end-offers.ts";
import { gainTime } from "#app/application/offers/filling/gain-time.ts";
import type { OfferParts } from "#app/application/offers/offer-journal.ts";
import type { Database, Repositories } from "#app/application/ports/database.ts";
import type { OperatorAct } from "#app/application/ports/team.ts";
import type { TimetableMemory } from "#app/application/ports/timetable.ts";
import { refusalOf, type SlotChange, type SlotChangeRefusal } from "#app/domain/timetable/slot-plan.ts";

export type ChangeSlotOutcome =
  | { status: "changed" }
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
    const { database, timetable, clock } = this.#parts;
    const now = clock();
    try {
      return await database.transaction<ChangeSlotOutcome>(async (repositories) => {
        const { slots, deskAudit, desk, practice } = repositories;
        const slot = await slots.hold(slotId);
        const reason = slot
          ? (refusalOf(slot, change, now) ?? (await this.#end(repositories, slotId, change)))
          : "gone";
        if (!slot || reason) {
          const { timeZone } = await practice.settings();
          return { status: "refused", reason: reason ?? "gone", by: await desk.lastActOn(slotId), timeZone };
        }
        if (change === "remove") {
          await repositories.offers.keepLinksOf(slotId, now);
          await slots.remove(slotId);
        } else await slots.setStatus(slotId, change === "block" ? "blocked" : "available");
        const unblocked = change === "unblock" ? await repositories.line.findSlot(slotId) : null;
        if (unblocked) await gainTime(repositories, this.#parts, [unblocked]);
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
  /** Offers of the slot end before it goes; otherwise nothing was written. */
  async #end(repositories: Repositories, slotId: string, change: SlotChange): Promise<"booked" | "consent" | null> {
    if (change === "unblock") return null;
    const end = change === "block" ? "blocked" : "removed";
    const ended = await endOffersOfSlot(repositories, this.#parts, { slotId, end });
    if (ended.kind !== "booked") return null;
    return ended.booking.state === "consent" ? "consent" : "booked";
  }
}
