import { eq, sql } from "drizzle-orm";
import type { DeskAuditAction } from "#app/domain/team/desk-audit.ts";
import { deskAudit, deskSessions, operators } from "#app/infrastructure/tables/team.ts";
import { recoveryCodes } from "#app/infrastructure/tables/upkeep.ts";
import { deskTokens } from "#app/infrastructure/team/desk-tokens.ts";
import { one, type Stored } from "./stored.ts";

type StoredOperator = typeof operators.$inferSelect;

export const operatorById = async ({ db }: Stored, id: string) =>
  one(await db.select().from(operators).where(eq(operators.id, id)), "an operator");

export const operatorNamed = async ({ db }: Stored, email: string) =>
  one(await db.select().from(operators).where(eq(operators.email, email)), "an operator");

/** Changes an operator behind the app's back. */
export const changeOperator = ({ db }: Stored, id: string, change: Partial<StoredOperator>) =>
  db.update(operators).set(change).where(eq(operators.id, id));

/** Shuts out every operator of earlier tests. */
export const shutOutEverybody = ({ db }: Stored) => db.update(operators).set({ disabledAt: new Date() });

/** No code works twice: moves past the half minute of the last one. */
export const nextCode = ({ db }: Stored, email: string) =>
  db
    .update(operators)
    .set({ totpUsedStep: sql`${operators.totpUsedStep} - 1` })
    .where(eq(operators.email, email));

/** An operator's sessions, the first first. */
export const sessionsOf = ({ db }: Stored, operatorId: string) =>
  db.select().from(deskSessions).where(eq(deskSessions.operatorId, operatorId)).orderBy(deskSessions.createdAt);

export const sessionOf = async ({ db }: Stored, token: string) =>
  one(
    await db
      .select()
      .from(deskSessions)
      .where(eq(deskSessions.tokenHash, deskTokens.hash(token))),
    "a session",
  );

/** Gives a session an id that a test knows beforehand. */
export const nameSession = ({ db }: Stored, token: string, id: string) =>
  db
    .update(deskSessions)
    .set({ id })
    .where(eq(deskSessions.tokenHash, deskTokens.hash(token)));

export const endSessions = ({ db }: Stored, operatorId: string) =>
  db.update(deskSessions).set({ expiresAt: new Date() }).where(eq(deskSessions.operatorId, operatorId));

/** When the operator last gave a code; `null`: never in these sessions. */
export const codeGivenAt = ({ db }: Stored, operatorId: string, codeAt: Date | null) =>
  db.update(deskSessions).set({ codeAt }).where(eq(deskSessions.operatorId, operatorId));

export const recoveryCodesOf = ({ db }: Stored, operatorId: string) =>
  db.select().from(recoveryCodes).where(eq(recoveryCodes.operatorId, operatorId));

/** The only recovery code that the operator has. */
export async function giveRecoveryCode({ db }: Stored, operatorId: string, code: string) {
  await db.delete(recoveryCodes).where(eq(recoveryCodes.operatorId, operatorId));
  await db.insert(recoveryCodes).values({ operatorId, codeHash: deskTokens.hash(code), createdAt: new Date() });
}

/** The whole audit, the first first. */
export const wholeAudit = ({ db }: Stored) => db.select().from(deskAudit).orderBy(deskAudit.id);

/** What the audit has of an operator's deeds, the first first. */
export const auditBy = ({ db }: Stored, operatorId: string) =>
  db
    .select({ action: deskAudit.action, subjectKind: deskAudit.subjectKind, details: deskAudit.details })
    .from(deskAudit)
    .where(eq(deskAudit.operatorId, operatorId))
    .orderBy(deskAudit.id);

/** What the audit has about a request, a slot, a service or an operator, the first first. */
export const auditAbout = ({ db }: Stored, subjectId: string) =>
  db
    .select({ operatorId: deskAudit.operatorId, action: deskAudit.action, details: deskAudit.details })
    .from(deskAudit)
    .where(eq(deskAudit.subjectId, subjectId))
    .orderBy(deskAudit.id);

/** As if an operator, or a stranger, had done the same so many times. */
export const addDeeds = ({ db }: Stored, operatorId: string | null, action: DeskAuditAction, times: number) =>
  db
    .insert(deskAudit)
    .values(Array.from({ length: times }, () => ({ operatorId, action, at: new Date(), details: {} })));
