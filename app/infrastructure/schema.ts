import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { MailProps } from "#app/application/ports.ts";
import { SERVICE_FORMATS, SERVICE_STATUSES, SLOT_STATUSES } from "#app/domain/availability.ts";
import { CONSENT_TYPES } from "#app/domain/consent.ts";
import { CONTACT_METHODS } from "#app/domain/contact.ts";
import { LEAD_SOURCES, LEAD_STATUSES, TIMELINE_SOURCES } from "#app/domain/lead.ts";
import { EVENT_NAMES, EVENT_SOURCES, type EventProperties, type Utm } from "#app/domain/tracking-event.ts";
import { CLOSED_REASONS, REQUEST_SOURCES, REQUEST_STATUSES, TIME_WINDOWS } from "#app/domain/waitlist-request.ts";

const id = () => uuid().primaryKey();
const moment = () => timestamp({ withTimezone: true, mode: "date", precision: 3 });

export const serviceFormat = pgEnum("service_format", SERVICE_FORMATS);
export const serviceStatus = pgEnum("service_status", SERVICE_STATUSES);
export const slotStatus = pgEnum("slot_status", SLOT_STATUSES);
export const contactMethod = pgEnum("contact_method", CONTACT_METHODS);
export const timeWindow = pgEnum("time_window", TIME_WINDOWS);
export const requestStatus = pgEnum("request_status", REQUEST_STATUSES);
export const closedReason = pgEnum("closed_reason", CLOSED_REASONS);
export const requestSource = pgEnum("request_source", REQUEST_SOURCES);
export const leadStatus = pgEnum("lead_status", LEAD_STATUSES);
export const leadSource = pgEnum("lead_source", LEAD_SOURCES);
export const timelineSource = pgEnum("timeline_source", TIMELINE_SOURCES);
export const consentType = pgEnum("consent_type", CONSENT_TYPES);
export const eventName = pgEnum("event_name", EVENT_NAMES);
export const eventSource = pgEnum("event_source", EVENT_SOURCES);

export const services = pgTable(
  "services",
  {
    id: id(),
    slug: text().notNull().unique(),
    title: text().notNull(),
    format: serviceFormat().notNull(),
    durationMinutes: integer().notNull(),
    bookingUrl: text(),
    waitlistOpen: boolean().notNull().default(true),
    status: serviceStatus().notNull().default("active"),
    position: integer().notNull().default(0),
  },
  (t) => [
    check("services_slug", sql`${t.slug} ~ '^[a-z0-9][a-z0-9_-]{0,63}$'`),
    check("services_duration", sql`${t.durationMinutes} > 0`),
    check("services_booking_url", sql`${t.bookingUrl} ~ '^https?://'`),
  ],
);

export const availabilitySlots = pgTable(
  "availability_slots",
  {
    id: id(),
    serviceId: uuid().references(() => services.id),
    startsAt: moment().notNull(),
    endsAt: moment().notNull(),
    status: slotStatus().notNull().default("available"),
  },
  (t) => [
    check("availability_slots_order", sql`${t.endsAt} > ${t.startsAt}`),
    index("availability_slots_free").on(t.startsAt).where(sql`${t.status} = 'available'`),
  ],
);

export const practiceSettings = pgTable(
  "practice_settings",
  {
    id: integer().primaryKey().default(1),
    timeZone: text().notNull().default("Europe/Moscow"),
    answerWithinWorkingDays: integer().notNull().default(2),
  },
  (t) => [
    check("practice_settings_single", sql`${t.id} = 1`),
    check("practice_settings_days", sql`${t.answerWithinWorkingDays} between 1 and 30`),
  ],
);

export const leads = pgTable("leads", {
  id: id(),
  status: leadStatus().notNull(),
  source: leadSource().notNull(),
  utm: jsonb().$type<Utm>().notNull(),
  createdAt: moment().notNull(),
  updatedAt: moment().notNull(),
});

