import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import { type SlotState, slotStateOf } from "#app/domain/offers/slot-state.ts";
import type { KeptService } from "#app/domain/timetable/availability.ts";
import type { KeptSlot } from "#app/domain/timetable/timetable-change.ts";

export type SlotToEdit = { slot: KeptSlot; state: SlotState; services: KeptService[]; timeZone: string; now: Date };

/** One hour as it is, for changing it. `null`: there is none. */
export class GetSlotEditQuery {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  execute(slotId: string): Promise<SlotToEdit | null> {
    const now = this.#parts.clock();
    return this.#parts.database.transaction(async ({ slots, services, offersDesk, offerRules }) => {
      const slot = await slots.hold(slotId);
      if (!slot) return null;
      const { settings, timeZone } = await offerRules.rules();
      const state = slotStateOf(slot, await offersDesk.holdersOf([slotId]), settings, now);
      return { slot, state, services: await services.list(0), timeZone, now };
    });
  }
}
