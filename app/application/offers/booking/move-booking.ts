import type { Database } from "#app/application/ports/database.ts";
import type { TimetableMemory } from "#app/application/ports/timetable.ts";
import { stopFilling, tellOf } from "../end-offers.ts";
import { gainTime } from "../filling/gain-time.ts";
import { type NotFree, notFree } from "../filling/start-filling.ts";
import { type OfferParts, tellHour } from "../offer-journal.ts";

export type MoveOutcome =
  | { status: "moved" }
  /** Of the hour that it is moved to. */
  | NotFree
  /** The booking was cancelled, or its hour has begun. */
  | { status: "over" }
  | { status: "unknown" };

type Parts = OfferParts & { database: Database; timetable: TimetableMemory };
type Move = { operatorId: string; bookingId: string; toSlotId: string };

/** The operator moves a booking to another hour. The person is told, and the old hour is gained time. */
export class MoveBookingUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute({ operatorId, bookingId, toSlotId }: Move): Promise<MoveOutcome> {
    const { database, timetable, clock } = this.#parts;
    const now = clock();
    try {
      return await database.transaction<MoveOutcome>(async (repositories) => {
        const { bookings, line, fillings, waitlistRequests, offerRules, jobs, deskAudit } = repositories;
        const found = await bookings.find(bookingId);
        const request = found && (await waitlistRequests.hold(found.requestId));
        if (!found || !request) return { status: "unknown" };
        // Concurrent moves lock slots in one order, to avoid a deadlock.
        for (const id of [found.slotId, toSlotId].toSorted()) await line.holdSlot(id);
        const [from, to] = [await line.findSlot(found.slotId), await line.findSlot(toSlotId)];
        const booking = await bookings.find(bookingId);
        if (!from || booking?.state !== "booked" || booking.slotId !== from.id || from.startsAt <= now)
          return { status: "over" };
        const refused = await notFree(repositories, to, await offerRules.rules(), now);
        if (refused || !to) return refused ?? { status: "gone" };
        for (const filling of await fillings.liveOf(to.id)) await stopFilling(repositories, this.#parts, filling);
        if (!(await bookings.update({ ...booking, slotId: to.id }))) return { status: "over" };
        await tellHour(repositories, this.#parts, "hour_moved", { request, slot: to, source: "admin" });
        const moved = tellOf(request.id, "moved", to, { bookingId, moveId: this.#parts.ids.uuid() });
        await jobs.enqueue([moved]);
        await gainTime(repositories, this.#parts, [from]);
        const details = { starts_at: to.startsAt.toISOString() };
        const subject = { kind: "request", id: request.id } as const;
        await deskAudit.record({ operatorId, action: "hour_moved", subject, at: now, details });
        return { status: "moved" };
      });
    } finally {
      timetable.invalidate();
    }
  }
}
