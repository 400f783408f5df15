import {
  and,
  asc,
  count,
  desc,
  eq,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  min,
  ne,
  notExists,
  type SQL,
  sql,
} from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { InsightRepository } from "#app/application/desk/ports.ts";
import { type InsightMeasure, SMALLEST_GROUP } from "#app/domain/insight.ts";
import type { TimelineEntry } from "#app/domain/lead.ts";
import { UNDO_MS } from "#app/domain/operator-work.ts";
import type { EventName } from "#app/domain/tracking-event.ts";
import type { Db } from "./database.ts";
import { analyticsEvents, leadTimelineEvents, services, waitlistRequests } from "./schema.ts";

const EVENTS = {
  views: "show_no_slots",
  submits: "waitlist_submitted",
  clicks: "cta_tg_click",
} as const satisfies Record<InsightMeasure, EventName>;
/** Anybody may make up marks of campaigns; more of them than these are never read. */
const GROUPS_READ = 100;

export function insightRepository(db: Db): InsightRepository {
  const service = sql<string | null>`${analyticsEvents.properties} ->> 'service_slug'`;
  const source = sql<string | null>`${analyticsEvents.utm} ->> 'utm_source'`;

  function happened(measure: InsightMeasure, { from, until }: { from: Date; until: Date }) {
    const asked = and(
      eq(analyticsEvents.eventName, EVENTS[measure]),
      gte(analyticsEvents.occurredAt, from),
      lt(analyticsEvents.occurredAt, until),
    );
    const columns = { at: analyticsEvents.occurredAt, service: service.as("service"), source: source.as("source") };
    if (measure !== "submits") return db.select(columns).from(analyticsEvents).where(asked).as("happened");
    const person = sql`coalesce(${analyticsEvents.leadId}, ${analyticsEvents.eventId})`;
    return db
      .selectDistinctOn([person], columns)
      .from(analyticsEvents)
      .where(asked)
      .orderBy(person, analyticsEvents.occurredAt)
      .as("happened");
  }

  return {
    async byDay(measure, range, timeZone) {
      const events = happened(measure, range);
      const day = sql<string>`to_char(${events.at} at time zone ${timeZone}, 'YYYY-MM-DD')`;
      const rows = await db.select({ day, count: count() }).from(events).groupBy(sql`1`);
      return new Map(rows.map((row) => [row.day, row.count]));
    },

    async largestBy(group, measure, range) {
      const events = happened(measure, range);
      const key: SQL<string | null> = sql`${group === "service" ? events.service : events.source}`;
      return db
        .select({ key, count: count() })
        .from(events)
        .groupBy(sql`1`)
        .having(gte(count(), SMALLEST_GROUP))
        .orderBy(desc(count()))
        .limit(GROUPS_READ);
    },

    async demand() {
      return db
        .select({
          serviceId: services.id,
          serviceTitle: services.title,
          window: waitlistRequests.preferredTimeWindow,
          people: count(),
        })
        .from(waitlistRequests)
        .innerJoin(services, eq(services.id, waitlistRequests.serviceId))
        .where(and(ne(waitlistRequests.status, "closed"), isNull(waitlistRequests.quarantinedAt)))
        .groupBy(services.id, waitlistRequests.preferredTimeWindow)
        .having(gte(count(), SMALLEST_GROUP))
        .orderBy(asc(services.position), asc(services.title));
    },

    async answerTime({ from, until }) {
      const seconds = sql`extract(epoch from ${firstAnswer(db)} - ${waitlistRequests.createdAt})`;
      const [row] = await db
        .select({
          people: sql<number>`count(distinct ${waitlistRequests.leadId})::int`,
          seconds: sql<number | null>`(percentile_cont(0.5) within group (order by ${seconds}))::float8`,
        })
        .from(waitlistRequests)
        .where(
          and(
            gte(waitlistRequests.createdAt, from),
            lt(waitlistRequests.createdAt, until),
            isNull(waitlistRequests.quarantinedAt),
            isNotNull(firstAnswer(db)),
          ),
        );
      return row && row.seconds !== null && row.people >= SMALLEST_GROUP
        ? { people: row.people, seconds: row.seconds }
        : null;
    },

    async titles(slugs) {
      if (slugs.length === 0) return new Map();
      const rows = await db
        .select({ slug: services.slug, title: services.title })
        .from(services)
        .where(inArray(services.slug, slugs));
      return new Map(rows.map(({ slug, title }) => [slug, title]));
    },
  };
}

/** Of who asked again after an answer, the row tells the newest answer at most: the timeline has the first that was not taken back. */
function firstAnswer(db: Db): SQL {
  const undone = alias(leadTimelineEvents, "undone");
  const ofRequest = (event: typeof undone | typeof leadTimelineEvents, name: TimelineEntry["name"]) =>
    and(
      eq(event.leadId, waitlistRequests.leadId),
      eq(event.waitlistRequestId, waitlistRequests.id),
      eq(event.eventName, name),
    );
  const { occurredAt } = leadTimelineEvents;
  const takenBack = db
    .select({ one: sql`1` })
    .from(undone)
    .where(
      and(
        ofRequest(undone, "waitlist_undone"),
        sql`${undone.occurredAt} between ${occurredAt} and ${occurredAt} + ${UNDO_MS} * interval '1 ms'`,
      ),
    );
  const first = db
    .select({ at: min(occurredAt) })
    .from(leadTimelineEvents)
    .where(and(ofRequest(leadTimelineEvents, "waitlist_contacted"), notExists(takenBack)));
  return sql`coalesce((${first}), ${waitlistRequests.contactedAt})`;
}
