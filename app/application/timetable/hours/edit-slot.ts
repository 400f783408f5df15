import type { OfferParts } from "#app/application/offers/offer-journal.ts";
import type { Database, Repositories } from "#app/application/ports/database.ts";
import type { OperatorAct } from "#app/application/ports/team.ts";
import type { TimetableMemory } from "#app/application/ports/timetable.ts";
import type { KeptService } from "#app/domain/timetable/availability.ts";
import { editedSlot, type SlotEdit, type SlotEditRefusal } from "#app/domain/timetable/slot-edit.ts";
import { isSameSlot, type KeptSlot, type SlotStep, slotSign } from "#app/domain/timetable/timetable-change.ts";
import { addFreeSlot, applySlotChange } from "./apply-slot-change.ts";

export type EditSlotOutcome =
  | { status: "changed"; changeId: string; slot: KeptSlot; timeZone: string }
  /** It was so already. */
  | { status: "unchanged"; slot: KeptSlot; timeZone: string }
  | { status: "refused"; refusal: SlotEditRefusal; services: KeptService[]; timeZone: string }
  | { status: "unknown-service" | "gone" | "booked" | "consent" | "begun" }
  /** Somebody else was faster. */
  | { status: "changed-meanwhile"; by: OperatorAct | null; timeZone: string };

type Parts = OfferParts & { database: Database; timetable: TimetableMemory };
/** `seen`: the sign of the slot when the operator decided. */
type EditSlot = { operatorId: string; slotId: string; seen: string; edit: SlotEdit };

/** The operator moves an hour, makes it longer or shorter, or changes whom it suits. Its offers end, and the time is gained anew. */
export class EditSlotUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute(command: EditSlot): Promise<EditSlotOutcome> {
    const { database, timetable } = this.#parts;
    try {
      return await database.transaction((repositories) => this.#edit(repositories, command));
    } finally {
      timetable.invalidate();
    }
  }

  async #edit(repositories: Repositories, { operatorId, slotId, seen, edit }: EditSlot): Promise<EditSlotOutcome> {
    const { practice, slots, services, changes, desk, deskAudit } = repositories;
    const { clock, ids } = this.#parts;
    const now = clock();
    const held = await practice.hold();
    const { timeZone } = held;
    const before = await slots.hold(slotId);
    if (!before) return { status: "gone" };
    if (before.startsAt <= now) return { status: "begun" };
    const kept = await services.list(0);
    const named = edit.serviceId === null ? null : [edit.serviceId, ...edit.otherServiceIds];
    const suiting = kept.filter(({ id, status }) => status === "active" && (named === null || named.includes(id)));
    if (suiting.length === 0 || (named && suiting.length < new Set(named).size)) return { status: "unknown-service" };
    const day = Date.parse(`${edit.date}T00:00:00Z`);
    const standing = await slots.between(new Date(day - 2 * DAY_MS), new Date(day + 3 * DAY_MS));
    const result = editedSlot(before, edit, { standing, services: suiting, practice: held, now });
    if (result.kind === "edited" && isSameSlot(result.slot, before))
      return { status: "unchanged", slot: before, timeZone };
    if (slotSign(before) !== seen) return { status: "changed-meanwhile", by: await desk.lastActOn(slotId), timeZone };
    if (result.kind === "refused") return { status: "refused", refusal: result.refusal, services: kept, timeZone };

    // At another time it is another hour: whoever was offered the old one may be offered the new one.
    const moved = result.slot.startsAt.getTime() !== before.startsAt.getTime();
    const after = moved ? { ...result.slot, id: ids.uuid() } : result.slot;
    const applied = await applySlotChange(repositories, this.#parts, { before, after: moved ? null : after });
    if (applied !== "done") return { status: applied };
    if (moved) await addFreeSlot(repositories, this.#parts, after);
    const steps: SlotStep[] = moved
      ? [
          { before: null, after },
          { before, after: null },
        ]
      : [{ before, after }];
    const id = ids.uuid();
    await changes.add({ id, operatorId, kind: "edited", at: now, range: null, steps, left: [], undoneAt: null });
    const details = { starts_at: after.startsAt.toISOString(), before: before.startsAt.toISOString() };
    const subject = { kind: "slot", id: after.id } as const;
    await deskAudit.record({ operatorId, action: "slot_changed", subject, at: now, details });
    return { status: "changed", changeId: id, slot: after, timeZone };
  }
}

const DAY_MS = 24 * 60 * 60 * 1000;
