import { and, eq, gt, isNull, ne } from "drizzle-orm";
import type { Holders } from "#app/domain/offers/free-time.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { bookings, offers, slotFillings } from "#app/infrastructure/tables/offers.ts";
import { availabilitySlots } from "#app/infrastructure/tables/timetable.ts";
import { bookingColumns } from "./bookings.ts";
import { offerColumns } from "./offers.ts";

/** All live fillings, offers and bookings that hide future slots from strangers. */
export async function holdersOf(db: Db, now: Date): Promise<Holders> {
  const { id, startsAt } = availabilitySlots;
  const [fillings, held, taken] = await Promise.all([
    db.select().from(slotFillings).where(isNull(slotFillings.endedAt)),
    db
      .select(offerColumns)
      .from(offers)
      .where(and(eq(offers.status, "open"), gt(offers.holdsUntil, now))),
    db
      .select(bookingColumns)
      .from(bookings)
      .innerJoin(availabilitySlots, eq(id, bookings.slotId))
      .where(and(ne(bookings.state, "cancelled"), gt(startsAt, now))),
  ]);
  return { fillings, offers: held, bookings: taken };
}
