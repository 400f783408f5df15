import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgEnum, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { LEAD_SOURCES, REQUEST_SOURCES, TIMELINE_SOURCES } from "#app/domain/channel.ts";
import { CONSENT_TYPES } from "#app/domain/consent.ts";
import { CONTACT_METHODS } from "#app/domain/contact/contact.ts";
import { LEAD_STATUSES, type TimelineEntry } from "#app/domain/lead.ts";
import { PUT_FIRST_REASONS } from "#app/domain/offers/types.ts";
import { CLOSED_REASONS, REQUEST_STATUSES, TIME_WINDOWS } from "#app/domain/waitlist-request.ts";
import { id, moment } from "./columns.ts";
import { services } from "./timetable.ts";

export const contactMethod = pgEnum("contact_method", CONTACT_METHODS);

export const timeWindow = pgEnum("time_window", TIME_WINDOWS);

export const requestStatus = pgEnum("request_status", REQUEST_STATUSES);

export const closedReason = pgEnum("closed_reason", CLOSED_REASONS);

export const requestSource = pgEnum("request_source", REQUEST_SOURCES);

export const leadStatus = pgEnum("lead_status", LEAD_STATUSES);

export const leadSource = pgEnum("lead_source", LEAD_SOURCES);

export const timelineSource = pgEnum("timeline_source", TIMELINE_SOURCES);

export const consentType = pgEnum("consent_type", CONSENT_TYPES);

export const leads = pgTable("leads", {
  id: id(),
  status: leadStatus().notNull(),
  source: leadSource().notNull(),
  utm: jsonb().notNull(),
  createdAt: moment().notNull(),
  updatedAt: moment().notNull(),
});

export const leadIdentities = pgTable(
  "lead_identities",
  {
    id: id(),
    leadId: uuid()
      .notNull()
      .references(() => leads.id, { onDelete: "cascade" }),
    method: contactMethod().notNull(),
    encryptedContactValue: text(),
    contactFingerprint: text(),
    fingerprintKid: text(),
    createdAt: moment().notNull(),
    /** An operator keeps it beside the contact of the requests since then. */
    besideSince: moment(),
  },
  (t) => [
    uniqueIndex("lead_identities_fingerprint").on(t.contactFingerprint),
    uniqueIndex("lead_identities_one_beside").on(t.leadId).where(sql`${t.besideSince} is not null`),
    index("lead_identities_lead").on(t.leadId),
    check(
      "lead_identities_destroyed_whole",
      sql`(${t.encryptedContactValue} is null) = (${t.contactFingerprint} is null) and (${t.contactFingerprint} is null) = (${t.fingerprintKid} is null)`,
    ),
  ],
);

