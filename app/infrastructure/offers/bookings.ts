import { and, asc, eq, lte, ne, sql } from "drizzle-orm";
import type { BookingRepository } from "#app/application/ports/offers.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { bookings } from "#app/infrastructure/tables/offers.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";

export const bookingColumns = {
  id: bookings.id,
  slotId: bookings.slotId,
  requestId: sql<string>`coalesce(${bookings.waitlistRequestId}, ${bookings.callerId})`,
  offerId: bookings.offerId,
  state: bookings.state,
  askedUntil: bookings.askedUntil,
  bookedAt: bookings.bookedAt,
  cancelledAt: bookings.cancelledAt,
  cancelledBy: bookings.cancelledBy,
};

export function bookingRepository(db: Db): BookingRepository {
  return {
    async add({ requestId, ...booking }, now) {
      const added = await db
        .insert(bookings)
        .values({
          ...booking,
          ...(booking.state === "consent" ? { callerId: requestId } : { waitlistRequestId: requestId }),
          createdAt: now,
        })
        .onConflictDoNothing()
        .returning({ id: bookings.id });
      return added.length > 0;
    },

    async find(id) {
      const [row] = await db.select(bookingColumns).from(bookings).where(eq(bookings.id, id));
      return row ?? null;
    },

    ofSlot: (slotId) =>
      db.select(bookingColumns).from(bookings).where(eq(bookings.slotId, slotId)).orderBy(asc(bookings.createdAt)),

    ofRequest: (requestId) =>
      db
        .select(bookingColumns)
        .from(bookings)
        .where(eq(bookings.waitlistRequestId, requestId))
        .orderBy(asc(bookings.createdAt)),

    async ofCaller(callerId) {
      const [row] = await db.select(bookingColumns).from(bookings).where(eq(bookings.callerId, callerId));
      return row ?? null;
    },

    async giveTo(id, requestId) {
      const given = await db
        .update(bookings)
        .set({ waitlistRequestId: requestId, callerId: null })
        .where(and(eq(bookings.id, id), eq(bookings.state, "consent")))
        .returning({ id: bookings.id });
      return given.length > 0;
    },
    askedOfService: (serviceId) =>
      db
        .select(bookingColumns)
        .from(bookings)
        .innerJoin(waitlistRequests, eq(waitlistRequests.id, bookings.waitlistRequestId))
        .where(and(eq(bookings.state, "asked"), eq(waitlistRequests.serviceId, serviceId)))
        .orderBy(asc(bookings.slotId)),

    async overdueAsks(before, limit) {
      const rows = await db
        .select({ id: bookings.id })
        .from(bookings)
        .where(and(eq(bookings.state, "asked"), lte(bookings.askedUntil, before)))
        .orderBy(asc(bookings.askedUntil))
        .limit(limit);
      return rows.map(({ id }) => id);
    },

    async update({ id, slotId, state, askedUntil, bookedAt, cancelledAt, cancelledBy }) {
      const written = await db
        .update(bookings)
        .set({ slotId, state, askedUntil, bookedAt, cancelledAt, cancelledBy })
        .where(and(eq(bookings.id, id), ne(bookings.state, "cancelled")))
        .returning({ id: bookings.id });
      return written.length > 0;
    },
  };
}
