import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgEnum, pgTable, pgView, text, uuid } from "drizzle-orm/pg-core";
import { EVENT_SOURCES } from "#app/domain/channel.ts";
import { EVENT_NAMES } from "#app/domain/tracking-event.ts";
import { moment } from "./columns.ts";
import { leads } from "./waitlist.ts";

export const eventName = pgEnum("event_name", EVENT_NAMES);

export const eventSource = pgEnum("event_source", EVENT_SOURCES);

/** Events that happen one at a time, and those of a person. */
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
    utm: jsonb().notNull(),
    leadId: uuid().references(() => leads.id, { onDelete: "set null" }),
    properties: jsonb().notNull(),
  },
  (t) => [
    index("analytics_events_time").on(t.eventName, t.occurredAt),
    // Views, which are most rows, have none.
    index("analytics_events_lead").on(t.leadId).where(sql`${t.leadId} is not null`),
  ],
);

/** Views of one kind in one flush and one quarter of an hour: most events, a row for up to a thousand. */
export const analyticsEventBatches = pgTable(
  "analytics_event_batches",
  {
    /** Its last three hexadecimal digits are zero: an event's id has its place in the batch there. */
    batchId: uuid().primaryKey(),
    eventName: eventName().notNull(),
    schemaVersion: text().notNull(),
    /** The beginning of the quarter of an hour. No day of any time zone begins within one. */
    quarter: moment().notNull(),
    source: eventSource().notNull(),
    pagePath: text(),
    referrerHost: text(),
    utm: jsonb().notNull(),
    properties: jsonb().notNull(),
    /** Milliseconds since the beginning of the quarter, one for each event. */
    moments: integer().array().notNull(),
    size: integer().notNull().generatedAlwaysAs(sql`cardinality(moments)`),
  },
  (t) => [index("analytics_event_batches_time").on(t.eventName, t.quarter)],
);

/** All events, a row each. */
export const analyticsEventsEach = pgView("analytics_events_each", {
  eventId: uuid().notNull(),
  eventName: eventName().notNull(),
  schemaVersion: text().notNull(),
  occurredAt: moment().notNull(),
  source: eventSource().notNull(),
  pagePath: text(),
  referrerHost: text(),
  utm: jsonb().notNull(),
  leadId: uuid(),
  properties: jsonb().notNull(),
}).as(sql`
  select event_id, event_name, schema_version, occurred_at, source, page_path, referrer_host, utm, lead_id, properties
  from analytics_events
  union all
  select (left(batch_id::text, 33) || lpad(to_hex(each.place - 1), 3, '0'))::uuid, event_name, schema_version,
    quarter + each.moment * interval '1 millisecond', source, page_path, referrer_host, utm, null::uuid, properties
  from analytics_event_batches, unnest(moments) with ordinality as each (moment, place)`);
