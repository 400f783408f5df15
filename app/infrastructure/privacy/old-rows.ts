import { subMilliseconds } from "date-fns";
import { and, eq, inArray, isNull, lte, notExists, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { RetentionRepository } from "#app/application/ports/privacy.ts";
import { EVENT_NAMES } from "#app/domain/tracking-event.ts";
import { quietChats, unforgottenChats } from "#app/infrastructure/chat/needed-chats.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { QUARTER_MS } from "#app/infrastructure/insight/view-batch.ts";
import { chatMessages, chats, deepLinks } from "#app/infrastructure/tables/chat.ts";
import { analyticsEventBatches, analyticsEvents } from "#app/infrastructure/tables/insight.ts";
import { mails } from "#app/infrastructure/tables/mail.ts";
import { removedOffers, slotFillings } from "#app/infrastructure/tables/offers.ts";
import { deskAudit, deskSessions } from "#app/infrastructure/tables/team.ts";
import { erasures, rateLimits, webhookReceipts } from "#app/infrastructure/tables/upkeep.ts";
import { leads, waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";

type Moments = Parameters<RetentionRepository["deleteOld"]>[0];

/** Deletes up to `limit` expired rows of each table. Returns their number. */
export async function deleteOldRows(db: Db, moments: Moments, limit: number): Promise<number> {
  const { events, receipts, chats: heard, evidence, now } = moments;
  const oldEvents = and(inArray(analyticsEvents.eventName, [...EVENT_NAMES]), lte(analyticsEvents.occurredAt, events));
  const { eventName, quarter } = analyticsEventBatches;
  const oldBatches = and(inArray(eventName, [...EVENT_NAMES]), lte(quarter, subMilliseconds(events, QUARTER_MS)));
  const batch = (table: PgTable, old: SQL | undefined) => deleteBatch(db, table, old, limit);
  const counts = [
    await batch(deepLinks, lte(deepLinks.expiresAt, now)),
    await batch(analyticsEvents, oldEvents),
    await batch(analyticsEventBatches, oldBatches),
    await batch(rateLimits, lte(rateLimits.expire, now.getTime())),
    await batch(webhookReceipts, lte(webhookReceipts.receivedAt, receipts)),
    await batch(chatMessages, lte(chatMessages.createdAt, heard)),
    await batch(mails, and(isNull(mails.waitlistRequestId), lte(mails.createdAt, heard))),
    await batch(chats, quietChats(db, heard)),
    await batch(chats, unforgottenChats(now)),
    await batch(deskSessions, lte(deskSessions.expiresAt, now)),
    await batch(removedOffers, lte(removedOffers.removedAt, heard)),
    // With their offers and skips.
    await batch(slotFillings, lte(slotFillings.createdAt, evidence)),
    await batch(erasures, lte(erasures.erasedAt, evidence)),
    await batch(deskAudit, lte(deskAudit.at, evidence)),
    await deleteForgottenRequests(db, evidence, limit),
  ];
  return counts.reduce((sum, count) => sum + count, 0);
}

async function deleteBatch(db: Db, table: PgTable, old: SQL | undefined, limit: number): Promise<number> {
  const place = sql<string>`ctid`;
  const batch = db.select({ place }).from(table).where(old).limit(limit).for("update", { skipLocked: true });
  const gone = await db.delete(table).where(inArray(place, batch)).returning({ place });
  return gone.length;
}

/** Requests without a contact for long enough are deleted with all dependent rows; so are leads without requests. */
async function deleteForgottenRequests(db: Db, closedBefore: Date, limit: number): Promise<number> {
  const batch = db
    .select({ id: waitlistRequests.id })
    .from(waitlistRequests)
    .where(and(lte(waitlistRequests.closedAt, closedBefore), isNull(waitlistRequests.encryptedContactValue)))
    .limit(limit)
    .for("update", { skipLocked: true });
  const gone = await db
    .delete(waitlistRequests)
    .where(inArray(waitlistRequests.id, batch))
    .returning({ leadId: waitlistRequests.leadId });
  const left = db.select({ one: sql`1` }).from(waitlistRequests).where(eq(waitlistRequests.leadId, leads.id));
  const leadIds = gone.flatMap(({ leadId }) => leadId ?? []);
  await db.delete(leads).where(and(inArray(leads.id, leadIds), notExists(left)));
  return gone.length;
}
