import { and, asc, desc, eq, inArray, isNotNull, isNull, like, max, ne, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { OperatorNotices } from "#app/application/ports/operator-notices.ts";
import { NOTICE_KINDS } from "#app/domain/mail/mail.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { mails } from "#app/infrastructure/tables/mail.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";

const CHANNEL_NOTICE = "channel_notice";
const kindSchema = z.enum(NOTICE_KINDS);
const isNotice = inArray(mails.kind, [...NOTICE_KINDS]);
const isUntold = and(isNotice, isNull(mails.sentAt), isNull(mails.failedAt));

export function operatorNotices(db: Db): OperatorNotices {
  /** All pending notices go into the oldest one's mail. */
  async function gather(): Promise<string | null> {
    const due = db
      .select({ id: mails.id })
      .from(mails)
      .leftJoin(waitlistRequests, eq(waitlistRequests.id, mails.waitlistRequestId))
      .where(and(isUntold, isNull(mails.gatheredIn), isDue))
      .orderBy(asc(mails.createdAt), asc(mails.id));
    const ids = (await due).map(({ id }) => id);
    const [first = null] = ids;
    if (first) await db.update(mails).set({ gatheredIn: first }).where(inArray(mails.id, ids));
    return first;
  }

  async function triedBefore(): Promise<string | null> {
    const [row] = await db
      .select({ id: mails.id })
      .from(mails)
      .where(and(isUntold, eq(mails.gatheredIn, mails.id)))
      .orderBy(asc(mails.createdAt), asc(mails.id))
      .limit(1);
    return row?.id ?? null;
  }

  return {
    async lastNotice() {
      const [row] = await db
        .select({ at: mails.countedAt })
        .from(mails)
        .where(and(isNotice, isNotNull(mails.countedAt)))
        .orderBy(desc(mails.countedAt))
        .limit(1);
      return row?.at ?? null;
    },

    async gatherNotices() {
      const id = (await triedBefore()) ?? (await gather());
      if (id === null) return null;
      const rows = await db
        .select({ kind: mails.kind, count: sql<number>`count(*)::int`, attempts: sql<number>`max(${mails.attempts})` })
        .from(mails)
        .where(eq(mails.gatheredIn, id))
        .groupBy(mails.kind);
      const counts = {
        ...{ operator_notice: 0, leave_notice: 0, hour_notice: 0 },
        ...{ exhausted_notice: 0, answer_notice: 0, channel_notice: 0 },
      };
      for (const row of rows) counts[kindSchema.parse(row.kind)] = row.count;
      return { id, attempts: Math.max(...rows.map(({ attempts }) => attempts)), counts };
    },

    async addChannelNotice(id, { messenger, fault, outage }, now) {
      const dedupeKey = `${CHANNEL_NOTICE}/${messenger}/${fault}/${outage}`;
      const notice = { id, kind: CHANNEL_NOTICE, dedupeKey, waitlistRequestId: null, props: {}, createdAt: now };
      const added = db.insert(mails).values(notice).onConflictDoNothing({ target: mails.dedupeKey });
      return (await added.returning({ id: mails.id })).length > 0;
    },

    async isNoticeOver(id) {
      const [row] = await db
        .select({ sentAt: mails.sentAt, failedAt: mails.failedAt })
        .from(mails)
        .where(eq(mails.id, id));
      return !row || row.sentAt !== null || row.failedAt !== null;
    },

    async subscriptionLostAt() {
      const isLoss = like(mails.dedupeKey, `${CHANNEL_NOTICE}/max/lost/%`);
      const [row] = await db
        .select({ at: max(mails.createdAt) })
        .from(mails)
        .where(and(eq(mails.kind, CHANNEL_NOTICE), isLoss));
      return row?.at ?? null;
    },
  };
}

/**
 * A notice about a closed or quarantined request, or a withdrawn wish, is dropped. A booked hour closes its request; a notice about an hour
 * that nobody is left for is not about its request, and one about a messenger is about none.
 */
const isDue: SQL | undefined = or(
  inArray(mails.kind, ["exhausted_notice", CHANNEL_NOTICE]),
  and(
    or(
      ne(waitlistRequests.status, "closed"),
      and(eq(mails.kind, "hour_notice"), eq(waitlistRequests.closedReason, "booked")),
    ),
    isNull(waitlistRequests.quarantinedAt),
    or(ne(mails.kind, "leave_notice"), isNotNull(waitlistRequests.leaveRequestedAt)),
  ),
);
