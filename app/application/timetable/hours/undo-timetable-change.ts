import type { OfferParts } from "#app/application/offers/offer-journal.ts";
import type { Database, Repositories } from "#app/application/ports/database.ts";
import type { TimetableMemory } from "#app/application/ports/timetable.ts";
import {
  type LeftReason,
  type LeftSlot,
  mayUndo,
  type SlotStep,
  undoRefusal,
} from "#app/domain/timetable/timetable-change.ts";
import { addFreeSlot, applySlotChange } from "./apply-slot-change.ts";

/** `undone`: what was not taken back stands in the change. `already`: it was undone before. `unknown`: somebody else's, or none. */
export type UndoTimeOutcome = { status: "undone" } | { status: "already" | "too-late" | "unknown" };

type Parts = OfferParts & { database: Database; timetable: TimetableMemory };

/** The operator takes back their own change of the timetable, hour by hour: what somebody else changed or took meanwhile stays. */
export class UndoTimetableChangeUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute({ operatorId, changeId }: { operatorId: string; changeId: string }): Promise<UndoTimeOutcome> {
    const { database, timetable, clock } = this.#parts;
    const now = clock();
    try {
      return await database.transaction<UndoTimeOutcome>(async (repositories) => {
        const { practice, changes, deskAudit } = repositories;
        // Openings of hours wait, so that no time is taken twice.
        await practice.hold();
        const change = await changes.hold(changeId);
        if (change?.operatorId !== operatorId) return { status: "unknown" };
        if (change.undoneAt) return { status: "already" };
        if (!mayUndo(change, now)) return { status: "too-late" };
        const left: LeftSlot[] = [];
        for (const step of inUndoOrder(change.steps)) {
          const why = await this.#undo(repositories, step);
          const slot = step.before ?? step.after;
          if (why && slot) left.push({ id: slot.id, startsAt: slot.startsAt, endsAt: slot.endsAt, why });
          // A moved hour is not to stand twice.
          if (why && change.kind === "edited") break;
        }
        await changes.markUndone(changeId, now, left);
        const details = {
          kind: change.kind,
          slots: String(change.steps.length - left.length),
          left: String(left.length),
        };
        await deskAudit.record({ operatorId, action: "time_undone", at: now, details });
        return { status: "undone" };
      });
    } finally {
      timetable.invalidate();
    }
  }

  /** Why the hour stays as it is; `null`: it is as before. */
  async #undo(repositories: Repositories, step: SlotStep): Promise<LeftReason | null> {
    const { slots } = repositories;
    const { before, after } = step;
    const present = await slots.hold(idOf(step));
    const standing = before ? await slots.between(before.startsAt, before.endsAt) : [];
    const refusal = undoRefusal(step, present, standing);
    if (refusal) return refusal;
    if (after) {
      const applied = await applySlotChange(repositories, this.#parts, { before: after, after: before });
      return applied === "done" ? null : applied;
    }
    if (!before) return null;
    await addFreeSlot(repositories, this.#parts, before);
    return null;
  }
}

const idOf = ({ before, after }: SlotStep) => (before ?? after)?.id ?? "";

/** What was added goes first, for it may stand where something was removed; otherwise in the order in which all acts lock slots. */
function inUndoOrder(steps: readonly SlotStep[]): SlotStep[] {
  const isAdded = ({ before }: SlotStep) => before === null;
  const byId = steps.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  return [...byId.filter(isAdded), ...byId.filter((step) => !isAdded(step))];
}
