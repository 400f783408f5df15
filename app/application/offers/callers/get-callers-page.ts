import { isNobodys } from "#app/application/offers/desk/get-slot-offers.ts";
import type { ListedCaller } from "#app/application/ports/callers.ts";
import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import { noticeBegins } from "#app/domain/offers/free-time.ts";
import { slotStateOf } from "#app/domain/offers/slot-state.ts";
import type { KeptService, Slot } from "#app/domain/timetable/availability.ts";

/** On one page. A practice whose callers are more has another problem. */
const SHOWN = 100;
const HOURS_READ = 120;
const HOURS_SHOWN = 60;

export type CallersOverview = {
  /** Whose consent is awaited, the earliest end first. */
  callers: ListedCaller[];
  /** Hours that can be kept for a caller. */
  hours: Slot[];
  /** Active ones, in their order. */
  services: KeptService[];
  timeZone: string;
  now: Date;
};

/** Whose consent is awaited, and what can be agreed on with the next caller. No contact is read. */
export class GetCallersPageQuery {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  /** `slotId`: this hour is among them however far away, as long as nobody has it. */
  execute(slotId: string | null): Promise<CallersOverview> {
    const now = this.#parts.clock();
    return this.#parts.database.transaction(async ({ callers, offersDesk, offerRules, services, line }) => {
      const { settings, timeZone } = await offerRules.rules();
      const near = await offersDesk.openSlots(null, now, HOURS_READ);
      const wanted = slotId === null ? null : await line.findSlot(slotId);
      const open = wanted && !near.some(({ id }) => id === wanted.id) ? [...near, wanted] : near;
      const holders = await offersDesk.holdersOf(open.map(({ id }) => id));
      const keepable = open.filter(
        (slot) => isNobodys(slotStateOf(slot, holders, settings, now)) && noticeBegins(slot.startsAt, settings) > now,
      );
      const shown = keepable.slice(0, HOURS_SHOWN);
      const asked = keepable.find(({ id }) => id === slotId);
      return {
        callers: await callers.awaited(now, SHOWN),
        hours: asked && !shown.includes(asked) ? [...shown, asked] : shown,
        services: (await services.list(0)).filter(({ status }) => status === "active"),
        timeZone,
        now,
      };
    });
  }
}
