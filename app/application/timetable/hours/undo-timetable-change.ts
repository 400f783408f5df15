import type { OfferParts } from "#app/application/offers/offer-journal.ts";
import type { Database, Repositories } from "#app/application/ports/database.ts";
import type { TimetableMemory } from "#app/application/ports/timetable.ts";
import {
  type LeftSlot,
  mayUndo,
  type SlotStep,
  undoneTogether,
  undoRefusal,
} from "#app/domain/timetable/timetable-change.ts";
import { addFreeSlot, applySlotChange } from "./apply-slot-change.ts";
import { givenMeanwhile } from "./given-meanwhile.ts";

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
        let undone = 0;
        for (const steps of undoneTogether(change)) {
          const refused = await refusalOf(repositories, { steps, operatorId, now });
          if (refused) left.push(refused);
          else {
            for (const step of steps) await this.#undo(repositories, step);
            undone += 1;
          }
        }
        await changes.markUndone(changeId, now, left);
        if (undone > 0) {
          const details = { kind: change.kind, slots: String(undone), left: String(left.length) };
          await deskAudit.record({ operatorId, action: "time_undone", at: now, details });
        }
        return { status: "undone" };
      });
    } finally {
      timetable.invalidate();
    }
  }

  async #undo(repositories: Repositories, { before, after }: SlotStep): Promise<void> {
    if (after) {
      const applied = await applySlotChange(repositories, this.#parts, { before: after, after: before });
      if (applied !== "done") throw new Error("a held hour was found free and is taken");
    } else if (before) await addFreeSlot(repositories, this.#parts, before);
  }
}

type Undoing = { steps: readonly SlotStep[]; operatorId: string; now: Date };

/** The first of these hours that stays as it is, and why; `null`: all can be as before. Locks them and writes nothing. */
async function refusalOf(repositories: Repositories, { steps, operatorId, now }: Undoing): Promise<LeftSlot | null> {
  const own = new Set(steps.map(({ after }) => after?.id));
  for (const step of steps) {
    const slot = step.before ?? step.after;
    if (!slot) continue;
    const present = await repositories.slots.hold(slot.id);
    const near = step.before ? await repositories.slots.between(step.before.startsAt, step.before.endsAt) : [];
    // The hour's own new place becomes free with it.
    const standing = near.filter(({ id }) => !own.has(id));
    const given = step.after?.status === "available" ? { slotId: slot.id, operatorId, now } : null;
    const why = undoRefusal(step, present, standing) ?? (given && (await givenMeanwhile(repositories, given)));
    if (why) return { id: slot.id, startsAt: slot.startsAt, endsAt: slot.endsAt, why };
  }
  return null;
}
