import type { Clock } from "#app/application/ports/clock.ts";
import type { Database, Repositories } from "#app/application/ports/database.ts";
import { standingOf } from "#app/domain/offers/candidates.ts";
import { slotStateOf } from "#app/domain/offers/slot-state.ts";
import type { Offer, OfferedSlot } from "#app/domain/offers/types.ts";
import { isNobodys } from "./get-slot-offers.ts";

/** The number of hours read, and of hours shown. */
const READ = 60;
const SHOWN = 6;

export type SuitingHours = {
  /** The nearest hours that may be offered to the person. */
  fitting: OfferedSlot[];
  /** The open offer; a person has at most one. */
  offered: { offer: Offer; slot: OfferedSlot } | null;
  /** Hours that the person has, from now on. */
  booked: OfferedSlot[];
  timeZone: string;
  now: Date;
};

/** Free hours that suit one person, by the same rules as the line. */
export class HoursForPersonQuery {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  execute({ requestId, serviceId }: { requestId: string; serviceId: string }): Promise<SuitingHours> {
    const now = this.#parts.clock();
    const person = { id: requestId, serviceId };
    return this.#parts.database.transaction((repositories) => hoursFor(repositories, person, now));
  }
}

/** The same in the caller's transaction. */
export async function hoursFor(
  { line, offers, bookings, offersDesk, offerRules }: Repositories,
  { id: requestId, serviceId }: { id: string; serviceId: string },
  now: Date,
): Promise<SuitingHours> {
  const rules = await offerRules.rules();
  const open = await offersDesk.openSlots(serviceId, now, READ);
  const holders = await offersDesk.holdersOf(open.map(({ id }) => id));
  const nobodys = open.filter((slot) => isNobodys(slotStateOf(slot, holders, rules.settings, now)));
  const fitting: OfferedSlot[] = [];
  for (const slot of await offersDesk.slots(nobodys.map(({ id }) => id))) {
    if (fitting.length === SHOWN) break;
    const person = await line.candidate(requestId, slot.id, now);
    if (!person) break;
    const history = { slot, offers: await offers.ofSlot(slot.id), bookings: await bookings.ofSlot(slot.id) };
    const standing = standingOf(person, history, rules);
    if (standing.kind === "absent") break;
    // The operator's own choice goes before the cap.
    if (standing.kind === "eligible" || standing.reason === "weekly_cap") fitting.push(slot);
  }
  const running = (await offers.ofRequest(requestId)).find(
    ({ status, holdsUntil }) => status === "open" && holdsUntil > now,
  );
  const offeredSlot = running ? await line.findSlot(running.slotId) : null;
  const has = (await bookings.ofRequest(requestId)).filter(({ state }) => state === "booked");
  return {
    fitting,
    offered: running && offeredSlot ? { offer: running, slot: offeredSlot } : null,
    booked: (await offersDesk.slots(has.map(({ slotId }) => slotId))).filter(({ startsAt }) => startsAt > now),
    timeZone: rules.timeZone,
    now,
  };
}
