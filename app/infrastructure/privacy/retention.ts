import {
  and,
  countDistinct,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lte,
  ne,
  notExists,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { RetentionRepository } from "#app/application/ports/privacy.ts";
import { chatsOf } from "#app/infrastructure/chat/needed-chats.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { insertList } from "#app/infrastructure/database/insert-list.ts";
import { bookingColumns } from "#app/infrastructure/offers/bookings.ts";
import { offerColumns } from "#app/infrastructure/offers/offers.ts";
import { chatMessages, chats } from "#app/infrastructure/tables/chat.ts";
import { analyticsEvents } from "#app/infrastructure/tables/insight.ts";
import { mails } from "#app/infrastructure/tables/mail.ts";
import { bookings, offerSkips, offers } from "#app/infrastructure/tables/offers.ts";
import { erasures } from "#app/infrastructure/tables/upkeep.ts";
import {
  consents,
  leadIdentities,
  leads,
  leadTimelineEvents,
  waitlistRequests,
} from "#app/infrastructure/tables/waitlist.ts";
import { requestColumns } from "#app/infrastructure/waitlist/request-fields.ts";
import { storedRequest } from "#app/infrastructure/waitlist/stored-values.ts";
import { deleteOldRows } from "./old-rows.ts";

const NO_CONTACT = { encryptedContactValue: null, contactFingerprint: null, fingerprintKid: null };
const open = ne(waitlistRequests.status, "closed");

function isDue(what: Parameters<RetentionRepository["due"]>[0], now: Date): SQL | undefined {
  if ("ask" in what) {
    return and(
      open,
      eq(waitlistRequests.preferredContactMethod, "email"),
      isNull(waitlistRequests.quarantinedAt),
      isNull(waitlistRequests.unreachableAt),
      isNull(waitlistRequests.renewalAskedAt),
      lte(waitlistRequests.expiresAt, what.ask),
      gt(waitlistRequests.expiresAt, now),
    );
  }
  if ("lapse" in what) return and(open, lte(waitlistRequests.expiresAt, what.lapse));
  return and(
    isNotNull(waitlistRequests.encryptedContactValue),
    or(lte(waitlistRequests.closedAt, what.destroy), lte(waitlistRequests.quarantinedAt, what.destroy)),
  );
}

export function retentionRepository(db: Db): RetentionRepository {
  return {
    async due(what, now, limit) {
      // Contacts are only tried for: a lock held by a visitor or another run is skipped.
      const candidates = db
        .select({ id: waitlistRequests.id, fingerprint: waitlistRequests.contactFingerprint })
        .from(waitlistRequests)
        .where(isDue(what, now))
        .limit(limit)
        .as("candidates");
      const held = await db
        .select({ id: candidates.id })
        .from(candidates)
        .where(sql`pg_try_advisory_xact_lock(hashtextextended(${candidates.fingerprint}, 0))`);
      const ids = held.map(({ id }) => id);
      if (ids.length === 0) return [];
      const due = await db
        .select(requestColumns)
        .from(waitlistRequests)
        .where(and(inArray(waitlistRequests.id, ids), isDue(what, now)))
        .for("no key update", { skipLocked: true });
      return due.map(storedRequest);
    },

    async holdersOfContact({ id, leadId, preferredContactMethod }) {
      const ids = (where: SQL | undefined) =>
        db.select({ id: waitlistRequests.id }).from(waitlistRequests).where(where);
      const own = db
        .select({ fingerprint: waitlistRequests.contactFingerprint })
        .from(waitlistRequests)
        .where(eq(waitlistRequests.id, id));
      const samePerson = and(
        eq(waitlistRequests.leadId, leadId ?? sql`null`),
        eq(waitlistRequests.preferredContactMethod, preferredContactMethod),
      );
      // Each uses an index of its own, which one combined condition would not.
      const alike = ids(eq(waitlistRequests.id, id))
        .union(ids(samePerson))
        .union(ids(inArray(waitlistRequests.contactFingerprint, own)));
      const holders = await db
        .select(requestColumns)
        .from(waitlistRequests)
        .where(
          and(
            inArray(waitlistRequests.id, alike),
            isNotNull(waitlistRequests.encryptedContactValue),
            or(
              eq(waitlistRequests.id, id),
              eq(waitlistRequests.status, "closed"),
              isNotNull(waitlistRequests.quarantinedAt),
            ),
          ),
        )
        .for("no key update");
      return holders.map(storedRequest);
    },

    async destroyContacts(requests, reason) {
      const ids = requests.map(({ id }) => id);
      // A suspect's contact may be another's: it is no proof whose it is.
      const wished = reason === "requested" ? requests.filter(({ leadId }) => leadId !== null) : [];
      const held = await db
        .select({ fingerprint: waitlistRequests.contactFingerprint })
        .from(waitlistRequests)
        .where(
          inArray(
            waitlistRequests.id,
            wished.map(({ id }) => id),
          ),
        );
      const erased = held.flatMap(({ fingerprint }) => fingerprint ?? []);
      const destroyed = await db
        .update(waitlistRequests)
        .set({ ...NO_CONTACT, linkTokenHash: null, linkKid: null })
        .where(inArray(waitlistRequests.id, ids))
        .returning({ id: waitlistRequests.id });
      const leadIds = requests.flatMap(({ leadId }) => leadId ?? []);
      const needing = alias(waitlistRequests, "needing");
      // One that is kept beside is of no method of its own: it goes with the person's last request, on their wish with the last open one.
      const needsIt = or(
        and(isNull(leadIdentities.besideSince), eq(needing.preferredContactMethod, leadIdentities.method)),
        and(isNotNull(leadIdentities.besideSince), reason === "requested" ? ne(needing.status, "closed") : undefined),
      );
      const needed = db
        .select({ one: sql`1` })
        .from(needing)
        .where(and(eq(needing.leadId, leadIdentities.leadId), needsIt, isNotNull(needing.encryptedContactValue)));
      const inUse = db
        .select({ one: sql`1` })
        .from(needing)
        .where(and(eq(needing.contactFingerprint, leadIdentities.contactFingerprint), ne(needing.status, "closed")));
      const identities = await db
        .update(leadIdentities)
        .set({ ...NO_CONTACT, besideSince: null })
        .where(
          and(
            isNotNull(leadIdentities.encryptedContactValue),
            or(
              and(inArray(leadIdentities.leadId, leadIds), notExists(needed)),
              and(inArray(leadIdentities.contactFingerprint, erased), notExists(inUse)),
            ),
          ),
        )
        .returning({ id: leadIdentities.id });
      return { waitlist_requests: destroyed.length, lead_identities: identities.length };
    },

    record: (list) => insertList(db, erasures, list),

    async purgedSince(since) {
      const [row] = await db
        .select({ requests: countDistinct(erasures.waitlistRequestId) })
        .from(erasures)
        .where(and(gte(erasures.erasedAt, since), eq(erasures.reason, "retention")));
      return row?.requests ?? 0;
    },

    deleteOld: (before, limit) => deleteOldRows(db, before, limit),

    // Not parsed: a person gets exactly what is stored about them.
    async stored({ id, leadId }) {
      const ofLead = leadId ?? sql`null`;
      const own = db
        .select({ value: waitlistRequests.contactFingerprint })
        .from(waitlistRequests)
        .where(eq(waitlistRequests.id, id));
      return {
        consents: await db.select().from(consents).where(eq(consents.waitlistRequestId, id)),
        lead: await db.select().from(leads).where(eq(leads.id, ofLead)),
        lead_timeline_events: await db
          .select()
          .from(leadTimelineEvents)
          .where(and(eq(leadTimelineEvents.leadId, ofLead), eq(leadTimelineEvents.waitlistRequestId, id))),
        analytics_events: await db.select().from(analyticsEvents).where(eq(analyticsEvents.leadId, ofLead)),
        chats: await db
          .select({ conversation: chats.conversation, createdAt: chats.createdAt })
          .from(chats)
          .where(inArray(chats.id, chatsOf(db, own))),
        chat_messages: await db
          .select({ message: chatMessages.message, createdAt: chatMessages.createdAt })
          .from(chatMessages)
          .where(inArray(chatMessages.chatId, chatsOf(db, own))),
        offers: await db.select(offerColumns).from(offers).where(eq(offers.waitlistRequestId, id)),
        offer_skips: await db
          .select({ reason: offerSkips.reason, at: offerSkips.at })
          .from(offerSkips)
          .where(eq(offerSkips.waitlistRequestId, id)),
        bookings: await db.select(bookingColumns).from(bookings).where(eq(bookings.waitlistRequestId, id)),
        mails: await db
          .select({ kind: mails.kind, createdAt: mails.createdAt, sentAt: mails.sentAt, failedAt: mails.failedAt })
          .from(mails)
          .where(eq(mails.waitlistRequestId, id)),
      };
    },
  };
}
