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
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { SERVICE_FORMATS, SERVICE_STATUSES, SLOT_STATUSES } from "#app/domain/availability.ts";
import type { ChatMessage } from "#app/domain/chat-message.ts";
import { CONSENT_TYPES } from "#app/domain/consent.ts";
import { CONTACT_METHODS } from "#app/domain/contact.ts";
import type { ChatEvent, Conversation } from "#app/domain/conversation.ts";
import type { DeskAuditAction, DeskAuditSubject } from "#app/domain/desk-audit.ts";
import { DESK_SESSION_STAGES } from "#app/domain/desk-session.ts";
import { LEAD_SOURCES, LEAD_STATUSES, TIMELINE_SOURCES, type TimelineEntry } from "#app/domain/lead.ts";
import type { MailProps } from "#app/domain/mail.ts";
import { OPERATOR_ROLES } from "#app/domain/operator.ts";
import type { PreparedAnswer } from "#app/domain/prepared-message.ts";
import { EVENT_NAMES, EVENT_SOURCES, type EventProperties } from "#app/domain/tracking-event.ts";
import type { Utm } from "#app/domain/visit.ts";
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
    version: integer().notNull().default(1),
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
      .references(() => leads.id, { onDelete: "cascade" }),
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
    repeatedAt: moment(),
    windowBeforeRepeat: timeWindow(),
    linkVersion: integer().notNull(),
    linkTokenHash: text(),
    /** The key under which the token of that hash was made. */
    linkKid: text(),
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
    // The desk's list: by status, oldest promise first, what is asked for told from the index alone.
    index("waitlist_requests_desk")
      .on(t.status, t.answerBy, t.id, t.serviceId, t.preferredTimeWindow, t.preferredContactMethod)
      .where(sql`${t.quarantinedAt} is null`),
    index("waitlist_requests_quarantined").on(t.status, t.answerBy, t.id).where(sql`${t.quarantinedAt} is not null`),
    index("waitlist_requests_unreachable").on(t.status, t.answerBy, t.id).where(sql`${t.unreachableAt} is not null`),
    index("waitlist_requests_leaving").on(t.status, t.answerBy, t.id).where(sql`${t.leaveRequestedAt} is not null`),
    index("waitlist_requests_paused").on(t.status, t.answerBy, t.id).where(sql`${t.pausedAt} is not null`),
    // The desk's numbers: who asked in a week, and whether they were answered, told from the index alone.
    index("waitlist_requests_asked")
      .on(t.createdAt, t.leadId, t.id, t.serviceId, t.status, t.contactedAt)
      .where(sql`${t.quarantinedAt} is null`),
    // Whom free time may be offered to, longest first.
    index("waitlist_requests_open")
      .on(t.serviceId, t.preferredTimeWindow, t.createdAt, t.id)
      .where(sql`${t.status} <> 'closed' and ${t.quarantinedAt} is null`),
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
    properties: jsonb().$type<Record<string, string>>().notNull(),
  },
  (t) => [
    index("lead_timeline_events_lead").on(t.leadId, t.occurredAt),
    index("lead_timeline_events_request").on(t.waitlistRequestId),
    // When requests were answered, for the desk's numbers.
    index("lead_timeline_events_answers")
      .on(t.eventName, t.occurredAt, t.waitlistRequestId)
      .where(sql`${t.eventName} in ('waitlist_contacted', 'waitlist_undone')`),
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

export const deepLinks = pgTable(
  "deep_links",
  {
    id: text().primaryKey(),
    flow: text().notNull(),
    serviceId: uuid().references(() => services.id),
    utm: jsonb().$type<Utm>().notNull(),
    createdAt: moment().notNull(),
    expiresAt: moment().notNull(),
    /** The bot was first started from it. */
    subscribedAt: moment(),
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
    leadId: uuid().references(() => leads.id, { onDelete: "set null" }),
    properties: jsonb().$type<EventProperties[keyof EventProperties]>().notNull(),
  },
  (t) => [
    index("analytics_events_time").on(t.eventName, t.occurredAt),
    // Views, which are most of them, have none.
    index("analytics_events_lead").on(t.leadId).where(sql`${t.leadId} is not null`),
  ],
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

/** Append-only for three years: what was destroyed and when, without a person (152-FZ art. 21; RKN order 179 of 28.10.2022). */
export const erasures = pgTable(
  "erasures",
  {
    id: id(),
    waitlistRequestId: uuid().notNull(),
    reason: text().notNull(),
    destroyed: jsonb().$type<Record<string, number>>().notNull(),
    erasedAt: moment().notNull(),
  },
  (t) => [index("erasures_time").on(t.erasedAt)],
);

export const webhookReceipts = pgTable(
  "webhook_receipts",
  { provider: text().notNull(), receiptId: text().notNull(), receivedAt: moment().notNull() },
  (t) => [primaryKey({ columns: [t.provider, t.receiptId] })],
);

/** A private chat with the bot: the contact is its number. Destroyed whole. */
export const telegramChats = pgTable(
  "telegram_chats",
  {
    id: id(),
    encryptedContactValue: text().notNull(),
    contactFingerprint: text().notNull(),
    fingerprintKid: text().notNull(),
    conversation: jsonb().$type<Conversation>().notNull(),
    createdAt: moment().notNull(),
    heardAt: moment().notNull(),
    blockedAt: moment(),
    forgetAfterReplyAt: moment(),
  },
  (t) => [
    uniqueIndex("telegram_chats_fingerprint").on(t.contactFingerprint),
    index("telegram_chats_heard").on(t.heardAt),
    index("telegram_chats_forget").on(t.forgetAfterReplyAt).where(sql`${t.forgetAfterReplyAt} is not null`),
  ],
);

const chatId = () =>
  uuid()
    .notNull()
    .references(() => telegramChats.id, { onDelete: "cascade" });

/** The name of a chat's person, as Telegram last told it. */
export const telegramNames = pgTable(
  "telegram_names",
  {
    id: id(),
    chatId: chatId().unique(),
    encryptedContactValue: text().notNull(),
    contactFingerprint: text().notNull(),
    fingerprintKid: text().notNull(),
  },
  (t) => [uniqueIndex("telegram_names_fingerprint").on(t.contactFingerprint)],
);

/** What a chat told and nobody has answered yet: gone when it is. */
export const telegramUpdates = pgTable(
  "telegram_updates",
  {
    id: id(),
    chatId: chatId(),
    updateId: bigint({ mode: "number" }).notNull(),
    event: jsonb().$type<ChatEvent>().notNull(),
    receivedAt: moment().notNull(),
  },
  (t) => [index("telegram_updates_chat").on(t.chatId, t.updateId)],
);

export const telegramMessages = pgTable(
  "telegram_messages",
  {
    id: id(),
    chatId: chatId(),
    byName: boolean().notNull().default(false),
    position: bigint({ mode: "number" }).generatedAlwaysAsIdentity(),
    /** What this message answers, e.g. `update/<number>`: two jobs about it make one message. */
    dedupeKey: text().notNull().unique(),
    message: jsonb().$type<ChatMessage>().notNull(),
    /** What the person answered by a button. */
    answer: text().$type<PreparedAnswer>(),
    createdAt: moment().notNull(),
    claimedBy: text(),
    claimedAt: moment(),
    sentAt: moment(),
    failedAt: moment(),
    errorCode: text(),
    attempts: integer().notNull().default(0),
  },
  (t) => [
    index("telegram_messages_chat").on(t.chatId, t.position),
    index("telegram_messages_created").on(t.createdAt),
    // What was said about a request is looked for by how the key begins.
    index("telegram_messages_about").on(t.dedupeKey.op("text_pattern_ops")),
  ],
);

/** One known text under each key: a wrong key is noticed at start, before it can write anything. */
export const keyCanary = pgTable("key_canary", { name: text().primaryKey(), value: text().notNull() });

/** Shape demanded by rate-limiter-flexible; keys are HMACs, never an address or a contact. */
export const rateLimits = pgTable("rate_limits", {
  key: text().primaryKey(),
  points: integer().notNull().default(0),
  expire: bigint({ mode: "number" }),
});

/** Who signs in to the desk. An invitation is an operator without a password. */
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
    /** A code works once: the last time step (of 30 seconds) whose code was taken. */
    totpUsedStep: bigint({ mode: "number" }),
    /** Since the last right one. */
    wrongCodes: integer().notNull().default(0),
    inviteTokenHash: text().unique(),
    inviteExpiresAt: moment(),
    /** What an invitation makes of them when it is accepted; `null`: they stay what they are. */
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
    /** The name by which its owner ends it: the token's hash never leaves the server. */
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

/** Strangers fail as often as they like: the audit gets the first failure of an hour, and later their number from here. */
export const signInFailures = pgTable(
  "sign_in_failures",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    /** `null`: all e-mails that are no operator's. */
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

/** Each opens once, in place of the app's code: a used one is deleted. */
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
    details: jsonb().$type<Record<string, string>>().notNull(),
  },
  (t) => [
    index("desk_audit_operator").on(t.operatorId, t.id),
    index("desk_audit_subject").on(t.subjectId, t.id),
    index("desk_audit_time").on(t.at),
    index("desk_audit_reveals").on(t.operatorId, t.at).where(sql`${t.action} = 'reveal'`),
    check("desk_audit_subject_whole", sql`(${t.subjectKind} is null) = (${t.subjectId} is null)`),
  ],
);
