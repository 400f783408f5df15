import { mayAnswerNow } from "#app/application/offers/answer-offer.ts";
import type { Clock } from "#app/application/ports/clock.ts";
import type { Database, Repositories } from "#app/application/ports/database.ts";
import type { PrivateLinks } from "#app/application/ports/waitlist.ts";
import type { MayAnswer } from "#app/domain/offers/answer.ts";
import type { Offer } from "#app/domain/offers/types.ts";
import type { ServiceFormat } from "#app/domain/timetable/availability.ts";
import { type OwnBooking, ownBooking } from "./own-booking.ts";

/** The hour of an offer, with the later ones of a weekly offer. */
export type OfferedHour = {
  serviceTitle: string;
  format: ServiceFormat;
  timeZone: string;
  startsAt: Date;
  alsoAt: Date[];
};

export type OwnOffer =
  | {
      status: "shown";
      hour: OfferedHour;
      may: MayAnswer;
      booking: OwnBooking | null;
      /** The hour was cancelled, and its person may return to the list. */
      mayReturn: boolean;
    }
  /** The hour was removed from the timetable. */
  | { status: "removed" }
  /** Wrong, foreign and old ones get the same answer. */
  | { status: "unknown-link" };

/** An offer, by the token of its link. Changes nothing: mail scanners open every link. */
export class GetOfferPageQuery {
  readonly #parts: { database: Database; links: PrivateLinks; clock: Clock };

  constructor(parts: { database: Database; links: PrivateLinks; clock: Clock }) {
    this.#parts = parts;
  }

  execute(token: string): Promise<OwnOffer> {
    const { database, links, clock } = this.#parts;
    return database.transaction<OwnOffer>(async (repositories) => {
      const { offers, waitlistRequests, line } = repositories;
      const hash = links.hash(token);
      const offer = await offers.findByTokenHash(hash);
      if (!offer && (await offers.wasRemoved(hash))) return { status: "removed" };
      const request = offer && (await waitlistRequests.find(offer.requestId));
      const slot = offer && (await line.findSlot(offer.slotId));
      if (!offer || !request || !slot) return { status: "unknown-link" };
      const hour = await offeredHour(repositories, offer);
      if (!hour) return { status: "unknown-link" };
      const now = clock();
      const may = await mayAnswerNow(repositories, { request, slot, offer }, now);
      const booking = await ownBooking(repositories, request.id, now, ({ offerId }) => offerId === offer.id);
      const cancelled = may.kind === "over" && may.because === "cancelled";
      const mayReturn = cancelled && request.status === "closed" && request.closedReason === "booked";
      return { status: "shown", hour, may, booking, mayReturn };
    });
  }
}

/** `null`: its slot or request is gone. */
export async function offeredHour(
  { waitlistRequests, practice, line, fillings }: Repositories,
  offer: Pick<Offer, "requestId" | "slotId" | "fillingId">,
): Promise<OfferedHour | null> {
  const request = await waitlistRequests.find(offer.requestId);
  const slot = await line.findSlot(offer.slotId);
  if (!request || !slot) return null;
  const { service, practice: own } = await practice.serviceOf(request.serviceId);
  const filling = await fillings.find(offer.fillingId);
  const alsoAt: Date[] = [];
  for (const id of filling?.seriesSlotIds ?? []) {
    const later = await line.findSlot(id);
    if (later) alsoAt.push(later.startsAt);
  }
  alsoAt.sort((a, b) => a.getTime() - b.getTime());
  const { title: serviceTitle, format } = service;
  return { serviceTitle, format: slot.format ?? format, timeZone: own.timeZone, startsAt: slot.startsAt, alsoAt };
}
