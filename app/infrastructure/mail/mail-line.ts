import { and, asc, count, eq, gt, isNull, max, min, ne, or, type SQL, sql } from "drizzle-orm";
import { type MailLine, QUOTA_CODE } from "#app/application/ports/mail-line.ts";
import { ceilingsCountSince } from "#app/domain/mail/mail-ceilings.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { mails } from "#app/infrastructure/tables/mail.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";

/** Any constant that no other lock uses. */
const LINE_LOCK = 7_405_252;
/** A mail whose job is overdue by this long delays no others. */
const LATE_MS = 10 * 60 * 1000;

/** The order of the line: by time of the decision; a refused mail moves to the end. */
const since = sql`coalesce(${mails.yieldsUntil}, ${mails.createdAt})`;

/** Mails that wait to be sent. A mail refused by its recipient's server delays no others. */
function waits(now: Date): SQL | undefined {
  return and(
    gt(mails.heldUntil, new Date(now.getTime() - LATE_MS)),
    or(isNull(mails.yieldsUntil), eq(mails.errorCode, QUOTA_CODE)),
    isNull(mails.sentAt),
    isNull(mails.failedAt),
    ne(waitlistRequests.status, "closed"),
    isNull(waitlistRequests.quarantinedAt),
  );
}

export function mailLine(db: Db): MailLine {
  async function sentBy(now: Date): Promise<Date[]> {
    const rows = await db
      .select({ at: mails.countedAt })
      .from(mails)
      .where(gt(mails.countedAt, ceilingsCountSince(now)))
      .orderBy(asc(mails.countedAt));
    return rows.flatMap(({ at }) => at ?? []);
  }

  async function aheadOf(mailId: string, now: Date): Promise<number> {
    const own = db.select({ since, id: mails.id }).from(mails).where(eq(mails.id, mailId));
    const [row] = await db
      .select({ count: count() })
      .from(mails)
      .innerJoin(waitlistRequests, eq(waitlistRequests.id, mails.waitlistRequestId))
      .where(and(waits(now), ne(mails.id, mailId), sql`(${since}, ${mails.id}) < ${own}`));
    return row?.count ?? 0;
  }

  async function providerFullUntil(now: Date): Promise<Date | null> {
    const full = and(gt(mails.yieldsUntil, now), eq(mails.errorCode, QUOTA_CODE), isNull(mails.sentAt));
    const [row] = await db
      .select({ until: max(mails.yieldsUntil) })
      .from(mails)
      .where(full);
    return row?.until ?? null;
  }

  return {
    async holdLine(mailId, now) {
      await db.execute(sql`select pg_advisory_xact_lock(${LINE_LOCK})`);
      return {
        sent: await sentBy(now),
        ahead: mailId === null ? 0 : await aheadOf(mailId, now),
        providerFullUntil: await providerFullUntil(now),
      };
    },

    async waitInLine(mailId, until) {
      await db.update(mails).set({ heldUntil: until }).where(eq(mails.id, mailId));
    },

    async refusedForNow(mailId, code, until) {
      await db
        .update(mails)
        .set({
          errorCode: code,
          yieldsUntil: until,
          heldUntil: until,
          claimedAt: null,
          claimedBy: null,
          countedAt: null,
          attempts: sql`${mails.attempts} - 1`,
        })
        .where(eq(mails.id, mailId));
    },

    async waitingInLine(now) {
      const [row] = await db
        .select({ count: count(), first: min(mails.heldUntil) })
        .from(mails)
        .innerJoin(waitlistRequests, eq(waitlistRequests.id, mails.waitlistRequestId))
        .where(waits(now));
      const providerFull = (await providerFullUntil(now)) !== null;
      return { count: row?.count ?? 0, first: row?.first ?? null, sent: await sentBy(now), providerFull };
    },
  };
}
