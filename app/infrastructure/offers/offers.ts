import { and, asc, desc, eq, inArray, isNotNull, isNull, ne, or, sql } from "drizzle-orm";
import type { OfferRepository } from "#app/application/ports/offers.ts";
import type { EndedHold } from "#app/domain/offers/ended-holds.ts";
import type { Offer } from "#app/domain/offers/types.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { insertList } from "#app/infrastructure/database/insert-list.ts";
import type { LinkMaker } from "#app/infrastructure/keys/private-links.ts";
import { bookings, offerSkips, offers, removedOffers } from "#app/infrastructure/tables/offers.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";

export const offerColumns = {
  id: offers.id,
  fillingId: offers.fillingId,
  slotId: offers.slotId,
  requestId: offers.waitlistRequestId,
  round: offers.round,
  channel: offers.channel,
  status: offers.status,
  offeredAt: offers.offeredAt,
  sentAt: offers.sentAt,
  calledAt: offers.calledAt,
  holdsUntil: offers.holdsUntil,
  extendedAt: offers.extendedAt,
  answeredAt: offers.answeredAt,
  lateYesAt: offers.lateYesAt,
  declineReason: offers.declineReason,
};

/** An offer's link has one version: it is never revoked by itself. */
const VERSION = 1;
export const offerTokenOf = (links: LinkMaker, id: string, kid: string) => links.token(`offer/${id}`, VERSION, kid);

/** Its person can still take it: held, or with a stored late yes. */
const PENDING = or(eq(offers.status, "open"), and(eq(offers.status, "expired"), isNotNull(offers.lateYesAt)));

export function offerRepository(db: Db, links: LinkMaker): OfferRepository {
  const many = (where: ReturnType<typeof eq>) => db.select(offerColumns).from(offers).where(where);

  return {
    async add(list) {
      if (list.length === 0) return;
      const kid = links.writingKid;
      const rows = list.map(({ requestId, ...offer }) => ({
        ...offer,
        waitlistRequestId: requestId,
        status: "open" as const,
        linkKid: kid,
        linkTokenHash: links.hash(offerTokenOf(links, offer.id, kid)),
      }));
      await db.insert(offers).values(rows);
    },

    async find(id) {
      const [row] = await many(eq(offers.id, id));
      return row ?? null;
    },

    async findByTokenHash(tokenHash) {
      const [row] = await many(eq(offers.linkTokenHash, tokenHash));
      return row ?? null;
    },

    async keepLinksOf(slotId, at) {
      const { linkTokenHash } = offers;
      const links = await db.select({ linkTokenHash }).from(offers).where(eq(offers.slotId, slotId));
      await insertList(
        db,
        removedOffers,
        links.map((link) => ({ ...link, removedAt: at })),
      );
    },

    async wasRemoved(tokenHash) {
      const [row] = await db.select().from(removedOffers).where(eq(removedOffers.linkTokenHash, tokenHash));
      return row !== undefined;
    },

    async linkTokenOf(id) {
      const [row] = await db.select({ kid: offers.linkKid }).from(offers).where(eq(offers.id, id));
      return row ? offerTokenOf(links, id, row.kid) : null;
    },

    ofSlot: (slotId) => many(eq(offers.slotId, slotId)).orderBy(asc(offers.offeredAt), asc(offers.id)),
    holdOfSlot: (slotId) =>
      many(eq(offers.slotId, slotId)).orderBy(asc(offers.offeredAt), asc(offers.id)).for("no key update"),
    ofRequest: (requestId) =>
      many(eq(offers.waitlistRequestId, requestId)).orderBy(desc(offers.offeredAt), desc(offers.id)),

    pendingOfService: (serviceId) =>
      db
        .select(offerColumns)
        .from(offers)
        .innerJoin(waitlistRequests, eq(waitlistRequests.id, offers.waitlistRequestId))
        .where(and(eq(waitlistRequests.serviceId, serviceId), PENDING))
        .orderBy(asc(offers.id)),

    async concerned(requestIds) {
      const ids = [...requestIds];
      if (ids.length === 0) return new Set();
      const { waitlistRequestId } = offers;
      const ofOffers = db
        .select({ id: waitlistRequestId })
        .from(offers)
        .where(and(inArray(waitlistRequestId, ids), inArray(offers.status, ["open", "expired"])));
      const ofBookings = db
        .select({ id: sql<string>`${bookings.waitlistRequestId}` })
        .from(bookings)
        .where(and(inArray(bookings.waitlistRequestId, ids), ne(bookings.state, "cancelled")));
      return new Set((await ofOffers.union(ofBookings)).map(({ id }) => id));
    },

    async update({ id, status, channel, calledAt, holdsUntil, extendedAt, answeredAt, lateYesAt, declineReason }) {
      const written = await db
        .update(offers)
        .set({ status, channel, calledAt, holdsUntil, extendedAt, answeredAt, lateYesAt, declineReason })
        .where(and(eq(offers.id, id), inArray(offers.status, ["open", "expired"])))
        .returning({ id: offers.id });
      return written.length > 0;
    },

    async end(ended, now) {
      const written: EndedHold[] = [];
      for (const end of ended) {
        const rows = await db
          .update(offers)
          .set(changeOf(end, now))
          .where(and(eq(offers.id, end.offerId), eq(offers.status, "open")))
          .returning({ id: offers.id });
        if (rows.length > 0) written.push(end);
      }
      return written;
    },

    async withdraw(id, lostRound) {
      const written = await db
        .update(offers)
        .set({ status: "withdrawn", lostRound })
        .where(and(eq(offers.id, id), PENDING))
        .returning({ id: offers.id });
      return written.length > 0;
    },

    async markSent(id, at) {
      await db
        .update(offers)
        .set({ sentAt: at })
        .where(and(eq(offers.id, id), isNull(offers.sentAt)));
    },

    async skip(fillingId, skips, { id, at }) {
      if (skips.length === 0) return;
      // Hundreds of rows for each of hundreds of hours: what is alike is sent once, and the ids are counted on from the first one.
      const named = JSON.stringify(skips.map(({ requestId, reason }) => [requestId, reason]));
      await db.execute(sql`insert into ${offerSkips} (id, filling_id, waitlist_request_id, reason, at)
        select (${id.slice(0, -12)}::text || lpad(to_hex(nth), 12, '0'))::uuid, ${fillingId}::uuid,
          (skipped ->> 0)::uuid, (skipped ->> 1)::skip_reason, ${at.toISOString()}::timestamptz
        from jsonb_array_elements(${named}::jsonb) with ordinality as list (skipped, nth)
        on conflict do nothing`);
    },

    skipsOf: (fillingId) =>
      db
        .select({ requestId: offerSkips.waitlistRequestId, reason: offerSkips.reason, at: offerSkips.at })
        .from(offerSkips)
        .where(eq(offerSkips.fillingId, fillingId))
        .orderBy(asc(offerSkips.at), asc(offerSkips.id)),
  };
}

function changeOf(end: EndedHold, now: Date): Partial<Offer> {
  switch (end.as) {
    case "silence":
    case "not_called":
      return { status: "expired" };
    case "extended":
      return { extendedAt: now, holdsUntil: end.holdsUntil };
    case "to_call":
      return { channel: "call", holdsUntil: end.holdsUntil };
  }
}
