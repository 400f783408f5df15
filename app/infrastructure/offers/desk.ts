import { and, arrayOverlaps, asc, desc, eq, gt, gte, inArray, isNotNull, isNull, ne, or, type SQL } from "drizzle-orm";
import type { OffersDesk } from "#app/application/ports/offers-desk.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { bookings, offers, slotFillings } from "#app/infrastructure/tables/offers.ts";
import { availabilitySlots, services } from "#app/infrastructure/tables/timetable.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { onlyServiceOfSlotRow, suitsServiceRow } from "#app/infrastructure/timetable/slot-services.ts";
import { bookingColumns } from "./bookings.ts";
import { offerColumns } from "./offers.ts";

const slotColumns = {
  id: availabilitySlots.id,
  serviceId: availabilitySlots.serviceId,
  otherServiceIds: availabilitySlots.otherServiceIds,
  startsAt: availabilitySlots.startsAt,
  endsAt: availabilitySlots.endsAt,
  status: availabilitySlots.status,
};

export function offersDesk(db: Db): OffersDesk {
  const due = (now: Date) => and(eq(offers.status, "open"), eq(offers.channel, "call"), gt(offers.holdsUntil, now));
  const askedFor = (now: Date) => and(eq(bookings.state, "asked"), gt(bookings.askedUntil, now));

  return {
    async holdersOf(slotIds) {
      const ids = [...slotIds];
      if (ids.length === 0) return { fillings: [], offers: [], bookings: [] };
      const covering = or(inArray(slotFillings.slotId, ids), arrayOverlaps(slotFillings.seriesSlotIds, ids));
      const fillings = await db
        .select()
        .from(slotFillings)
        .where(and(isNull(slotFillings.endedAt), covering));
      // An offer of a weekly series stands at its first hour.
      const offered = [...new Set([...ids, ...fillings.map(({ slotId }) => slotId)])];
      return {
        fillings,
        offers: await db
          .select(offerColumns)
          .from(offers)
          .where(and(inArray(offers.slotId, offered), eq(offers.status, "open"))),
        bookings: await db
          .select(bookingColumns)
          .from(bookings)
          .where(and(inArray(bookings.slotId, ids), ne(bookings.state, "cancelled"))),
      };
    },

    async people(requestIds) {
      const ids = [...new Set(requestIds)];
      if (ids.length === 0) return new Map();
      const { id, createdAt, preferredTimeWindow, preferredContactMethod, status, serviceId } = waitlistRequests;
      const rows = await db
        .select({
          ...{ id, createdAt, preferredTimeWindow, preferredContactMethod, status },
          serviceTitle: services.title,
          putFirstReason: waitlistRequests.putFirstReason,
        })
        .from(waitlistRequests)
        .innerJoin(services, eq(services.id, serviceId))
        .where(inArray(id, ids));
      return new Map(rows.map((row) => [row.id, row]));
    },

    async slots(ids) {
      if (ids.length === 0) return [];
      return db
        .select({ ...slotColumns, format: services.format })
        .from(availabilitySlots)
        .leftJoin(services, onlyServiceOfSlotRow)
        .where(inArray(availabilitySlots.id, [...new Set(ids)]))
        .orderBy(asc(availabilitySlots.startsAt));
    },

    underWay: (limit) =>
      fillings(db, isNull(slotFillings.endedAt)).orderBy(asc(availabilitySlots.startsAt)).limit(limit),

    endedSince: (from, limit) =>
      fillings(db, gte(slotFillings.endedAt, from)).orderBy(desc(slotFillings.endedAt)).limit(limit),

    // Calls of one round end together: those put first, then the longest wait, as in the line.
    dueCalls: (now, limit) =>
      db
        .select(offerColumns)
        .from(offers)
        .innerJoin(waitlistRequests, eq(waitlistRequests.id, offers.waitlistRequestId))
        .where(due(now))
        .orderBy(asc(offers.holdsUntil), asc(waitlistRequests.putFirstAt), asc(waitlistRequests.createdAt))
        .limit(limit),

    asked: (now, limit) =>
      db.select(bookingColumns).from(bookings).where(askedFor(now)).orderBy(asc(bookings.askedUntil)).limit(limit),

    lapsed: (since, limit) =>
      db
        .select(bookingColumns)
        .from(bookings)
        .innerJoin(waitlistRequests, eq(waitlistRequests.id, bookings.waitlistRequestId))
        .where(
          and(
            eq(bookings.state, "cancelled"),
            isNull(bookings.cancelledBy),
            gte(bookings.cancelledAt, since),
            ne(waitlistRequests.status, "closed"),
          ),
        )
        .orderBy(desc(bookings.cancelledAt))
        .limit(limit),

    async silent(limit) {
      const { id, askedToWaitAt: at, status } = waitlistRequests;
      const rows = await db
        .select({ requestId: id, at })
        .from(waitlistRequests)
        .where(and(isNotNull(at), ne(status, "closed")))
        .orderBy(asc(at))
        .limit(limit);
      return rows.flatMap(({ requestId, at: asked }) => (asked ? [{ requestId, at: asked }] : []));
    },

    async countDue(now) {
      return (await db.$count(offers, due(now))) + (await db.$count(bookings, askedFor(now)));
    },

    openSlots(serviceId, after, limit) {
      const { startsAt, status } = availabilitySlots;
      const suits = serviceId === null ? undefined : suitsServiceRow(serviceId);
      return db
        .select(slotColumns)
        .from(availabilitySlots)
        .where(and(gt(startsAt, after), eq(status, "available"), suits))
        .orderBy(asc(startsAt))
        .limit(limit);
    },
  };
}

function fillings(db: Db, where: SQL | undefined) {
  const { id, slotId, seriesSlotIds, mode, state, startsAt, keepsUntil, startedBy, createdAt, endedAt, wakesAt } =
    slotFillings;
  return db
    .select({ id, slotId, seriesSlotIds, mode, state, startsAt, keepsUntil, startedBy, createdAt, endedAt, wakesAt })
    .from(slotFillings)
    .innerJoin(availabilitySlots, eq(availabilitySlots.id, slotId))
    .where(where)
    .$dynamic();
}
