import type { Repositories } from "#app/application/ports/database.ts";
import { noticeBegins } from "#app/domain/offers/free-time.ts";
import type { Booking } from "#app/domain/offers/types.ts";

/** An hour that a person has, with all that was booked together: the next one first. */
export type OwnBooking = {
  id: string;
  hours: { bookingId: string; startsAt: Date; endsAt: Date }[];
  bookedAt: Date;
  /** From then on only the operator cancels. */
  cancelUntil: Date;
  /** The offer that it came from, whose page shows it too. */
  offerId: string | null;
};

/** The standing bookings of a request that `isMeant` names, without those that are over while one is ahead; `null`: there is none. */
export async function ownBooking(
  { bookings, line, offerRules }: Repositories,
  requestId: string,
  now: Date,
  isMeant: (booking: Booking) => boolean = () => true,
): Promise<OwnBooking | null> {
  const standing = (await bookings.ofRequest(requestId)).filter((each) => each.state === "booked" && isMeant(each));
  const { settings } = await offerRules.rules();
  const all = [];
  for (const booking of standing) {
    const slot = await line.findSlot(booking.slotId);
    if (slot) all.push({ booking, startsAt: slot.startsAt, endsAt: slot.endsAt });
  }
  all.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  const ahead = all.filter(({ endsAt }) => endsAt > now);
  const hours = ahead.length > 0 ? ahead : all;
  const [first] = hours;
  if (!first?.booking.bookedAt) return null;
  return {
    id: first.booking.id,
    hours: hours.map(({ booking, startsAt, endsAt }) => ({ bookingId: booking.id, startsAt, endsAt })),
    bookedAt: first.booking.bookedAt,
    cancelUntil: noticeBegins(first.startsAt, settings),
    offerId: first.booking.offerId,
  };
}
