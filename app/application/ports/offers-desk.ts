import type { Holders } from "#app/domain/offers/free-time.ts";
import type { Offer, OfferedSlot, PutFirstReason } from "#app/domain/offers/types.ts";
import type { Slot } from "#app/domain/timetable/availability.ts";
import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";
import type { StoredFilling } from "./offers.ts";

/** A person of the list, named by what the practice may show without a contact. */
export type OfferPerson = Pick<
  WaitlistRequest,
  "id" | "createdAt" | "preferredTimeWindow" | "preferredContactMethod" | "status"
> & {
  serviceTitle: string;
  /** Why free time is offered to them first; `null`: they stand at their own place. */
  putFirstReason: PutFirstReason | null;
};

/** What the desk shows of offers. */
export interface OffersDesk {
  /** Fillings that have not ended, open offers and bookings that stand, of these slots. */
  holdersOf(slotIds: readonly string[]): Promise<Holders>;
  /** By the request's id. */
  people(requestIds: readonly string[]): Promise<Map<string, OfferPerson>>;
  /** In order of the slot's time. */
  slots(ids: readonly string[]): Promise<OfferedSlot[]>;
  /** Fillings that have not ended, the nearest slot first. */
  underWay(limit: number): Promise<StoredFilling[]>;
  /** Fillings that ended since then, newest first. */
  endedSince(from: Date, limit: number): Promise<StoredFilling[]>;
  /** Open offers by call whose hold runs, the earliest end first, then in the order of the line. */
  dueCalls(now: Date, limit: number): Promise<Offer[]>;
  /** Bookings that a visitor asked for and the practice has not answered, the earliest end first. */
  asked(now: Date, limit: number): Promise<Holders["bookings"]>;
  /** Hours asked for since then whose time ran out, newest first; only of requests that are still open. */
  lapsed(since: Date, limit: number): Promise<Holders["bookings"]>;
  /** People who were asked «Ждать дальше?» and have not answered, the longest silence first. */
  silent(limit: number): Promise<{ requestId: string; at: Date }[]>;
  /** What waits for an operator: calls that are due and hours asked for. */
  countDue(now: Date): Promise<number>;
  /** Available slots of the service or of any that begin after that, at most so many. `null`: whatever their service. */
  openSlots(serviceId: string | null, after: Date, limit: number): Promise<Slot[]>;
}