export const waitlistRequests = pgTable(
  "waitlist_requests",
  {
    id: id(),
    serviceId: uuid()
      .notNull()
      .references(() => services.id),
    leadId: uuid().references(() => leads.id),
    preferredContactMethod: contactMethod().notNull(),
    encryptedContactValue: text(),
    contactFingerprint: text(),
    fingerprintKid: text(),
    preferredTimeWindow: timeWindow().notNull(),
    status: requestStatus().notNull(),
    closedReason: closedReason(),
    source: requestSource().notNull(),
    utm: jsonb().notNull(),
    createdAt: moment().notNull(),
    updatedAt: moment().notNull(),
    expiresAt: moment().notNull(),
    answerBy: moment().notNull(),
    contactedAt: moment(),
    closedAt: moment(),
    pausedAt: moment(),
    quarantinedAt: moment(),
    unreachableAt: moment(),
    leaveRequestedAt: moment(),
    renewalAskedAt: moment(),
    repeatedAt: moment(),
    windowBeforeRepeat: timeWindow(),
    linkVersion: integer().notNull(),
    linkTokenHash: text(),
    /** The key under which the token of that hash was made. */
    linkKid: text(),
    /** An operator put the person first in the line for free time. */
    putFirstAt: moment(),
    putFirstReason: text({ enum: PUT_FIRST_REASONS }),
    /** «Ждать дальше?» was asked after silences; no offers until it is answered. */
    askedToWaitAt: moment(),
  },
  (t) => [
    uniqueIndex("waitlist_requests_one_active")
      .on(t.serviceId, t.contactFingerprint)
      .where(sql`${t.status} <> 'closed' and ${t.quarantinedAt} is null`),
    uniqueIndex("waitlist_requests_link").on(t.linkTokenHash),
    index("waitlist_requests_fingerprint").on(t.contactFingerprint),
    index("waitlist_requests_lead").on(t.leadId),
    index("waitlist_requests_expiry").on(t.expiresAt).where(sql`${t.status} <> 'closed'`),
    index("waitlist_requests_closed_contact").on(t.closedAt).where(sql`${t.encryptedContactValue} is not null`),
    index("waitlist_requests_forgotten").on(t.closedAt).where(sql`${t.encryptedContactValue} is null`),
    index("waitlist_requests_suspect_contact")
      .on(t.quarantinedAt)
      .where(sql`${t.quarantinedAt} is not null and ${t.encryptedContactValue} is not null`),
    // The desk's list by status, oldest promise first; an index-only scan.
    index("waitlist_requests_desk")
      .on(t.status, t.answerBy, t.id, t.serviceId, t.preferredTimeWindow, t.preferredContactMethod)
      .where(sql`${t.quarantinedAt} is null`),
    index("waitlist_requests_quarantined").on(t.status, t.answerBy, t.id).where(sql`${t.quarantinedAt} is not null`),
    index("waitlist_requests_unreachable").on(t.status, t.answerBy, t.id).where(sql`${t.unreachableAt} is not null`),
    index("waitlist_requests_leaving").on(t.status, t.answerBy, t.id).where(sql`${t.leaveRequestedAt} is not null`),
    index("waitlist_requests_paused").on(t.status, t.answerBy, t.id).where(sql`${t.pausedAt} is not null`),
    // The desk's numbers: who asked in a week, and whether they were answered; an index-only scan.
    index("waitlist_requests_asked")
      .on(t.createdAt, t.leadId, t.id, t.serviceId, t.status, t.contactedAt)
      .where(sql`${t.quarantinedAt} is null`),
    // People who may be offered free time, longest first.
    index("waitlist_requests_open")
      .on(t.serviceId, t.preferredTimeWindow, t.createdAt, t.id)
      .where(sql`${t.status} <> 'closed' and ${t.quarantinedAt} is null`),
    index("waitlist_requests_silent")
      .on(t.askedToWaitAt)
      .where(sql`${t.askedToWaitAt} is not null and ${t.status} <> 'closed'`),
    index("waitlist_requests_put_first").on(t.serviceId).where(sql`${t.putFirstAt} is not null`),
    check("waitlist_requests_put_first_whole", sql`(${t.putFirstAt} is null) = (${t.putFirstReason} is null)`),
    check(
      "waitlist_requests_closed",
      sql`(${t.status} = 'closed') = (${t.closedReason} is not null) and (${t.status} = 'closed') = (${t.closedAt} is not null)`,
    ),
    check("waitlist_requests_lead_known", sql`${t.leadId} is not null or ${t.quarantinedAt} is not null`),
    check(
      "waitlist_requests_destroyed_whole",
      sql`(${t.encryptedContactValue} is null) = (${t.contactFingerprint} is null) and (${t.contactFingerprint} is null) = (${t.fingerprintKid} is null)`,
    ),
    check("waitlist_requests_link_whole", sql`(${t.linkTokenHash} is null) = (${t.linkKid} is null)`),
    check("waitlist_requests_active_reachable", sql`${t.status} = 'closed' or ${t.encryptedContactValue} is not null`),
  ],
);

export const leadTimelineEvents = pgTable(
  "lead_timeline_events",
  {
    id: id(),
    leadId: uuid()
      .notNull()
      .references(() => leads.id, { onDelete: "cascade" }),
    waitlistRequestId: uuid().references(() => waitlistRequests.id, { onDelete: "cascade" }),
    eventName: text().$type<TimelineEntry["name"]>().notNull(),
    source: timelineSource().notNull(),
    occurredAt: moment().notNull(),
    properties: jsonb().notNull(),
  },
  (t) => [
    index("lead_timeline_events_lead").on(t.leadId, t.occurredAt),
    index("lead_timeline_events_request").on(t.waitlistRequestId),
    // When requests were answered, for the desk's numbers.
    index("lead_timeline_events_answers")
      .on(t.eventName, t.occurredAt, t.waitlistRequestId)
      .where(sql`${t.eventName} in ('waitlist_contacted', 'waitlist_undone')`),
    // Answers in chats that are news for the desk.
    index("lead_timeline_events_news")
      .on(t.waitlistRequestId, t.occurredAt)
      .where(sql`${t.eventName} = 'message_answered'`),
  ],
);

export const consents = pgTable(
  "consents",
  {
    id: id(),
    waitlistRequestId: uuid()
      .notNull()
      .references(() => waitlistRequests.id, { onDelete: "cascade" }),
    type: consentType().notNull(),
    documentVersion: text().notNull(),
    documentSha256: text().notNull(),
    grantedAt: moment().notNull(),
    method: text().notNull(),
    page: text().notNull(),
    withdrawnAt: moment(),
  },
  (t) => [
    index("consents_request").on(t.waitlistRequestId),
    check("consents_sha256", sql`${t.documentSha256} ~ '^[0-9a-f]{64}$'`),
  ],
);
