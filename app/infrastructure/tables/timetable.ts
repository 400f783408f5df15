import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, pgEnum, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { SERVICE_FORMATS, SERVICE_STATUSES, SLOT_STATUSES } from "#app/domain/timetable/availability.ts";
import { CHANGE_KINDS, REST_REASONS } from "#app/domain/timetable/timetable-change.ts";
import { id, moment } from "./columns.ts";
import { operators } from "./team.ts";

export const serviceFormat = pgEnum("service_format", SERVICE_FORMATS);

export const serviceStatus = pgEnum("service_status", SERVICE_STATUSES);

export const slotStatus = pgEnum("slot_status", SLOT_STATUSES);

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
    /** Fillings begin by themselves; `null`: as the practice's settings say. */
    automaticOffers: boolean(),
    /** A stranger who asks for a free hour has it at once. */
    bookWithoutAsking: boolean().notNull().default(false),
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
    /** Services that it suits as well as the first one. */
    otherServiceIds: uuid().array().notNull().default([]),
    startsAt: moment().notNull(),
    endsAt: moment().notNull(),
    status: slotStatus().notNull().default("available"),
    /** Why it is blocked, if that was said. */
    blockedFor: text({ enum: REST_REASONS }),
  },
  (t) => [
    check("availability_slots_order", sql`${t.endsAt} > ${t.startsAt}`),
    index("availability_slots_free").on(t.startsAt).where(sql`${t.status} = 'available'`),
  ],
);

/** Acts on the timetable of the last day, so that they can be undone. */
export const timetableChanges = pgTable(
  "timetable_changes",
  {
    id: id(),
    operatorId: uuid()
      .notNull()
      .references(() => operators.id),
    kind: text({ enum: CHANGE_KINDS }).notNull(),
    at: moment().notNull(),
    range: jsonb(),
    steps: jsonb().notNull(),
    leftAlone: jsonb().notNull(),
    undoneAt: moment(),
  },
  (t) => [index("timetable_changes_old").on(t.at)],
);

export const practiceSettings = pgTable(
  "practice_settings",
  {
    id: integer().primaryKey().default(1),
    timeZone: text().notNull().default("Europe/Moscow"),
    answerWithinWorkingDays: integer().notNull().default(2),
    /** Of offers; `null`: the defaults. What each service decides is in its row. */
    offerSettings: jsonb(),
    /** Own days off; `null`: none. */
    workCalendar: jsonb(),
    /** What the practice says of itself; `null`: the demo's words. */
    about: jsonb(),
    /** Who answers for the data, as the newest documents name them; `null`: as the demo's. */
    legal: jsonb(),
  },
  (t) => [
    check("practice_settings_single", sql`${t.id} = 1`),
    check("practice_settings_days", sql`${t.answerWithinWorkingDays} between 1 and 30`),
  ],
);
