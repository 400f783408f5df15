import { and, eq, isNull } from "drizzle-orm";
import type { OfferSettings } from "#app/domain/offers/types.ts";
import type { Connection } from "#app/infrastructure/database/connection.ts";
import { bookings, offers, slotFillings } from "#app/infrastructure/tables/offers.ts";
import { practiceSettings } from "#app/infrastructure/tables/timetable.ts";
import { addSlot } from "#app/testing/practice.ts";
import type { Stored } from "./stored.ts";

/** The offers of a slot, the first first. */
export const offersOf = ({ db }: Stored, slotId: string) =>
  db.select().from(offers).where(eq(offers.slotId, slotId)).orderBy(offers.offeredAt, offers.id);

/** The bookings of a slot, the first first. */
export const bookingsOf = ({ db }: Stored, slotId: string) =>
  db.select().from(bookings).where(eq(bookings.slotId, slotId)).orderBy(bookings.createdAt);

/** The offers of a slot ended an hour ago without an answer. */
export const expireOffers = ({ db }: Stored, slotId: string) =>
  db
    .update(offers)
    .set({ status: "expired", holdsUntil: new Date(Date.now() - 60 * 60 * 1000) })
    .where(eq(offers.slotId, slotId));

/** Every live filling takes its next step when the hourly sweep runs. */
export const wakeFillings = ({ db }: Stored) =>
  db.update(slotFillings).set({ wakesAt: new Date() }).where(isNull(slotFillings.endedAt));

/** The practice's rules of offers, except those of single services. */
export const changeOfferRules = ({ db }: Stored, rules: Omit<OfferSettings, "automaticByService">) =>
  db.update(practiceSettings).set({ offerSettings: rules });

/** Hours that were freed at a past moment, and taken half an hour later by one person's yes to a mail. */
export async function addFilledHours(
  { connection, db }: Stored & { connection: Connection },
  { serviceId, requestId, at, hours }: { serviceId: string; requestId: string; at: Date; hours: number },
) {
  const taken = new Date(at.getTime() + 30 * 60_000);
  for (let nth = 0; nth < hours; nth += 1) {
    const startsAt = new Date(at.getTime() + (48 + nth) * 60 * 60_000);
    const { id: slotId } = await addSlot(connection, serviceId, startsAt);
    const id = crypto.randomUUID();
    await db.insert(slotFillings).values({
      ...{ id, slotId, seriesSlotIds: [], mode: "automatic", state: "taken" },
      ...{ startsAt: at, keepsUntil: startsAt, createdAt: at, endedAt: taken },
    });
    await db.insert(offers).values({
      ...{ id, fillingId: id, slotId, waitlistRequestId: requestId, round: 1, channel: "email", status: "accepted" },
      ...{ offeredAt: at, holdsUntil: taken, answeredAt: taken, linkTokenHash: id, linkKid: "l1" },
    });
  }
}

/** The holds of a slot's open offers ended a minute ago, as if their time had passed. */
export const endHolds = ({ db }: Stored, slotId: string) =>
  db
    .update(offers)
    .set({ holdsUntil: new Date(Date.now() - 60_000) })
    .where(and(eq(offers.slotId, slotId), eq(offers.status, "open")));
