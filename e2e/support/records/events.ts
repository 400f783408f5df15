import { and, type Column, eq, lt, sql } from "drizzle-orm";
import type { Messenger } from "#app/domain/chat/messenger.ts";
import { analyticsEventBatches, analyticsEvents, analyticsEventsEach } from "#app/infrastructure/tables/insight.ts";
import type { Practice } from "../practice.ts";
import type { Stored } from "./stored.ts";

type EventName = typeof analyticsEvents.$inferSelect.eventName;

const { eventName, occurredAt, properties } = analyticsEventsEach;
const property = (name: string, value: string) => sql`${properties}->>${name} = ${value}`;

/** Events of a service's pages by name; all, or of one kind. */
export const eventsOf = ({ db }: Stored, slug: string, name?: EventName) =>
  db
    .select()
    .from(analyticsEventsEach)
    .where(and(property("service_slug", slug), name && eq(eventName, name)))
    .orderBy(eventName);

/** Events of one kind; all, or those that a click's link led to. */
export const eventsNamed = ({ db }: Stored, name: EventName, deepLinkId?: string) =>
  db
    .select()
    .from(analyticsEventsEach)
    .where(and(eq(eventName, name), deepLinkId ? property("deep_link_id", deepLinkId) : undefined));

export const eventsBefore = ({ db }: Stored, moment: Date) =>
  db.select().from(analyticsEventsEach).where(lt(occurredAt, moment));

/** As if the events of a service had happened a week earlier. */
export async function eventsAWeekEarlier({ db }: Stored, slug: string) {
  const earlier = (column: Column) => sql`${column} - interval '7 days'`;
  const ofService = (column: Column) => sql`${column}->>'service_slug' = ${slug}`;
  const [single, batch] = [analyticsEvents, analyticsEventBatches];
  await db
    .update(single)
    .set({ occurredAt: earlier(single.occurredAt) })
    .where(ofService(single.properties));
  await db
    .update(batch)
    .set({ quarter: earlier(batch.quarter) })
    .where(ofService(batch.properties));
}

export async function deleteEvents({ db }: Stored) {
  await db.delete(analyticsEvents);
  await db.delete(analyticsEventBatches);
}

const STEPS = {
  telegram: ["cta_tg_click", "tg_subscribe_confirmed"],
  max: ["cta_max_click", "max_subscribe_confirmed"],
} satisfies Record<Messenger, EventName[]>;

/** How many visits of a page led to a click, a start of the bot and a request: one query joins all steps. */
export const funnelOf = (practice: Practice, slug: string, messenger: Messenger) =>
  practice.query(
    `select count(distinct shown.event_id)::int as shown, count(distinct click.event_id)::int as clicked,
            count(distinct started.event_id)::int as started, count(distinct submitted.event_id)::int as submitted
     from analytics_events_each shown
     join analytics_events click on click.event_name::text = $2 and click.properties->>'service_slug' = shown.properties->>'service_slug'
     join analytics_events started on started.event_name::text = $3 and started.properties->>'deep_link_id' = click.properties->>'deep_link_id'
     join analytics_events submitted on submitted.event_name = 'waitlist_submitted' and submitted.properties->>'deep_link_id' = click.properties->>'deep_link_id'
     where shown.event_name = 'show_no_slots' and shown.properties->>'service_slug' = $1`,
    [slug, ...STEPS[messenger]],
  );
