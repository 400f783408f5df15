import { and, desc, eq, gt, lt, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { AuditedSubject, DeskAudit } from "#app/application/ports/team.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { storedTexts } from "#app/infrastructure/database/stored.ts";
import { deskAudit, operators } from "#app/infrastructure/tables/team.ts";
import { availabilitySlots, services } from "#app/infrastructure/tables/timetable.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { recordFailedSignIn, sumUpFailedSignIns } from "./failed-sign-ins.ts";

type Asked = Parameters<DeskAudit["page"]>[0];

export function deskAuditLog(db: Db): DeskAudit {
  return {
    async record(recorded) {
      if (recorded.action === "sign_in_failed") return recordFailedSignIn(db, recorded);
      const { subject, details = {}, ...entry } = recorded;
      await db
        .insert(deskAudit)
        .values({ ...entry, subjectKind: subject?.kind ?? null, subjectId: subject?.id ?? null, details });
    },

    sumUpFailures: (now, limit) => sumUpFailedSignIns(db, now, limit),

    async page(asked, limit) {
      const rows = await auditQuery(db, asked, limit);
      return rows.map(({ id, operator, action, at, details: stored, ...about }) => {
        const details = storedTexts(stored, { table: "desk_audit", column: "details", id: String(id) });
        return { id, operator, action, subject: subjectOf(about), at, details };
      });
    },

    async revealsSince(operatorId, since, countUpTo) {
      const rows = await db
        .select({ contacts: sql<number>`coalesce((${deskAudit.details} ->> 'contacts')::int, 1)` })
        .from(deskAudit)
        .where(and(eq(deskAudit.operatorId, operatorId), eq(deskAudit.action, "reveal"), gt(deskAudit.at, since)))
        .limit(countUpTo);
      return Math.min(
        countUpTo,
        rows.reduce((sum, { contacts }) => sum + contacts, 0),
      );
    },
  };
}

/** The page is selected first: names are looked up for its entries only. */
function auditQuery(db: Db, { operatorId, before }: Asked, limit: number) {
  const page = db
    .select()
    .from(deskAudit)
    .where(
      and(
        operatorId === null ? undefined : eq(deskAudit.operatorId, operatorId),
        before === null ? undefined : lt(deskAudit.id, before),
      ),
    )
    .orderBy(desc(deskAudit.id))
    .limit(limit)
    .as("page");
  const colleague = alias(operators, "colleague");
  return db
    .select({
      id: page.id,
      operator: operators.email,
      action: page.action,
      at: page.at,
      details: page.details,
      subjectKind: page.subjectKind,
      subjectId: page.subjectId,
      since: waitlistRequests.createdAt,
      title: services.title,
      startsAt: availabilitySlots.startsAt,
      email: colleague.email,
    })
    .from(page)
    .leftJoin(operators, eq(operators.id, page.operatorId))
    .leftJoin(waitlistRequests, eq(waitlistRequests.id, page.subjectId))
    .leftJoin(services, eq(services.id, sql`coalesce(${waitlistRequests.serviceId}, ${page.subjectId})`))
    .leftJoin(availabilitySlots, eq(availabilitySlots.id, page.subjectId))
    .leftJoin(colleague, eq(colleague.id, page.subjectId))
    .orderBy(desc(page.id));
}

type About = Omit<Awaited<ReturnType<typeof auditQuery>>[number], "id" | "operator" | "action" | "at" | "details">;

function subjectOf({ subjectKind: kind, subjectId: id, since, title, startsAt, email }: About): AuditedSubject | null {
  if (kind === null || id === null) return null;
  if (kind === "request" && since && title !== null) return { kind, id, serviceTitle: title, since };
  if (kind === "service" && title !== null) return { kind, id, title };
  if (kind === "slot" && startsAt) return { kind, id, startsAt };
  if (kind === "operator" && email !== null) return { kind, email };
  return { kind: "gone", was: kind };
}
