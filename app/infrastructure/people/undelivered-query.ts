import { and, asc, eq, exists, gt, inArray, isNotNull, isNull, lt, ne, not, or, type SQL, sql } from "drizzle-orm";
import { IN_TIME_MS, OFFER_IN_TIME_MS, TOLD_BY_CORRECTION, TOLD_OTHERWISE } from "#app/domain/people/delivery.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { deliveries } from "#app/infrastructure/tables/deliveries.ts";
import { mails } from "#app/infrastructure/tables/mail.ts";
import { offers } from "#app/infrastructure/tables/offers.ts";
import { deskAudit } from "#app/infrastructure/tables/team.ts";
import { services } from "#app/infrastructure/tables/timetable.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";

const { about, createdAt, sentAt, failedAt, state, tried, due, waitlistRequestId } = deliveries;
/** Since when the message is known not to arrive. */
const lateSince = sql`coalesce(${failedAt}, ${createdAt})`;
/** They are about an hour: afterwards nothing is left to tell. */
const ABOUT_HOURS = ["offer", "booking", "hour_news"] as const;

/** Messages that did not arrive in time, whose person nobody told since. The most urgent first. */
export function undeliveredQuery(db: Db, now: Date) {
  const ago = (ms: number) => new Date(now.getTime() - ms);
  const until = sql`case when ${inArray(about, [...ABOUT_HOURS])} then ${due}::timestamptz
    when ${about} = 'renewal' then ${waitlistRequests.expiresAt} else ${waitlistRequests.answerBy} end`.mapWith(
    mails.createdAt,
  );
  const isLate = or(lt(createdAt, ago(IN_TIME_MS)), and(eq(about, "offer"), lt(createdAt, ago(OFFER_IN_TIME_MS))));
  return db
    .select({
      id: deliveries.id,
      requestId: waitlistRequests.id,
      serviceTitle: services.title,
      since: waitlistRequests.createdAt,
      channel: deliveries.channel,
      about,
      errorCode: deliveries.errorCode,
      failedAt,
      until,
    })
    .from(deliveries)
    .innerJoin(waitlistRequests, eq(waitlistRequests.id, waitlistRequestId))
    .innerJoin(services, eq(services.id, waitlistRequests.serviceId))
    .where(
      and(
        inArray(about, [...TOLD_OTHERWISE]),
        or(
          and(isNotNull(failedAt), eq(state, "failed")),
          and(isNull(sentAt), isNull(failedAt), eq(tried, "yes"), isLate),
        ),
        isOpenFor(),
        isNull(waitlistRequests.quarantinedAt),
        isNotNull(waitlistRequests.encryptedContactValue),
        or(not(inArray(about, [...ABOUT_HOURS])), sql`${due}::timestamptz > ${now.toISOString()}::timestamptz`),
        or(ne(about, "offer"), exists(openOffer(db, now))),
        or(isNull(waitlistRequests.contactedAt), sql`${waitlistRequests.contactedAt} < ${lateSince}`),
        not(exists(told(db))),
        sql`not exists (select 1 from ${deliveries} other where other.waitlist_request_id = ${waitlistRequestId}
          and other.about = ${about} and other.state = 'sent' and other.created_at >= ${createdAt})`,
      ),
    )
    .orderBy(asc(until), asc(deliveries.id));
}

/** A booked hour closes its request. */
function isOpenFor(): SQL | undefined {
  const { status, closedReason } = waitlistRequests;
  return or(ne(status, "closed"), and(inArray(about, ["booking", "hour_news"]), eq(closedReason, "booked")));
}

/** The hour is still held for the person, and not by a call, which the desk shows itself. */
function openOffer(db: Db, now: Date) {
  const running = and(eq(offers.status, "open"), ne(offers.channel, "call"), gt(offers.holdsUntil, now));
  return db
    .select({ one: sql`1` })
    .from(offers)
    .where(and(eq(offers.waitlistRequestId, waitlistRequestId), running));
}

/** An operator told the person by other means, or wrote the right contact, which is told anew. Of an hour it is told nothing. */
function told(db: Db) {
  const isAbout = and(eq(deskAudit.action, "told"), sql`${deskAudit.details}->>'about' = ${about}`);
  const isToldAnew = and(eq(deskAudit.action, "contact_corrected"), inArray(about, [...TOLD_BY_CORRECTION]));
  const mine = and(eq(deskAudit.subjectId, waitlistRequestId), or(isAbout, isToldAnew));
  return db
    .select({ one: sql`1` })
    .from(deskAudit)
    .where(and(mine, sql`${deskAudit.at} >= ${lateSince}`));
}
