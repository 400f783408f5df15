import type { Repositories } from "#app/application/ports/database.ts";
import type { StoredFilling } from "#app/application/ports/offers.ts";
import type { TimelineSource } from "#app/domain/channel.ts";
import { endsWithTaking } from "#app/domain/offers/ends.ts";
import { isFree } from "#app/domain/offers/free-time.ts";
import { seriesTaken } from "#app/domain/offers/recurring.ts";
import type { Booking, Offer, OfferedSlot } from "#app/domain/offers/types.ts";
import { closeRequest, type WaitlistRequest } from "#app/domain/waitlist-request.ts";
import { endLapsedAsks } from "../asked/end-ask.ts";
import { cancelNow, tellOf, withdrawOffer } from "../end-offers.ts";
import { type OfferParts, tellHour, tellOffer } from "../offer-journal.ts";

/** `slots`: all that were taken, the first one first. `missing`: hours of the series that somebody else took meanwhile. */
export type Taken =
  | { status: "booked"; bookingId: string; slots: OfferedSlot[]; missing: OfferedSlot[] }
  /** Somebody was faster. Nothing was written. */
  | { status: "taken" };

type Taking = {
  request: WaitlistRequest;
  slot: OfferedSlot;
  offer: Offer | null;
  /** The person had asked for this hour, and the practice confirms it. */
  asked?: Booking;
  source: TimelineSource;
};

/**
 * A person takes an hour: the booking, the offer's end, the request closed as `booked`, the lead confirmed, everybody else's offers of
 * the hour and the person's other offers withdrawn. Runs in the caller's transaction, which holds the request and then the slot.
 */
export async function takeHour(repositories: Repositories, parts: OfferParts, taking: Taking): Promise<Taken> {
  const { request, slot, offer, source } = taking;
  const { bookings, offers, fillings, waitlistRequests, leads, jobs } = repositories;
  const now = parts.clock();
  await endLapsedAsks(repositories, parts, slot);
  const booking = bookingOf(taking.asked?.id ?? parts.ids.uuid(), taking, slot, now);
  const written = taking.asked ? await bookings.update(booking) : await bookings.add(booking, now);
  if (!written) return { status: "taken" };

  const live = (await fillings.liveOf(slot.id)).filter(({ slotId }) => slotId === slot.id);
  const filling = offer ? await fillings.find(offer.fillingId) : null;
  const series = filling ? await takeSeries(repositories, parts, taking, filling) : { slots: [], missing: [] };
  const others = offer ? [] : (await offers.ofSlot(slot.id)).filter(({ requestId }) => requestId === request.id);
  const own = offer ?? others.find(({ status, lateYesAt }) => status === "open" || lateYesAt !== null) ?? null;
  if (own) {
    await offers.update({ ...own, status: "accepted", answeredAt: own.answeredAt ?? now });
    await tellOffer(repositories, parts, "accepted", { offer: own, slot, source });
  }
  await endOthers(repositories, parts, taking, own);
  await endOtherAsks(repositories, parts, { requestId: request.id, bookingId: booking.id });
  for (const each of live) await fillings.update({ ...each, state: "taken", endedAt: now, wakesAt: null });

  await waitlistRequests.update(closeRequest(request, "booked", now));
  if (request.leadId) await leads.confirmBooked(request.leadId, now);
  await tellHour(repositories, parts, "hour_booked", { request, slot, source });
  const missing = series.missing.map(({ startsAt }) => startsAt.toISOString());
  await jobs.enqueue([tellOf(request.id, "booked", slot, { bookingId: booking.id, missing })]);
  return { status: "booked", bookingId: booking.id, slots: [slot, ...series.slots], missing: series.missing };
}

const bookingOf = (id: string, { request, offer }: Taking, slot: OfferedSlot, now: Date): Booking => ({
  id,
  slotId: slot.id,
  requestId: request.id,
  offerId: offer?.id ?? null,
  state: "booked",
  askedUntil: null,
  bookedAt: now,
  cancelledAt: null,
  cancelledBy: null,
});

/** The offers that end because one was taken. */
async function endOthers(repositories: Repositories, parts: OfferParts, { request, slot }: Taking, own: Offer | null) {
  const { offers, line } = repositories;
  const ofSlot = await offers.holdOfSlot(slot.id);
  for (const other of endsWithTaking({ id: own?.id ?? "" }, ofSlot, await offers.ofRequest(request.id))) {
    const here = other.slotId === slot.id;
    const about = here ? slot : await line.findSlot(other.slotId);
    const lostRound = here && own !== null && other.round === own.round;
    const ended = { source: "backend" as const, news: here ? ("lost_round" as const) : null };
    if (about) await withdrawOffer(repositories, parts, { offer: other, slot: about, lostRound }, ended);
  }
}

/** One hour is enough: others that the person asked for are free again. */
async function endOtherAsks(
  repositories: Repositories,
  parts: OfferParts,
  { requestId, bookingId }: { requestId: string; bookingId: string },
) {
  for (const booking of await repositories.bookings.ofRequest(requestId)) {
    if (booking.state !== "asked" || booking.id === bookingId) continue;
    const slot = await repositories.line.holdSlot(booking.slotId);
    const quietly = { source: "backend", news: null, gains: true } as const;
    if (slot) await cancelNow(repositories, parts, { booking, slot, by: "person" }, quietly);
  }
}

/** The other hours of a weekly offer that still exist and are free. */
async function takeSeries(repositories: Repositories, parts: OfferParts, taking: Taking, filling: StoredFilling) {
  const { line, bookings, fillings, offers, offerRules } = repositories;
  const now = parts.clock();
  const { settings } = await offerRules.rules();
  const series: OfferedSlot[] = [];
  const free = new Set<string>();
  for (const id of filling.seriesSlotIds) {
    const slot = await line.holdSlot(id);
    if (!slot) continue;
    series.push(slot);
    await endLapsedAsks(repositories, parts, slot);
    const holders = {
      fillings: (await fillings.liveOf(id)).filter((each) => each.id !== filling.id),
      offers: await offers.ofSlot(id),
      bookings: await bookings.ofSlot(id),
    };
    if (isFree(slot, holders, settings, now).free) free.add(id);
  }
  const taken = seriesTaken(series, ({ id }) => free.has(id), now);
  const has = (list: readonly { id: string }[]) => (slot: OfferedSlot) => list.some(({ id }) => id === slot.id);
  const slots = series.filter(has(taken.slots));
  for (const slot of slots) await bookings.add(bookingOf(parts.ids.uuid(), taking, slot, now), now);
  return { slots, missing: series.filter(has(taken.missing)) };
}
