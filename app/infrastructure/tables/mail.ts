import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { MailProps } from "#app/domain/mail/mail.ts";
import { id, moment } from "./columns.ts";
import { waitlistRequests } from "./waitlist.ts";

export const mails = pgTable(
  "mails",
  {
    id: id(),
    kind: text().notNull(),
    /** What this mail answers, e.g. `confirmation/<request>`: two jobs about it make one mail. */
    dedupeKey: text().notNull().unique(),
    waitlistRequestId: uuid()
      .notNull()
      .references(() => waitlistRequests.id, { onDelete: "cascade" }),
    props: jsonb().$type<MailProps>().notNull(),
    createdAt: moment().notNull(),
    claimedBy: text(),
    claimedAt: moment(),
    sentAt: moment(),
    failedAt: moment(),
    errorCode: text(),
    attempts: integer().notNull().default(0),
    /** When it was last handed to the provider: what the ceilings count. */
    countedAt: moment(),
    /** It waits for a ceiling, ours or the provider's, until then. */
    heldUntil: moment(),
    /** A limit refused it: what is decided on until then goes first. */
    yieldsUntil: moment(),
    /** The notice that tells the operator of this one too; of that notice itself, its own id. */
    gatheredIn: uuid(),
  },
  (t) => [
    index("mails_request").on(t.waitlistRequestId),
    index("mails_failed").on(t.failedAt).where(sql`${t.failedAt} is not null`),
    index("mails_counted").on(t.countedAt),
    index("mails_held").on(t.heldUntil).where(sql`${t.heldUntil} is not null`),
    index("mails_yielding").on(t.yieldsUntil).where(sql`${t.yieldsUntil} is not null`),
    index("mails_gathered").on(t.gatheredIn).where(sql`${t.gatheredIn} is not null`),
    index("mails_untold")
      .on(t.createdAt, t.id)
      .where(sql`${t.kind} in ('operator_notice', 'leave_notice') and ${t.sentAt} is null and ${t.failedAt} is null`),
  ],
);
