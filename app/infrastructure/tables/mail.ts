import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { id, moment } from "./columns.ts";
import { waitlistRequests } from "./waitlist.ts";

export const mails = pgTable(
  "mails",
  {
    id: id(),
    kind: text().notNull(),
    /** The reason for this mail, e.g. `confirmation/<request>`: two jobs for it make one mail. */
    dedupeKey: text().notNull().unique(),
    /** `null`: a notice to the practice that is about a messenger, and not about a request. */
    waitlistRequestId: uuid().references(() => waitlistRequests.id, { onDelete: "cascade" }),
    props: jsonb().notNull(),
    createdAt: moment().notNull(),
    claimedBy: text(),
    claimedAt: moment(),
    sentAt: moment(),
    failedAt: moment(),
    errorCode: text(),
    attempts: integer().notNull().default(0),
    /** When it was last handed to the provider: counts towards the limits. */
    countedAt: moment(),
    /** It waits for a limit, ours or the provider's, until then. */
    heldUntil: moment(),
    /** A limit refused it: mails decided on until then go first. */
    yieldsUntil: moment(),
    /** The notice whose mail covers this one; for that notice its own id. */
    gatheredIn: uuid(),
  },
  (t) => [
    index("mails_request").on(t.waitlistRequestId),
    index("mails_failed").on(t.failedAt).where(sql`${t.failedAt} is not null`),
    index("mails_unsent").on(t.createdAt).where(sql`${t.sentAt} is null and ${t.failedAt} is null`),
    index("mails_counted").on(t.countedAt),
    index("mails_held").on(t.heldUntil).where(sql`${t.heldUntil} is not null`),
    index("mails_yielding").on(t.yieldsUntil).where(sql`${t.yieldsUntil} is not null`),
    index("mails_gathered").on(t.gatheredIn).where(sql`${t.gatheredIn} is not null`),
    index("mails_untold")
      .on(t.createdAt, t.id)
      .where(
        sql`${t.kind} in ('operator_notice', 'leave_notice', 'hour_notice', 'exhausted_notice', 'answer_notice', 'channel_notice') and ${t.sentAt} is null and ${t.failedAt} is null`,
      ),
    check("mails_about", sql`(${t.waitlistRequestId} is null) = (${t.kind} = 'channel_notice')`),
  ],
);
