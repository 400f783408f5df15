import { sql } from "drizzle-orm";
import { bigint, check, index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { DeskAuditAction, DeskAuditSubject } from "#app/domain/team/desk-audit.ts";
import { DESK_SESSION_STAGES } from "#app/domain/team/desk-session.ts";
import { OPERATOR_ROLES } from "#app/domain/team/operator.ts";
import { id, moment } from "./columns.ts";

/** The desk's operators. An invitation is an operator without a password. */
export const operators = pgTable(
  "operators",
  {
    id: id(),
    email: text().notNull().unique(),
    role: text({ enum: OPERATOR_ROLES }).notNull(),
    /** Scrypt with its parameters. */
    passwordHash: text(),
    /** The seed of the authenticator app, base32, as JWE under CONTACT_KEYS with this row bound in. */
    totpSecret: text(),
    /** A code works once: the last used time step (of 30 seconds). */
    totpUsedStep: bigint({ mode: "number" }),
    /** Wrong codes since the last right one. */
    wrongCodes: integer().notNull().default(0),
    inviteTokenHash: text().unique(),
    inviteExpiresAt: moment(),
    /** The role after the invitation is accepted; `null`: unchanged. */
    inviteRole: text({ enum: OPERATOR_ROLES }),
    createdAt: moment().notNull(),
    disabledAt: moment(),
  },
  (t) => [
    check("operators_role", sql`${t.role} in ('owner', 'assistant')`),
    check("operators_invite_role", sql`${t.inviteRole} in ('owner', 'assistant')`),
    check("operators_email", sql`${t.email} = lower(${t.email})`),
    check("operators_invite_whole", sql`(${t.inviteTokenHash} is null) = (${t.inviteExpiresAt} is null)`),
  ],
);

export const deskSessions = pgTable(
  "desk_sessions",
  {
    tokenHash: text().primaryKey(),
    /** The id by which its owner ends it: the token's hash never leaves the server. */
    id: uuid().notNull().unique().defaultRandom(),
    operatorId: uuid()
      .notNull()
      .references(() => operators.id),
    stage: text({ enum: DESK_SESSION_STAGES }).notNull(),
    createdAt: moment().notNull(),
    lastSeenAt: moment().notNull(),
    expiresAt: moment().notNull(),
    /** When a code was last proven in this session. */
    codeAt: moment(),
  },
  (t) => [
    check("desk_sessions_stage", sql`${t.stage} in ('password', 'full')`),
    index("desk_sessions_operator").on(t.operatorId),
    index("desk_sessions_expiry").on(t.expiresAt),
  ],
);

/** Append-only for three years; older entries may only be deleted. */
export const deskAudit = pgTable(
  "desk_audit",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    operatorId: uuid().references(() => operators.id),
    action: text().$type<DeskAuditAction>().notNull(),
    subjectKind: text().$type<DeskAuditSubject["kind"]>(),
    subjectId: uuid(),
    at: moment().notNull(),
    details: jsonb().notNull(),
  },
  (t) => [
    index("desk_audit_operator").on(t.operatorId, t.id),
    index("desk_audit_subject").on(t.subjectId, t.id),
    index("desk_audit_time").on(t.at),
    index("desk_audit_reveals").on(t.operatorId, t.at).where(sql`${t.action} = 'reveal'`),
    check("desk_audit_subject_whole", sql`(${t.subjectKind} is null) = (${t.subjectId} is null)`),
  ],
);
