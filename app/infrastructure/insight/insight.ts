import { and, asc, count, desc, eq, gte, inArray, isNull, lt, ne, notExists, type SQL, sql, sum } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { InsightRepository, TimeSpan } from "#app/application/ports/insight.ts";
import type { Messenger } from "#app/domain/chat/messenger.ts";
import type { AnswerBucket } from "#app/domain/insight/answer-time.ts";
import { type InsightMeasure, type MessengerStep, SMALLEST_GROUP } from "#app/domain/insight/insight.ts";
import type { TimelineEntry } from "#app/domain/lead.ts";
import { UNDO_MS } from "#app/domain/people/operator-work.ts";
import type { EventName } from "#app/domain/tracking-event.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { analyticsEventBatches, analyticsEvents } from "#app/infrastructure/tables/insight.ts";
import { services } from "#app/infrastructure/tables/timetable.ts";
import { leadTimelineEvents, waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { offerNumbers } from "./offers.ts";

const EVENTS: Record<InsightMeasure | MessengerStep, EventName[]> = {
  views: ["show_no_slots"],
  submits: ["waitlist_submitted"],
  clicks: ["cta_tg_click", "cta_max_click"],
  starts: ["tg_subscribe_confirmed", "max_subscribe_confirmed"],
};
/** Anybody may make up campaign marks; no more than this are ever read. */
const GROUPS_READ = 100;

export function insightRepository(db: Db): InsightRepository {
  /** `size` events each. The span's ends are days' beginnings, so that no batch reaches over them. */
  function eventsWithin(measure: InsightMeasure | MessengerStep, { from, until }: TimeSpan) {
    const { eventName, occurredAt, eventId, leadId } = analyticsEvents;
    const within = and(inArray(eventName, EVENTS[measure]), gte(occurredAt, from), lt(occurredAt, until));
    const columns = {
      at: occurredAt,
      ...marksOf(analyticsEvents),
      messenger: messengerOf.as("messenger"),
      size: sql<number>`1`.as("size"),
    };
    if (measure === "submits") {
      const person = sql`coalesce(${leadId}, ${eventId})`;
      return db
        .selectDistinctOn([person], columns)
        .from(analyticsEvents)
        .where(within)
        .orderBy(person, occurredAt)
        .as("happened");
    }
    const { eventName: batchName, quarter, size } = analyticsEventBatches;
    const batches = db
      .select({
        at: quarter,
        ...marksOf(analyticsEventBatches),
        messenger: sql<Messenger | null>`null::text`.as("messenger"),
        size: sql<number>`${size}`.as("size"),
      })
      .from(analyticsEventBatches)
      .where(and(inArray(batchName, EVENTS[measure]), gte(quarter, from), lt(quarter, until)));
    return db.select(columns).from(analyticsEvents).where(within).unionAll(batches).as("happened");
  }

  return {
    ...offerNumbers(db),

    async byDay(measure, range, timeZone) {
      const events = eventsWithin(measure, range);
      const day = sql<string>`to_char(${events.at} at time zone ${timeZone}, 'YYYY-MM-DD')`;
      const rows = await db
        .select({ day, count: sum(events.size).mapWith(Number) })
        .from(events)
        .groupBy(sql`1`);
      return new Map(rows.map((row) => [row.day, row.count]));
    },

    async largestBy(group, measure, range) {
      const events = eventsWithin(measure, range);
      const people = sum(events.size).mapWith(Number);
      const key: SQL<string | null> = sql`${group === "service" ? events.service : events.source}`;
      return db
        .select({ key, count: people })
        .from(events)
        .groupBy(sql`1`)
        .having(gte(people, SMALLEST_GROUP))
        .orderBy(desc(people))
        .limit(GROUPS_READ);
    },

    async byMessenger(step, range) {
      const events = eventsWithin(step, range);
      const people = sum(events.size).mapWith(Number);
      return db
        .select({ key: events.messenger, count: people })
        .from(events)
        .groupBy(sql`1`)
        .having(gte(people, SMALLEST_GROUP))
        .orderBy(desc(people));
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

    async answers(span, terms) {
      const first = firstRequests(db, span);
      const by = (term: "nextDay" | "promised") => {
        const days = terms.map(
          (day) => sql`when ${first.createdAt} < ${instant(day.dayEnds)} then ${instant(day[term])}`,
        );
        return sql`case ${sql.join(days, sql` `)} end`;
      };
      const bucket = sql<AnswerBucket>`case
        when ${first.answeredAt} is null then case when ${first.status} = 'closed' then 'closed' else 'waiting' end
        when ${first.answeredAt} <= ${by("nextDay")} then 'next_day'
        when ${first.answeredAt} <= ${by("promised")} then 'in_time'
        else 'late' end`;
      const waited = sql`extract(epoch from ${first.answeredAt} - ${first.createdAt})`;
      const told = db
        .select({
          serviceId: first.serviceId,
          bucket: bucket.as("bucket"),
          people: count().as("people"),
          waited: sql<number[]>`coalesce(json_agg(${waited}) filter (where ${first.answeredAt} is not null), '[]')`.as(
            "waited",
          ),
        })
        .from(first)
        .groupBy(first.serviceId, sql`"bucket"`)
        .as("told");
      return db
        .select({ serviceTitle: services.title, bucket: told.bucket, people: told.people, waited: told.waited })
        .from(told)
        .innerJoin(services, eq(services.id, told.serviceId))
        .orderBy(asc(services.position), asc(services.title));
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

const marksOf = ({ properties, utm }: typeof analyticsEvents | typeof analyticsEventBatches) => ({
  service: sql<string | null>`${properties} ->> 'service_slug'`.as("service"),
  source: sql<string | null>`${utm} ->> 'utm_source'`.as("source"),
});

/** Views, which are most events, and requests on a page are in none. */
const messengerOf = sql<Messenger | null>`case
  when ${analyticsEvents.eventName} in ('cta_tg_click', 'tg_subscribe_confirmed') then 'telegram'
  when ${analyticsEvents.eventName} in ('cta_max_click', 'max_subscribe_confirmed') then 'max'
  when ${analyticsEvents.source} in ('telegram', 'max') then ${analyticsEvents.source}::text end`;

const instant = (at: Date) => sql`${at.toISOString()}::timestamptz`;

/**
 * Each person's first request, and when it was first answered. For a repeat after an answer the row only has the
 * newest answer: the timeline has the first one that was not undone.
 */
function firstRequests(db: Db, { from, until }: TimeSpan) {
  const { id, leadId, serviceId, status, createdAt, contactedAt, quarantinedAt } = waitlistRequests;
  const answer = alias(leadTimelineEvents, "answer");
  const undone = alias(leadTimelineEvents, "undone");
  const named = (event: typeof answer | typeof undone, name: TimelineEntry["name"]) =>
    and(eq(event.eventName, sql.raw(`'${name}'`)), gte(event.occurredAt, from));
  const takenBack = db
    .select({ one: sql`1` })
    .from(undone)
    .where(
      and(
        named(undone, "waitlist_undone"),
        eq(undone.waitlistRequestId, answer.waitlistRequestId),
        sql`${undone.occurredAt} between ${answer.occurredAt} and ${answer.occurredAt} + ${UNDO_MS} * interval '1 ms'`,
      ),
    );
  const person = sql`coalesce(${leadId}, ${id})`;
  const answeredAt = sql<Date | null>`coalesce(${answer.occurredAt}, ${contactedAt})`;
  return db
    .selectDistinctOn([person], { serviceId, status, createdAt, answeredAt: answeredAt.as("answered_at") })
    .from(waitlistRequests)
    .leftJoin(answer, and(eq(answer.waitlistRequestId, id), named(answer, "waitlist_contacted"), notExists(takenBack)))
    .where(and(gte(createdAt, from), lt(createdAt, until), isNull(quarantinedAt)))
    .orderBy(person, createdAt, answer.occurredAt)
    .as("first");
}
