import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { StoredFilling } from "#app/application/ports/offers.ts";
import type { OfferPerson } from "#app/application/ports/offers-desk.ts";
import { type SlotState, slotStateOf } from "#app/domain/offers/slot-state.ts";
import type { Booking, Offer, OfferedSlot } from "#app/domain/offers/types.ts";
import { localDateOf, startOfLocalDate } from "#app/domain/timetable/local-time.ts";
import { hoursFor } from "./hours-for-person.ts";

const SHOWN = 100;
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

export type ListedFilling = { filling: StoredFilling; slot: OfferedSlot; state: SlotState };

export type OffersOverview = {
  underWay: ListedFilling[];
  /** The earliest end first. */
  calls: { offer: Offer; slot: OfferedSlot }[];
  /** Visitors who asked for an hour and wait for the practice's answer. */
  asked: { booking: Booking; slot: OfferedSlot; others: OfferedSlot[] }[];
  /** Those whose hour nobody answered for, in the last week, and who still wait. */
  lapsed: { booking: Booking; slot: OfferedSlot }[];
  /** People who were asked «Ждать дальше?» and have not answered. */
  silent: { requestId: string; at: Date }[];
  /** Since the practice's midnight, newest first. */
  ended: { filling: StoredFilling; slot: OfferedSlot }[];
  people: ReadonlyMap<string, OfferPerson>;
  /** Titles by the service's id. */
  services: ReadonlyMap<string, string>;
  timeZone: string;
  now: Date;
};

/** What is offered now, what waits for the operator, and what ended today. */
export class GetOffersPageQuery {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  execute(): Promise<OffersOverview> {
    const now = this.#parts.clock();
    return this.#parts.database.transaction(async (repositories) => {
      const { offersDesk, offerRules, services, waitlistRequests } = repositories;
      const { settings, timeZone } = await offerRules.rules();
      const underWay = await offersDesk.underWay(SHOWN);
      const calls = await offersDesk.dueCalls(now, SHOWN);
      const asked = await offersDesk.asked(now, SHOWN);
      const ended = await offersDesk.endedSince(startOfLocalDate(localDateOf(now, timeZone), timeZone), SHOWN);
      const silent = await offersDesk.silent(SHOWN);
      const lapsed = await offersDesk.lapsed(new Date(now.getTime() - WEEK_MS), SHOWN);
      const others = new Map<string, OfferedSlot[]>();
      for (const { id, requestId } of asked) {
        const request = await waitlistRequests.find(requestId);
        const hours = request && (await hoursFor(repositories, request, now));
        others.set(id, hours?.fitting ?? []);
      }
      const ids = [...underWay, ...calls, ...asked, ...lapsed, ...ended].map(({ slotId }) => slotId);
      const slots = new Map((await offersDesk.slots(ids)).map((slot) => [slot.id, slot]));
      const holders = await offersDesk.holdersOf(underWay.map(({ slotId }) => slotId));
      const at = <Row extends { slotId: string }, Named>(rows: readonly Row[], named: (row: Row) => Named) =>
        rows.flatMap((row) => {
          const slot = slots.get(row.slotId);
          return slot ? [{ ...named(row), slot }] : [];
        });
      return {
        underWay: at(underWay, (filling) => ({ filling })).map((each) => ({
          ...each,
          state: slotStateOf(each.slot, holders, settings, now),
        })),
        calls: at(calls, (offer) => ({ offer })),
        asked: at(asked, (booking) => ({ booking, others: others.get(booking.id) ?? [] })),
        lapsed: at(lapsed, (booking) => ({ booking })),
        ended: at(ended, (filling) => ({ filling })),
        silent,
        people: await offersDesk.people([...calls, ...asked, ...lapsed, ...silent].map(({ requestId }) => requestId)),
        services: new Map((await services.list(0)).map(({ id, title }) => [id, title])),
        timeZone,
        now,
      };
    });
  }

  /** The number beside the desk's link. */
  due(): Promise<number> {
    const now = this.#parts.clock();
    return this.#parts.database.transaction(({ offersDesk }) => offersDesk.countDue(now));
  }
}