export const leadIdentities = pgTable(
  "lead_identities",
  {
    id: id(),
    leadId: uuid()
      .notNull()
      .references(() => leads.id),
    method: contactMethod().notNull(),
    encryptedContactValue: text(),
    contactFingerprint: text(),
    fingerprintKid: text(),
    createdAt: moment().notNull(),
  },
  (t) => [
    uniqueIndex("lead_identities_fingerprint").on(t.contactFingerprint),
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
    utm: jsonb().$type<Utm>().notNull(),
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
    linkVersion: integer().notNull(),
    linkTokenHash: text(),
  },
  (t) => [
    uniqueIndex("waitlist_requests_one_active")
      .on(t.serviceId, t.contactFingerprint)
      .where(sql`${t.status} <> 'closed' and ${t.quarantinedAt} is null`),
    uniqueIndex("waitlist_requests_link").on(t.linkTokenHash),
    index("waitlist_requests_fingerprint").on(t.contactFingerprint),
    index("waitlist_requests_lead").on(t.leadId),
    check(
      "waitlist_requests_closed",
      sql`(${t.status} = 'closed') = (${t.closedReason} is not null) and (${t.status} = 'closed') = (${t.closedAt} is not null)`,
    ),
    check("waitlist_requests_lead_known", sql`${t.leadId} is not null or ${t.quarantinedAt} is not null`),
    check(
      "waitlist_requests_destroyed_whole",
      sql`(${t.encryptedContactValue} is null) = (${t.contactFingerprint} is null) and (${t.contactFingerprint} is null) = (${t.fingerprintKid} is null)`,
    ),
    check("waitlist_requests_active_reachable", sql`${t.status} = 'closed' or ${t.encryptedContactValue} is not null`),
  ],
);

export const leadTimelineEvents = pgTable(
  "lead_timeline_events",
  {
    id: id(),
    leadId: uuid()
      .notNull()
      .references(() => leads.id),
    waitlistRequestId: uuid().references(() => waitlistRequests.id),
    eventName: text().notNull(),
    source: timelineSource().notNull(),
    occurredAt: moment().notNull(),
    properties: jsonb().$type<Record<string, string>>().notNull(),
  },
  (t) => [index("lead_timeline_events_lead").on(t.leadId, t.occurredAt)],
);

export const consents = pgTable(
  "consents",
  {
    id: id(),
    waitlistRequestId: uuid()
      .notNull()
      .references(() => waitlistRequests.id),
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

export const deepLinks = pgTable(
  "deep_links",
  {
    id: text().primaryKey(),
    flow: text().notNull(),
    serviceId: uuid().references(() => services.id),
    utm: jsonb().$type<Utm>().notNull(),
    createdAt: moment().notNull(),
    expiresAt: moment().notNull(),
  },
  (t) => [check("deep_links_id", sql`${t.id} ~ '^[0-9A-Za-z]{8}$'`), index("deep_links_expiry").on(t.expiresAt)],
);

export const analyticsEvents = pgTable(
  "analytics_events",
  {
    eventId: uuid().primaryKey(),
    eventName: eventName().notNull(),
    schemaVersion: text().notNull(),
    occurredAt: moment().notNull(),
    source: eventSource().notNull(),
    pagePath: text(),
    referrerHost: text(),
    utm: jsonb().$type<Utm>().notNull(),
    leadId: uuid().references(() => leads.id),
    properties: jsonb().$type<EventProperties[keyof EventProperties]>().notNull(),
  },
  (t) => [index("analytics_events_time").on(t.eventName, t.occurredAt)],
);

export const mails = pgTable(
  "mails",
  {
    id: id(),
    kind: text().notNull(),
    /** What this mail answers, e.g. `confirmation/<request>`: two jobs about it make one mail. */
    dedupeKey: text().notNull().unique(),
    waitlistRequestId: uuid()
      .notNull()
      .references(() => waitlistRequests.id),
    props: jsonb().$type<MailProps>().notNull(),
    createdAt: moment().notNull(),
    claimedBy: text(),
    claimedAt: moment(),
    sentAt: moment(),
    failedAt: moment(),
    errorCode: text(),
    attempts: integer().notNull().default(0),
  },
  (t) => [index("mails_request").on(t.waitlistRequestId)],
);

/** Append-only: what was destroyed and when, without a person (152-FZ art. 21; RKN order 179 of 28.10.2022). */
export const erasures = pgTable("erasures", {
  id: id(),
  waitlistRequestId: uuid().notNull(),
  reason: text().notNull(),
  destroyed: jsonb().$type<Record<string, number>>().notNull(),
  erasedAt: moment().notNull(),
});

export const webhookReceipts = pgTable(
  "webhook_receipts",
  { provider: text().notNull(), receiptId: text().notNull(), receivedAt: moment().notNull() },
  (t) => [primaryKey({ columns: [t.provider, t.receiptId] })],
);

/** One known text under each key: a wrong key is noticed at start, before it can write anything. */
export const keyCanary = pgTable("key_canary", { name: text().primaryKey(), value: text().notNull() });

/** Shape demanded by rate-limiter-flexible; keys are HMACs, never an address or a contact. */
export const rateLimits = pgTable("rate_limits", {
  key: text().primaryKey(),
  points: integer().notNull().default(0),
  expire: bigint({ mode: "number" }),
});
