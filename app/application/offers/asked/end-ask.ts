import { type OfferParts, tellHour } from "#app/application/offers/offer-journal.ts";
import type { Database, Repositories } from "#app/application/ports/database.ts";
import type { TimetableMemory } from "#app/application/ports/timetable.ts";
import { hasLapsed } from "#app/domain/offers/asked-hour.ts";
import { quietOf } from "#app/domain/offers/hold.ts";
import { loudFrom } from "#app/domain/offers/quiet-hours.ts";
import type { OfferedSlot } from "#app/domain/offers/types.ts";

type Parts = OfferParts & { database: Database; timetable: TimetableMemory };

/**
 * The practice did not answer in time: the hour is nobody's, its person is told and stays on the list. A job. The hold ended by itself
 * before, so a job that runs late or twice does no harm.
 */
export class EndAskUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute({ bookingId }: { bookingId: string }): Promise<void> {
    const { database, timetable } = this.#parts;
    await database.transaction(async (repositories) => {
      const booking = await repositories.bookings.find(bookingId);
      const slot = booking && (await repositories.line.holdSlot(booking.slotId));
      if (slot) await endLapsedAsks(repositories, this.#parts, slot);
    });
    timetable.invalidate();
  }
}

/** Ends holds of hours whose time is over. Runs in the caller's transaction, which holds the slot, before anybody takes the slot. */
export async function endLapsedAsks(repositories: Repositories, parts: OfferParts, slot: OfferedSlot): Promise<void> {
  const { bookings, waitlistRequests, offerRules, jobs } = repositories;
  const now = parts.clock();
  const lapsed = (await bookings.ofSlot(slot.id)).filter((booking) => hasLapsed(booking, now));
  if (lapsed.length === 0) return;
  // The practice's omission wakes nobody at night.
  const startAfter = loudFrom(now, quietOf(await offerRules.rules()));
  for (const booking of lapsed) {
    // `cancelledBy` stays empty: the time ran out.
    if (!(await bookings.update({ ...booking, state: "cancelled", cancelledAt: now, cancelledBy: null }))) continue;
    // A job destroys the caller, who is told nothing.
    if (booking.state === "consent") continue;
    const request = await waitlistRequests.find(booking.requestId);
    if (request) await tellHour(repositories, parts, "hour_lapsed", { request, slot, source: "backend" });
    const data = {
      requestId: booking.requestId,
      about: "asked_lapsed",
      startsAt: slot.startsAt.toISOString(),
    } as const;
    await jobs.enqueue([{ name: "tell-about-hour", data: { ...data, bookingId: booking.id }, startAfter }]);
  }
}
