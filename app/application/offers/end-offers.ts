import type { Repositories } from "#app/application/ports/database.ts";
import type { JobPayloads } from "#app/application/ports/jobs.ts";
import type { StoredFilling } from "#app/application/ports/offers.ts";
import type { TimelineSource } from "#app/domain/channel.ts";
import { hasLapsed } from "#app/domain/offers/asked-hour.ts";
import { type Ends, endsWithRequest, endsWithSlot, type RequestEnd, type SlotEnd } from "#app/domain/offers/ends.ts";
import type { HourNews } from "#app/domain/offers/hour-news.ts";
import type { Booking, Offer, OfferedSlot } from "#app/domain/offers/types.ts";
import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";
import { gainTime } from "./filling/gain-time.ts";
import { type OfferParts, tellHour, tellOffer } from "./offer-journal.ts";

/**
 * Everything that ends a request ends its offers, and the bookings that end with it. Runs in the caller's transaction, which holds the
 * request; the freed slots take their next step by a job. `source`: who ended it.
 */
export async function endOffersOfRequest(
  repositories: Repositories,
  parts: OfferParts,
  { request, end, source }: { request: Pick<WaitlistRequest, "id">; end: RequestEnd; source: TimelineSource },
): Promise<void> {
  const bookings = await repositories.bookings.ofRequest(request.id);
  const offers = await repositories.offers.ofRequest(request.id);
  await writeEnds(repositories, parts, endsWithRequest(end, offers, bookings), { source, news: null, gains: true });
}

/** `booked`: nothing was written; the booking has to be moved or cancelled first. */
export type SlotEnded = { kind: "ended" } | { kind: "booked"; booking: Booking };

/** Blocking, removing or moving a slot ends its fillings and offers; the people are told. Runs in the caller's transaction, which holds the slot. */
export async function endOffersOfSlot(
  repositories: Repositories,
  parts: OfferParts,
  { slotId, end }: { slotId: string; end: SlotEnd },
): Promise<SlotEnded> {
  await endLapsedConsents(repositories, slotId, parts.clock());
  const bookings = await repositories.bookings.ofSlot(slotId);
  const ends = endsWithSlot(end, await repositories.offers.holdOfSlot(slotId), bookings);
  if (ends.kind === "booked") return ends;
  for (const filling of await repositories.fillings.liveOf(slotId)) {
    if (filling.slotId === slotId) await stopFilling(repositories, parts, filling);
    else await repositories.fillings.update(withoutSlot(filling, slotId));
  }
  await writeEnds(repositories, parts, ends.ends, { source: "admin", news: "gone", gains: false });
  return { kind: "ended" };
}

/** What was kept for a caller whose time is over: the job that destroys them may still be to come. */
async function endLapsedConsents({ bookings }: Repositories, slotId: string, now: Date): Promise<void> {
  for (const booking of await bookings.ofSlot(slotId))
    if (booking.state === "consent" && hasLapsed(booking, now))
      await bookings.update({ ...booking, state: "cancelled", cancelledAt: now, cancelledBy: null });
}

/**
 * The service is no longer offered: neither its hours nor other hours to its people, and nobody is to wait for an answer of the practice
 * about them. Runs in the caller's transaction.
 */
export async function endOffersOfService(
  repositories: Repositories,
  parts: OfferParts,
  serviceId: string,
): Promise<void> {
  for (const { slotId } of await repositories.fillings.liveOfService(serviceId)) {
    await repositories.line.holdSlot(slotId);
    await endOffersOfSlot(repositories, parts, { slotId, end: "archived" });
  }
  const withdraw = await repositories.offers.pendingOfService(serviceId);
  const cancel = await repositories.bookings.askedOfService(serviceId);
  await writeEnds(repositories, parts, { withdraw, cancel }, { source: "admin", news: "gone", gains: true });
}

export async function stopFilling(
  { fillings }: Repositories,
  { clock }: OfferParts,
  filling: StoredFilling,
): Promise<void> {
  await fillings.update({ ...filling, state: "stopped", endedAt: clock(), wakesAt: null });
}

const withoutSlot = (filling: StoredFilling, slotId: string): StoredFilling => ({
  ...filling,
  seriesSlotIds: filling.seriesSlotIds.filter((id) => id !== slotId),
});

/** `news`: what their people are told; `null`: nothing. `gains`: the hours of the bookings are gained time. */
type How = { source: TimelineSource; news: HourNews | null; gains: boolean };

async function writeEnds(repositories: Repositories, parts: OfferParts, { withdraw, cancel }: Ends, how: How) {
  // Slots before offers, in which order every other act locks them.
  for (const booking of cancel) {
    const slot = await repositories.line.holdSlot(booking.slotId);
    if (slot)
      await cancelNow(repositories, parts, { booking, slot, by: how.source === "admin" ? "operator" : "person" }, how);
  }
  for (const offer of withdraw) {
    const slot = await repositories.line.findSlot(offer.slotId);
    if (slot) await withdrawOffer(repositories, parts, { offer, slot }, how);
  }
}

/** Withdraws an offer that its person could still take, and lets its filling take the next step. `false`: it had ended. */
export async function withdrawOffer(
  repositories: Repositories,
  parts: OfferParts,
  { offer, slot, lostRound = false }: { offer: Offer; slot: OfferedSlot; lostRound?: boolean },
  { source, news }: Pick<How, "source" | "news">,
): Promise<boolean> {
  const { offers, jobs } = repositories;
  if (!(await offers.withdraw(offer.id, lostRound))) return false;
  await tellOffer(repositories, parts, "withdrawn", { offer, slot, source });
  await jobs.enqueue([{ name: "advance-filling", data: { fillingId: offer.fillingId } }]);
  // A person who never received the offer is not told of its end.
  if (news && offer.sentAt) await jobs.enqueue([tellOf(offer.requestId, news, slot)]);
  return true;
}

export const tellOf = (
  requestId: string,
  about: HourNews,
  slot: Pick<OfferedSlot, "startsAt">,
  more: Pick<JobPayloads["tell-about-hour"], "bookingId" | "moveId" | "missing"> = {},
) => ({
  name: "tell-about-hour" as const,
  data: { requestId, about, startsAt: slot.startsAt.toISOString(), ...more },
});

type Cancelled = { booking: Booking; slot: OfferedSlot; by: "person" | "operator" };

/** Cancels a booking of a held slot. `false`: it was cancelled before. */
export async function cancelNow(
  repositories: Repositories,
  parts: OfferParts,
  { booking, slot, by }: Cancelled,
  { source, news, gains }: How,
): Promise<boolean> {
  const cancelled: Booking = { ...booking, state: "cancelled", cancelledAt: parts.clock(), cancelledBy: by };
  if (!(await repositories.bookings.update(cancelled))) return false;
  const request = await repositories.waitlistRequests.find(booking.requestId);
  const step = booking.state !== "asked" ? "hour_cancelled" : by === "operator" ? "hour_refused" : "hour_released";
  if (request) await tellHour(repositories, parts, step, { request, slot, source });
  if (news) await repositories.jobs.enqueue([tellOf(booking.requestId, news, slot, { bookingId: booking.id })]);
  if (gains) await gainTime(repositories, parts, [slot]);
  return true;
}
