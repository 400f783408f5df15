import type { Clock } from "#app/application/ports/clock.ts";
import type { Database, Repositories } from "#app/application/ports/database.ts";
import type { StoredFilling } from "#app/application/ports/offers.ts";
import type { OfferPerson } from "#app/application/ports/offers-desk.ts";
import { type SlotState, slotStateOf } from "#app/domain/offers/slot-state.ts";
import type { Booking, Offer, OfferedSlot, Skip } from "#app/domain/offers/types.ts";
import { type Slot, servicesOfSlot } from "#app/domain/timetable/availability.ts";

/** Hours to which a booking may be moved, on one page. */
const HOURS_SHOWN = 30;

/** A slot with all that happened to it, for the practice's eyes. */
export type SlotRecord = {
  slot: OfferedSlot;
  /** Of all its services; `null`: any. */
  serviceTitle: string | null;
  state: SlotState;
  /** Newest first. */
  fillings: (StoredFilling & { skips: (Skip & { at: Date })[] })[];
  /** In the order in which they were made. */
  offers: Offer[];
  bookings: Booking[];
  people: ReadonlyMap<string, OfferPerson>;
  /** Free hours for the person who has this one; empty while nobody has it. */
  elsewhere: Slot[];
  timeZone: string;
  now: Date;
};

/** The journal of a slot. No contact is read. */
export class GetSlotOffersQuery {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  /** `more`: requests whose people are wanted too, above all those of a preview. */
  execute(slotId: string, more: readonly string[] = []): Promise<SlotRecord | null> {
    const now = this.#parts.clock();
    return this.#parts.database.transaction(async (repositories) => {
      const { line, fillings, offers, bookings, offersDesk, offerRules, services } = repositories;
      const slot = await line.findSlot(slotId);
      if (!slot) return null;
      const { settings, timeZone } = await offerRules.rules();
      const ofSlot = await fillings.ofSlot(slotId);
      const withSkips = [];
      for (const filling of ofSlot) withSkips.push({ ...filling, skips: await offers.skipsOf(filling.id) });
      const made = await offers.ofSlot(slotId);
      const booked = await bookings.ofSlot(slotId);
      const holders = await offersDesk.holdersOf([slotId]);
      const state = slotStateOf(slot, holders, settings, now);
      const concerned = [...made, ...booked, ...withSkips.flatMap(({ skips }) => skips)];
      const of = servicesOfSlot(slot);
      const titles = (await services.list(0)).filter(({ id }) => of.includes(id)).map(({ title }) => title);
      return {
        slot,
        serviceTitle: titles.join(", ") || null,
        state,
        fillings: withSkips,
        offers: made,
        bookings: booked,
        people: await offersDesk.people([...more, ...concerned.map(({ requestId }) => requestId)]),
        elsewhere: state.kind === "booked" ? await this.#freeFor(repositories, state.requestId, now) : [],
        timeZone,
        now,
      };
    });
  }

  async #freeFor(
    { waitlistRequests, offersDesk, offerRules }: Repositories,
    requestId: string,
    now: Date,
  ): Promise<Slot[]> {
    const request = await waitlistRequests.find(requestId);
    if (!request) return [];
    const open = await offersDesk.openSlots(request.serviceId, now, HOURS_SHOWN * 4);
    const { settings } = await offerRules.rules();
    const holders = await offersDesk.holdersOf(open.map(({ id }) => id));
    return open.filter((each) => isNobodys(slotStateOf(each, holders, settings, now))).slice(0, HOURS_SHOWN);
  }
}

/** The practice can give the hour away: it has no booking, no offer and no visitor waiting for an answer. */
export function isNobodys(state: SlotState): boolean {
  return state.kind === "free" || state.kind === "near" || state.kind === "hidden";
}
