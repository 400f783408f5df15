import { and, count, desc, eq, gt, inArray, isNotNull, isNull, lt, max, ne, or, sql } from "drizzle-orm";
import { z } from "zod";
import type { MailRepository } from "#app/application/ports/mail.ts";
import { MAIL_KINDS, pauseAfter } from "#app/domain/mail/mail.ts";
import { NO_CHANNEL } from "#app/domain/people/delivery.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import type { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { mails } from "#app/infrastructure/tables/mail.ts";
import { deskAudit } from "#app/infrastructure/tables/team.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { storedMailProps } from "./stored-mail.ts";

/** The claim of a killed worker expires after a minute, like its job's. */
const CLAIM_MS = 60_000;
const kindSchema = z.enum(MAIL_KINDS);

/** A mail with the notices that it includes. */
const withGathered = (id: string) => or(eq(mails.id, id), eq(mails.gatheredIn, id));

/** It was not delivered, and the person was not reached otherwise: there is something left to do. */
const unanswered = and(
  isNotNull(mails.failedAt),
  // It was none: a task to call stands among the people.
  or(isNull(mails.errorCode), ne(mails.errorCode, NO_CHANNEL)),
  ne(waitlistRequests.status, "closed"),
  or(isNull(waitlistRequests.contactedAt), lt(waitlistRequests.contactedAt, mails.failedAt)),
  sql`not exists (select 1 from ${deskAudit} where ${deskAudit.subjectId} = ${mails.waitlistRequestId} and ${deskAudit.at} >= ${mails.failedAt}
    and (${deskAudit.action} = 'contact_corrected' or ${deskAudit.action} = 'told' and ${deskAudit.details}->>'about' = ${mails.kind}))`,
);

export function mailRepository(db: Db, cipher: ContactCipher): MailRepository {
  return {
    async addOnce(mail) {
      await db.insert(mails).values(mail).onConflictDoNothing({ target: mails.dedupeKey });
      const [row] = await db.select().from(mails).where(eq(mails.dedupeKey, mail.dedupeKey));
      if (!row) throw new Error("a mail that was just added is not there");
      const { kind, waitlistRequestId } = mail;
      return { ...row, kind, waitlistRequestId, props: storedMailProps(kind, row) };
    },

    async claim(id, claimant, now) {
      const expired = new Date(now.getTime() - CLAIM_MS);
      const taken = await db
        .update(mails)
        .set({
          claimedBy: claimant,
          claimedAt: now,
          attempts: sql`${mails.attempts} + 1`,
          countedAt: now,
          heldUntil: null,
        })
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

    async find(id) {
      const [row] = await db
        .select({ kind: mails.kind, waitlistRequestId: mails.waitlistRequestId })
        .from(mails)
        .where(eq(mails.id, id));
      return row ? { ...row, kind: kindSchema.parse(row.kind) } : null;
    },

    async earliest(id, kind, contact, now) {
      const values = cipher.fingerprints(contact).map(({ value }) => value);
      const pause = pauseAfter(kind) ?? { ms: 0, after: [] };
      const [row] = await db
        .select({
          last: max(sql<Date>`coalesce(${mails.sentAt}, ${mails.claimedAt})`).mapWith(mails.sentAt),
          unreachable: sql<boolean | null>`bool_or(${waitlistRequests.unreachableAt} is not null)`,
        })
        .from(waitlistRequests)
        .leftJoin(
          mails,
          and(
            eq(mails.waitlistRequestId, waitlistRequests.id),
            ne(mails.id, id),
            inArray(mails.kind, [...pause.after]),
            or(
              // One that bounced was not read, and delays no other.
              and(gt(mails.sentAt, new Date(now.getTime() - pause.ms)), isNull(mails.failedAt)),
              and(isNull(mails.sentAt), gt(mails.claimedAt, new Date(now.getTime() - CLAIM_MS))),
            ),
          ),
        )
        .where(inArray(waitlistRequests.contactFingerprint, values));
      if (row?.unreachable) return "never";
      return row?.last ? new Date(row.last.getTime() + pause.ms) : now;
    },

    async failed(limit) {
      const rows = await db
        .select({
          id: mails.id,
          kind: mails.kind,
          waitlistRequestId: waitlistRequests.id,
          errorCode: mails.errorCode,
          attempts: mails.attempts,
          failedAt: mails.failedAt,
        })
        .from(mails)
        .innerJoin(waitlistRequests, eq(waitlistRequests.id, mails.waitlistRequestId))
        .where(unanswered)
        .orderBy(desc(mails.failedAt))
        .limit(limit);
      const [all] = await db
        .select({ count: count() })
        .from(mails)
        .innerJoin(waitlistRequests, eq(waitlistRequests.id, mails.waitlistRequestId))
        .where(unanswered);
      const newest = rows.flatMap(({ failedAt, kind, ...row }) =>
        failedAt ? [{ ...row, failedAt, kind: kindSchema.parse(kind) }] : [],
      );
      return { count: all?.count ?? 0, newest };
    },

    async lastSent(requestId, kind) {
      const [row] = await db
        .select({ at: max(mails.sentAt) })
        .from(mails)
        .where(and(eq(mails.waitlistRequestId, requestId), eq(mails.kind, kind)));
      return row?.at ?? null;
    },

    async markSent(id, at) {
      await db.update(mails).set({ sentAt: at, failedAt: null, errorCode: null }).where(withGathered(id));
    },

    async markFailed(id, { code, at, final }) {
      await db
        .update(mails)
        .set({ errorCode: code, claimedAt: null, claimedBy: null, ...(final ? { failedAt: at } : {}) })
        .where(withGathered(id));
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
