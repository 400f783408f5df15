import { addHours, min, subHours } from "date-fns";
import { asc, eq, sql } from "drizzle-orm";
import type { Ids } from "#app/application/ports/clock.ts";
import type { Repositories } from "#app/application/ports/database.ts";
import type { TimelineSource } from "#app/domain/channel.ts";
import type { ContactMethod } from "#app/domain/contact/contact.ts";
import { happened, type LeadTimelineEvent, newLead, type TimelineEntry } from "#app/domain/lead.ts";
import { CLOSING_REASONS, contactRequest } from "#app/domain/people/operator-work.ts";
import type { Practice } from "#app/domain/timetable/availability.ts";
import { addWorkingDays } from "#app/domain/timetable/working-days.ts";
import { closeRequest, openRequest, type TimeWindow, type WaitlistRequest } from "#app/domain/waitlist-request.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { insertList } from "#app/infrastructure/database/insert-list.ts";
import { analyticsEvents } from "#app/infrastructure/tables/insight.ts";
import { services } from "#app/infrastructure/tables/timetable.ts";
import { leads, waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { storedUtm } from "#app/infrastructure/waitlist/stored-values.ts";
import { NO_MARKS } from "#app/infrastructure/waitlist/waitlist-requests.ts";

/** The working days until the answer; each list repeats. */
const ANSWERED_IN = [1, 1, 2, 1, 1, 3, 1, 2] as const;
const ENDED = ["booked", "booked", "declined", "booked", "withdrawn"] as const;
/** Destroyed: of a request closed so long ago nothing else is known. */
const NO_CONTACT = {
  encryptedContactValue: null,
  contactFingerprint: null,
  fingerprintKid: null,
  linkTokenHash: null,
  linkKid: null,
};

/**
 * The people of the weeks behind the demo, matching its events: answered, closed and without a contact by now.
 * So the desk's answers match its requests. The same few statements for any number.
 */
export async function seedDemoPast(
  db: Db,
  { practice, timeline }: Repositories,
  { ids, now }: { ids: Ids; now: Date },
): Promise<void> {
  const settings = await practice.settings();
  const came = (await submitted(db)).map(({ eventId, utm, ...event }) => ({
    ...event,
    utm: storedUtm(utm, "analytics_events", eventId),
  }));
  const people = came.map(({ at, utm }) => newLead({ id: ids.uuid(), source: "waitlist", utm }, at));
  const requests = came.map(({ at, slug, method, window, ...asked }, index) => {
    const given = {
      ...asked,
      id: ids.uuid(),
      leadId: people[index]?.id ?? null,
      source: "web",
      suspect: false,
    } as const;
    const request = openRequest(
      { ...given, preferredContactMethod: method, preferredTimeWindow: window },
      settings,
      at,
    );
    return { slug, request: livedThrough(request, index, settings, now) };
  });
  await insertList(db, leads, people);
  await insertList(
    db,
    waitlistRequests,
    requests.map(({ request }) => ({ ...request, ...NO_CONTACT, ...NO_MARKS })),
  );
  await timeline.append(requests.flatMap(({ slug, request }) => lifeOf(slug, request, ids)));
}

function submitted(db: Db) {
  const { eventId, eventName, occurredAt: at, utm, properties } = analyticsEvents;
  return db
    .select({
      eventId,
      at,
      utm,
      serviceId: services.id,
      slug: services.slug,
      method: sql<ContactMethod>`${properties} ->> 'preferred_contact'`,
      window: sql<TimeWindow>`${properties} ->> 'preferred_time_window'`,
    })
    .from(analyticsEvents)
    .innerJoin(services, eq(services.slug, sql`${properties} ->> 'service_slug'`))
    .where(eq(eventName, "waitlist_submitted"))
    .orderBy(asc(at), asc(eventId));
}

/** Nothing of it is in the future. */
function livedThrough(request: WaitlistRequest, index: number, practice: Practice, now: Date): WaitlistRequest {
  const reason = ENDED[index % ENDED.length] ?? "booked";
  if (reason === "withdrawn") return closeRequest(request, reason, min([addHours(request.createdAt, 20), now]));
  const dayEnds = addWorkingDays(request.createdAt, ANSWERED_IN[index % ANSWERED_IN.length] ?? 1, practice);
  const answeredAt = min([subHours(dayEnds, 6 + (index % 8)), subHours(now, 2)]);
  return closeRequest(contactRequest(request, answeredAt), reason, min([addHours(answeredAt, 27), now]));
}

function lifeOf(slug: string, request: WaitlistRequest, ids: Ids): LeadTimelineEvent[] {
  const { preferredTimeWindow, createdAt, contactedAt, closedAt } = request;
  const reason = CLOSING_REASONS.find((each) => each === request.closedReason);
  if (closedAt === null || reason === undefined) return [];
  const tell = (at: Date, source: TimelineSource, entry: TimelineEntry) =>
    happened(request, entry, source, { id: ids.uuid(), at });
  const service = { service_slug: slug };
  const asked = { ...service, preferred_time_window: preferredTimeWindow };
  return [
    ...tell(createdAt, "web", { name: "waitlist_submitted", properties: asked }),
    ...(contactedAt ? tell(contactedAt, "admin", { name: "waitlist_contacted", properties: service }) : []),
    ...tell(closedAt, "admin", { name: "waitlist_closed", properties: { ...service, reason } }),
  ];
}
