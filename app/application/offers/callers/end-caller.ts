import type { OfferParts } from "#app/application/offers/offer-journal.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { TimetableMemory } from "#app/application/ports/timetable.ts";
import { destroyCaller } from "./destroy-caller.ts";

/** Small enough not to delay visitors on the embedded database. */
const AT_ONCE = 100;

type Parts = OfferParts & { database: Database; timetable: TimetableMemory };

/** Destroys callers whose consent did not come in time. A job, early, late or twice without harm; every hour for those whose job was lost. */
export class EndCallerUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute({ callerId }: { callerId: string }): Promise<void> {
    const { database, timetable, clock } = this.#parts;
    await database.transaction(async (repositories) => {
      const caller = await repositories.callers.hold(callerId);
      if (!caller || caller.askedUntil > clock()) return;
      // Who consented has a request: only the answer to a second press goes.
      if (caller.requestId) await repositories.callers.remove(callerId);
      else await destroyCaller(repositories, this.#parts, caller, "retention");
    });
    timetable.invalidate();
  }

  async allOver(): Promise<void> {
    const { database, clock } = this.#parts;
    for (;;) {
      const ids = await database.transaction(({ callers }) => callers.over(clock(), AT_ONCE));
      if (ids.length === 0) return;
      for (const callerId of ids) await this.execute({ callerId });
    }
  }
}
