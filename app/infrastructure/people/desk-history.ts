import { and, asc, desc, eq, gt, inArray, isNull, max, type SQL, sql } from "drizzle-orm";
import type { DeskRepository } from "#app/application/ports/people.ts";
import type { DeskAuditAction } from "#app/domain/team/desk-audit.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { storedTexts } from "#app/infrastructure/database/stored.ts";
import { deskAudit, operators } from "#app/infrastructure/tables/team.ts";
import { consents, leadTimelineEvents } from "#app/infrastructure/tables/waitlist.ts";
import { storedAnswer, unseenAnswers } from "./answers.ts";

type DeskHistory = Pick<
  DeskRepository,
  | "timeline"
  | "latestNotes"
  | "latestAnswers"
  | "contactCorrectedAt"
  | "consents"
  | "lastActSince"
  | "lastActOn"
  | "lastActOnSettings"
>;

export function deskHistory(db: Db): DeskHistory {
  return {
    async timeline(leadId, limit) {
      const rows = await timelineQuery(db, leadId, limit);
      return rows.map((row) => ({ ...row, properties: propertiesOf(row) }));
    },

    async latestNotes(requests) {
      const leadIds = requests.flatMap(({ leadId }) => leadId ?? []);
      const ids = requests.map(({ id }) => id);
      const rows = leadIds.length > 0 ? await notesQuery(db, leadIds, ids) : [];
      return new Map(rows.map((row) => [row.requestId ?? "", { note: propertiesOf(row).note ?? "", at: row.at }]));
    },

    async latestAnswers(requestIds) {
      const own = inArray(leadTimelineEvents.waitlistRequestId, requestIds);
      const rows = requestIds.length > 0 ? await unseenAnswers(db, own) : [];
      return new Map(rows.flatMap((row) => (row.requestId ? [[row.requestId, storedAnswer(row)] as const] : [])));
    },

    async contactCorrectedAt(requestId) {
      const { waitlistRequestId, eventName, occurredAt } = leadTimelineEvents;
      const [row] = await db
        .select({ at: max(occurredAt) })
        .from(leadTimelineEvents)
        .where(and(eq(waitlistRequestId, requestId), eq(eventName, "contact_corrected")));
      return row?.at ?? null;
    },

    consents: (requestIds) => consentsQuery(db, requestIds),

    async lastActSince(requestId, since) {
      const [row] = await lastActQuery(db, requestId, since);
      return row ?? null;
    },

    async lastActOn(subjectId) {
      const [row] = await lastActQuery(db, subjectId, new Date(0));
      return row ?? null;
    },

    async lastActOnSettings(action) {
      const [row] = await lastActsQuery(db, and(isNull(deskAudit.subjectId), eq(deskAudit.action, action)));
      return row ?? null;
    },
  };
}

/** What changes its subject. Viewing changes nothing. */
const ACTS = [
  ...[
    "contacted",
    "closed",
    "undone",
    "contact_corrected",
    "contact_added",
    "put_back",
    "put_first",
    "put_first_undone",
    "not_spam",
    "erase",
  ],
  ...["slot_added", "slot_pattern_added", "slot_blocked", "slot_unblocked", "slot_removed", "slot_changed"],
  ...["service_created", "service_changed", "service_archived", "service_restored"],
  ...["role_changed", "operator_disabled"],
] as const satisfies readonly DeskAuditAction[];

const propertiesOf = ({ id, properties }: { id: string; properties: unknown }) =>
  storedTexts(properties, { table: "lead_timeline_events", column: "properties", id });

function timelineQuery(db: Db, leadId: string, limit: number) {
  const { id, waitlistRequestId, eventName: name, properties, source, occurredAt } = leadTimelineEvents;
  const operatorEmail: SQL<string | null> = sql`(${whoDid(db)})`;
  return db
    .select({ id, waitlistRequestId, name, properties, source, occurredAt, operatorEmail })
    .from(leadTimelineEvents)
    .where(eq(leadTimelineEvents.leadId, leadId))
    .orderBy(desc(occurredAt), desc(id))
    .limit(limit);
}

/** An act has the same moment in the timeline and in the audit log. */
function whoDid(db: Db) {
  const { source, waitlistRequestId, occurredAt } = leadTimelineEvents;
  return db
    .select({ email: operators.email })
    .from(deskAudit)
    .innerJoin(operators, eq(operators.id, deskAudit.operatorId))
    .where(and(eq(source, "admin"), eq(deskAudit.subjectId, waitlistRequestId), eq(deskAudit.at, occurredAt)))
    .limit(1);
}

/** The newest note of each request, joined by its person, where the index is. */
function notesQuery(db: Db, leadIds: string[], requestIds: string[]) {
  const { id, leadId, waitlistRequestId: requestId, eventName, properties, occurredAt: at } = leadTimelineEvents;
  return db
    .selectDistinctOn([requestId], { id, requestId, properties, at })
    .from(leadTimelineEvents)
    .where(and(inArray(leadId, leadIds), inArray(requestId, requestIds), eq(eventName, "waitlist_noted")))
    .orderBy(requestId, desc(at), desc(id));
}

function consentsQuery(db: Db, requestIds: string[]) {
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

function lastActQuery(db: Db, subjectId: string, since: Date) {
  const done = and(eq(deskAudit.subjectId, subjectId), inArray(deskAudit.action, ACTS), gt(deskAudit.at, since));
  return lastActsQuery(db, done);
}

function lastActsQuery(db: Db, done: SQL | undefined) {
  return db
    .select({ action: deskAudit.action, at: deskAudit.at, operatorEmail: operators.email })
    .from(deskAudit)
    .leftJoin(operators, eq(operators.id, deskAudit.operatorId))
    .where(done)
    .orderBy(desc(deskAudit.id))
    .limit(1);
}
