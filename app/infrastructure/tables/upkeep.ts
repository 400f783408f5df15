import { sql } from "drizzle-orm";
import { bigint, check, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { id, moment } from "./columns.ts";
import { operators } from "./team.ts";

/** Append-only for three years: what was destroyed and when, without a person (152-FZ art. 21; RKN order 179 of 28.10.2022). */
export const erasures = pgTable(
  "erasures",
  {
    id: id(),
    waitlistRequestId: uuid().notNull(),
    reason: text().notNull(),
    destroyed: jsonb().notNull(),
    erasedAt: moment().notNull(),
  },
  (t) => [index("erasures_time").on(t.erasedAt)],
);

export const webhookReceipts = pgTable(
  "webhook_receipts",
  { provider: text().notNull(), receiptId: text().notNull(), receivedAt: moment().notNull() },
  (t) => [primaryKey({ columns: [t.provider, t.receiptId] })],
);

/** One known text under each key: a wrong key is noticed at start, before it can write anything. */
export const keyCanary = pgTable("key_canary", { name: text().primaryKey(), value: text().notNull() });

/** The shape that rate-limiter-flexible demands; keys are HMACs, never an address or a contact. */
export const rateLimits = pgTable("rate_limits", {
  key: text().primaryKey(),
  points: integer().notNull().default(0),
  expire: bigint({ mode: "number" }),
});

/** Strangers can fail without limit: the audit log gets the first failure of an hour, and later their number from here. */
export const signInFailures = pgTable(
  "sign_in_failures",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    /** `null`: all e-mails without an operator. */
    operatorId: uuid().references(() => operators.id),
    step: text().notNull(),
    hour: moment().notNull(),
    failures: integer().notNull(),
    lastAt: moment().notNull(),
  },
  (t) => [
    unique("sign_in_failures_hour").on(t.operatorId, t.step, t.hour).nullsNotDistinct(),
    check("sign_in_failures_step", sql`${t.step} in ('password', 'code')`),
  ],
);

/** Recovery codes: usable once each in place of the app's code; a used one is deleted. */
export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    operatorId: uuid()
      .notNull()
      .references(() => operators.id),
    /** Hex SHA-256. */
    codeHash: text().notNull(),
    createdAt: moment().notNull(),
  },
  (t) => [primaryKey({ columns: [t.operatorId, t.codeHash] })],
);
