import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { id, moment } from "./columns.ts";
import { services } from "./timetable.ts";
import { contactMethod, waitlistRequests } from "./waitlist.ts";

/** Who called and has not consented: the contact and dates, and nothing else. The hour kept for them is a booking. */
export const callers = pgTable(
  "callers",
  {
    id: id(),
    serviceId: uuid()
      .notNull()
      .references(() => services.id),
    method: contactMethod().notNull(),
    encryptedContactValue: text(),
    contactFingerprint: text(),
    fingerprintKid: text(),
    createdAt: moment().notNull(),
    askedUntil: moment().notNull(),
    mailedAt: moment(),
    mailFailedAt: moment(),
    /** They consented. The row answers a second press, and has no contact. */
    requestId: uuid().references(() => waitlistRequests.id, { onDelete: "cascade" }),
    linkTokenHash: text().notNull(),
    linkKid: text().notNull(),
  },
  (t) => [
    uniqueIndex("callers_link").on(t.linkTokenHash),
    index("callers_fingerprint").on(t.contactFingerprint),
    index("callers_asked_until").on(t.askedUntil),
    index("callers_request").on(t.requestId),
    check(
      "callers_destroyed_whole",
      sql`(${t.encryptedContactValue} is null) = (${t.contactFingerprint} is null) and (${t.contactFingerprint} is null) = (${t.fingerprintKid} is null)`,
    ),
    check("callers_moved", sql`(${t.encryptedContactValue} is null) = (${t.requestId} is not null)`),
  ],
);
