import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import { z } from "zod";
import { MAIL_KINDS, type MailRepository } from "#app/application/ports.ts";
import type { Db } from "./database.ts";
import { mails } from "./schema.ts";

/** A worker that took a mail and was killed lets go of it after a minute, as its job does. */
const CLAIM_MS = 60_000;
const kindSchema = z.enum(MAIL_KINDS);

export function mailRepository(db: Db): MailRepository {
  return {
    async addOnce(mail) {
      await db.insert(mails).values(mail).onConflictDoNothing({ target: mails.dedupeKey });
      const [row] = await db.select().from(mails).where(eq(mails.dedupeKey, mail.dedupeKey));
      if (!row) throw new Error("a mail that was just added is not there");
      return { ...row, kind: kindSchema.parse(row.kind) };
    },

    async claim(id, claimant, now) {
      const expired = new Date(now.getTime() - CLAIM_MS);
      const taken = await db
        .update(mails)
        .set({ claimedBy: claimant, claimedAt: now, attempts: sql`${mails.attempts} + 1` })
        .where(
          and(
            eq(mails.id, id),
            isNull(mails.sentAt),
            or(isNull(mails.claimedAt), eq(mails.claimedBy, claimant), lt(mails.claimedAt, expired)),
          ),
        )
        .returning({ id: mails.id });
      return taken.length > 0;
    },

    async markSent(id, at) {
      await db.update(mails).set({ sentAt: at, failedAt: null, errorCode: null }).where(eq(mails.id, id));
    },

    async markFailed(id, errorCode, final) {
      await db
        .update(mails)
        .set({ errorCode, claimedAt: null, claimedBy: null, ...(final ? { failedAt: sql`now()` } : {}) })
        .where(eq(mails.id, id));
    },

    async ofRequest(requestId, now) {
      const rows = await db
        .select({ id: mails.id, claimedAt: mails.claimedAt, sentAt: mails.sentAt })
        .from(mails)
        .where(eq(mails.waitlistRequestId, requestId));
      const expired = now.getTime() - CLAIM_MS;
      const underWay = rows.some(({ claimedAt, sentAt }) => !sentAt && claimedAt && claimedAt.getTime() >= expired);
      return { ids: rows.map(({ id }) => id), underWay };
    },
  };
}
