import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { MESSENGERS } from "#app/domain/chat/messenger.ts";
import { CONTACT_METHODS } from "#app/domain/contact/contact.ts";
import { channelOf } from "#app/domain/offers/candidates.ts";
import type { Candidate } from "#app/domain/offers/types.ts";
import { MEETING_FORMATS } from "#app/domain/timetable/availability.ts";
import { REQUEST_STATUSES, TIME_WINDOWS } from "#app/domain/waitlist-request.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";

const moment = z.coerce.date();
const row = z.object({
  id: z.uuid(),
  serviceId: z.uuid(),
  preferredTimeWindow: z.enum(TIME_WINDOWS),
  status: z.enum(REQUEST_STATUSES),
  createdAt: moment,
  pausedAt: moment.nullable(),
  quarantinedAt: moment.nullable(),
  leaveRequestedAt: moment.nullable(),
  method: z.enum(CONTACT_METHODS),
  unreachable: z.boolean(),
  chat: z.enum(MESSENGERS).nullable(),
  wrongContact: z.boolean(),
  mayBeWritten: z.boolean(),
  format: z.enum(MEETING_FORMATS).nullable(),
  durationMinutes: z.number(),
  busyUntil: moment.nullable(),
  offersThisWeek: z.coerce.number(),
  askedToWaitAt: moment.nullable(),
  putFirstAt: moment.nullable(),
  lostRound: z.boolean(),
});

/**
 * The requests that `ids` (a query of one column `id`) names, each with all that an offer of the slot depends on. Of people with another open
 * offer, who are many when hundreds of hours are filled at once, only what can be said without further reading.
 */
export async function candidatesOf(db: Db, ids: SQL, slotId: string, now: Date): Promise<Candidate[]> {
  const at = sql`${now.toISOString()}::timestamptz`;
  // A message to a chat goes by its number or by the name that it last had.
  const found = await db.execute(sql`
    select r.id, r.service_id as "serviceId", r.preferred_time_window as "preferredTimeWindow", r.status,
      r.created_at as "createdAt", r.paused_at as "pausedAt", r.quarantined_at as "quarantinedAt",
      r.leave_requested_at as "leaveRequestedAt", r.preferred_contact_method as method,
      r.unreachable_at is not null as unreachable, chat.messenger as chat,
      coalesce(note.note = 'wrong_contact', false) as "wrongContact",
      busy.until is not null or exists (select 1 from consents c where c.waitlist_request_id = r.id
        and c.type = 'communications' and c.withdrawn_at is null) as "mayBeWritten",
      wish.format, s.duration_minutes as "durationMinutes", busy.until as "busyUntil",
      coalesce(week.offers, 0) as "offersThisWeek", r.asked_to_wait_at as "askedToWaitAt", r.put_first_at as "putFirstAt",
      busy.until is null and exists (select 1 from offers o where o.waitlist_request_id = r.id and o.lost_round) as "lostRound"
    from (${ids}) chosen
    join waitlist_requests r on r.id = chosen.id
    join services s on s.id = r.service_id
    left join lateral (
      select o.holds_until as until from offers o
      where o.waitlist_request_id = r.id and o.status = 'open' and o.slot_id <> ${slotId}) busy on true
    left join lateral (
      select c.messenger from chats c where busy.until is null and c.contact_fingerprint = r.contact_fingerprint and c.blocked_at is null
      union all
      select c.messenger from chat_names n join chats c on c.id = n.chat_id
        where busy.until is null and n.contact_fingerprint = r.contact_fingerprint and c.blocked_at is null
      limit 1) chat on true
    left join lateral (
      select t.properties ->> 'note' as note from lead_timeline_events t
      where busy.until is null and t.waitlist_request_id = r.id and t.event_name = 'waitlist_noted'
      order by t.occurred_at desc, t.id desc limit 1) note on true
    left join lateral (
      select t.properties ->> 'preferred_format' as format from lead_timeline_events t
      where busy.until is null and t.waitlist_request_id = r.id and t.event_name in ('waitlist_submitted', 'waitlist_repeated')
      order by t.occurred_at desc, t.id desc limit 1) wish on true
    left join lateral (
      select count(*) as offers from offers o
      where busy.until is null and o.waitlist_request_id = r.id and o.offered_at > ${at} - interval '7 days'
        and (o.status = 'open' or case when o.channel = 'call' then o.called_at else o.sent_at end is not null)) week on true`);
  return z
    .array(row)
    .parse([...rowsOf(found)])
    .map(asCandidate);
}

/** PGlite wraps its rows. */
const rowsOf = (result: unknown): Iterable<unknown> =>
  z.union([z.array(z.unknown()), z.object({ rows: z.array(z.unknown()) }).transform(({ rows }) => rows)]).parse(result);

function asCandidate(of: z.output<typeof row>): Candidate {
  const { method, chat, unreachable, wrongContact, format, durationMinutes, mayBeWritten, busyUntil } = of;
  const { offersThisWeek, askedToWaitAt, putFirstAt, lostRound, ...request } = of;
  return {
    request,
    channel: channelOf({ method, chat, unreachable, wrongContact }),
    format,
    durationMinutes,
    mayBeWritten,
    busyUntil,
    offersThisWeek,
    askedToWaitAt,
    putFirstAt,
    lostRound,
  };
}
