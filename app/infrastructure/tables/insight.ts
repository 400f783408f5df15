import { sql } from "drizzle-orm";
import { index, jsonb, pgEnum, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { EVENT_NAMES, EVENT_SOURCES, type EventProperties } from "#app/domain/tracking-event.ts";
import type { Utm } from "#app/domain/visit.ts";
import { moment } from "./columns.ts";
import { leads } from "./waitlist.ts";

export const eventName = pgEnum("event_name", EVENT_NAMES);

export const eventSource = pgEnum("event_source", EVENT_SOURCES);

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
    // Views, which are most rows, have none.
    index("analytics_events_lead").on(t.leadId).where(sql`${t.leadId} is not null`),
  ],
);
