import { and, asc, desc, eq, gt, inArray } from "drizzle-orm";
import { z } from "zod";
import type { DeskRepository } from "#app/application/desk/ports.ts";
import { MAIL_KINDS } from "#app/application/ports.ts";
import type { DeskAuditAction } from "#app/domain/desk-audit.ts";
import type { Db } from "./database.ts";
import { consents, deskAudit, leadTimelineEvents, mails, operators } from "./schema.ts";

const kindSchema = z.enum(MAIL_KINDS);
type DeskHistory = Pick<DeskRepository, "timeline" | "consents" | "mails" | "lastActSince" | "lastActOn">;

export function deskHistory(db: Db): DeskHistory {
  return {
    timeline: (leadId, limit) => timelineQuery(db, leadId, limit),
    consents: (requestIds) => consentsQuery(db, requestIds),

    async mails(requestIds) {
      const rows = await mailsQuery(db, requestIds);
      return rows.map(({ kind, ...row }) => ({ ...row, kind: kindSchema.parse(kind) }));
    },

    async lastActSince(requestId, since) {
      const [row] = await lastActQuery(db, requestId, since);
      return row ?? null;
    },

    async lastActOn(slotId) {
      const [row] = await lastActQuery(db, slotId, new Date(0));
      return row ?? null;
    },
  };
}

/** What changes its subject. Looking at somebody changes nothing. */
const ACTS = [
  ...["contacted", "closed", "undone", "not_spam", "erase"],
  ...["slot_added", "slot_pattern_added", "slot_blocked", "slot_unblocked", "slot_removed"],
] as const satisfies readonly DeskAuditAction[];

export function timelineQuery(db: Db, leadId: string, limit: number) {
  const { id, waitlistRequestId, eventName: name, properties, source, occurredAt } = leadTimelineEvents;
  return db
    .select({ id, waitlistRequestId, name, properties, source, occurredAt })
    .from(leadTimelineEvents)
    .where(eq(leadTimelineEvents.leadId, leadId))
    .orderBy(desc(occurredAt), desc(id))
    .limit(limit);
}

export function consentsQuery(db: Db, requestIds: string[]) {
  return db
    .select({
      id: consents.id,
      waitlistRequestId: consents.waitlistRequestId,
      type: consents.type,
      version: consents.documentVersion,
      grantedAt: consents.grantedAt,
      withdrawnAt: consents.withdrawnAt,
    })
    .from(consents)
    .where(inArray(consents.waitlistRequestId, requestIds))
    .orderBy(asc(consents.grantedAt), asc(consents.type));
}

export function mailsQuery(db: Db, requestIds: string[]) {
  const { id, kind, waitlistRequestId, createdAt, sentAt, failedAt, errorCode } = mails;
  return db
    .select({ id, kind, waitlistRequestId, createdAt, sentAt, failedAt, errorCode })
    .from(mails)
    .where(inArray(waitlistRequestId, requestIds))
    .orderBy(desc(createdAt));
}

export function lastActQuery(db: Db, subjectId: string, since: Date) {
  return db
    .select({ action: deskAudit.action, at: deskAudit.at, operatorEmail: operators.email })
    .from(deskAudit)
    .leftJoin(operators, eq(operators.id, deskAudit.operatorId))
    .where(and(eq(deskAudit.subjectId, subjectId), inArray(deskAudit.action, ACTS), gt(deskAudit.at, since)))
    .orderBy(desc(deskAudit.id))
    .limit(1);
}
