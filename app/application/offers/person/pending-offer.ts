import { mayAnswerNow } from "#app/application/offers/answer-offer.ts";
import type { Repositories } from "#app/application/ports/database.ts";
import { hasLapsed } from "#app/domain/offers/asked-hour.ts";
import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";

/** An offered hour that its person can still answer, with the token of its link. */
export type PendingOffer = { token: string; startsAt: Date };
export type Pending = { offer: PendingOffer | null; askedToWait: boolean };

/** What an open request waits for from its person: at most one open offer exists, and it is the newest. */
export async function pendingOf(repositories: Repositories, request: WaitlistRequest, now: Date): Promise<Pending> {
  const { offers, line } = repositories;
  const [newest] = await offers.ofRequest(request.id);
  if (!newest) return { offer: null, askedToWait: false };
  const person = await line.candidate(request.id, newest.slotId, now);
  const askedToWait = person?.askedToWaitAt != null;
  const slot = await line.findSlot(newest.slotId);
  const token = await offers.linkTokenOf(newest.id);
  if (!slot || !token) return { offer: null, askedToWait };
  const may = await mayAnswerNow(repositories, { request, slot, offer: newest }, now);
  const isOver = may.kind === "over" || may.kind === "yours";
  return { offer: isOver ? null : { token, startsAt: slot.startsAt }, askedToWait };
}

/** Whether the request ever led to an hour, cancelled or not. */
export async function wasBooked({ bookings }: Repositories, requestId: string): Promise<boolean> {
  return (await bookings.ofRequest(requestId)).some(({ bookedAt }) => bookedAt !== null);
}

/** An hour that the person asked for and the practice has not answered. */
export type AskedFor = { bookingId: string; startsAt: Date; until: Date };

/** The hours that a request asks for, the next one first. */
export async function askedFor({ bookings, line }: Repositories, requestId: string, now: Date): Promise<AskedFor[]> {
  const asked: AskedFor[] = [];
  for (const booking of await bookings.ofRequest(requestId)) {
    if (booking.state !== "asked" || booking.askedUntil === null || hasLapsed(booking, now)) continue;
    const slot = await line.findSlot(booking.slotId);
    if (slot) asked.push({ bookingId: booking.id, startsAt: slot.startsAt, until: booking.askedUntil });
  }
  return asked.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
}
