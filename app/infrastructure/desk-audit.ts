import { and, desc, eq, lt } from "drizzle-orm";
import type { DeskAudit } from "#app/application/desk/ports.ts";
import type { Db } from "./database.ts";
import { deskAudit, operators } from "./schema.ts";

export function deskAuditLog(db: Db): DeskAudit {
  return {
    async record({ subject, details = {}, ...entry }) {
      await db
        .insert(deskAudit)
        .values({ ...entry, subjectKind: subject?.kind ?? null, subjectId: subject?.id ?? null, details });
    },

    async page({ operatorId, before }, limit) {
      const rows = await db
        .select({ entry: deskAudit, operator: operators.email })
        .from(deskAudit)
        .leftJoin(operators, eq(operators.id, deskAudit.operatorId))
        .where(
          and(
            operatorId === null ? undefined : eq(deskAudit.operatorId, operatorId),
            before === null ? undefined : lt(deskAudit.id, before),
          ),
        )
        .orderBy(desc(deskAudit.id))
        .limit(limit);
      return rows.map(({ entry: { id, action, subjectKind, subjectId, at, details }, operator }) => ({
        id,
        operator,
        action,
        subject: subjectKind === null || subjectId === null ? null : { kind: subjectKind, id: subjectId },
        at,
        details,
      }));
    },
  };
}
