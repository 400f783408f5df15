import { inArray, lte, sql } from "drizzle-orm";
import type { DeskAuditEntry } from "#app/domain/team/desk-audit.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { deskAudit } from "#app/infrastructure/tables/team.ts";
import { signInFailures } from "#app/infrastructure/tables/upkeep.ts";

const HOUR_MS = 60 * 60 * 1000;

/**
 * Counts a failure for its account (or for all unknown e-mails together), step and hour; the first is added to the
 * audit log. Always one statement, so that its time does not reveal whether the account exists.
 */
export async function recordFailedSignIn(db: Db, { operatorId, at, details = {} }: DeskAuditEntry): Promise<void> {
  const hour = new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS);
  const counted = db
    .insert(signInFailures)
    .values({ operatorId, step: details.step ?? "", hour, failures: 1, lastAt: at })
    .onConflictDoUpdate({
      target: [signInFailures.operatorId, signInFailures.step, signInFailures.hour],
      set: { failures: sql`${signInFailures.failures} + 1`, lastAt: at },
    })
    .returning({ failures: signInFailures.failures });
  await db.execute(sql`
    with counted as ${counted}
    insert into ${deskAudit} (operator_id, action, at, details)
    select ${operatorId}::uuid, 'sign_in_failed', ${at.toISOString()}::timestamptz, ${JSON.stringify(details)}::jsonb
    from counted where failures = 1`);
}

/** Records how many more failed in each past hour. Removes up to `limit` counts, and returns their number. */
export async function sumUpFailedSignIns(db: Db, now: Date, limit: number): Promise<number> {
  const over = db
    .select({ id: signInFailures.id })
    .from(signInFailures)
    .where(lte(signInFailures.hour, new Date(now.getTime() - HOUR_MS)))
    .orderBy(signInFailures.hour)
    .limit(limit)
    .for("update", { skipLocked: true });
  const counts = await db.delete(signInFailures).where(inArray(signInFailures.id, over)).returning();
  const further = counts.filter(({ failures }) => failures > 1);
  if (further.length > 0) {
    await db.insert(deskAudit).values(
      further.map(({ operatorId, step, hour, failures, lastAt }) => ({
        operatorId,
        action: "sign_in_failed" as const,
        at: now,
        details: { step, more: String(failures - 1), since: hour.toISOString(), until: lastAt.toISOString() },
      })),
    );
  }
  return counts.length;
}
