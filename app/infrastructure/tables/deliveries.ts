import { sql } from "drizzle-orm";
import { pgView, text, uuid } from "drizzle-orm/pg-core";
import type { DeliveryChannel, DeliveryState, DeliverySubject } from "#app/domain/people/delivery.ts";
import { moment } from "./columns.ts";

/**
 * Mails and chat messages as one: what was to be told, by which channel, and what came of it. Never a contact or a text. `due` is
 * the end of what the message is about, ISO 8601: of a hold, or the start of an hour. `tried`: it waits for a retry or a limit.
 */
export const deliveries = pgView("deliveries", {
  id: uuid().notNull(),
  waitlistRequestId: uuid(),
  channel: text().$type<DeliveryChannel>().notNull(),
  about: text().$type<DeliverySubject>().notNull(),
  createdAt: moment().notNull(),
  sentAt: moment(),
  failedAt: moment(),
  errorCode: text(),
  state: text().$type<DeliveryState>().notNull(),
  tried: text().$type<"yes" | "no">().notNull(),
  due: text(),
}).as(sql`
  select id, waitlist_request_id, 'email' as channel, kind as about, created_at, sent_at, failed_at, error_code,
    case when failed_at is not null then 'failed' when sent_at is not null then 'sent' else 'waiting' end as state,
    case when error_code is not null or held_until is not null then 'yes' else 'no' end as tried,
    coalesce(props->>'holdsUntil', props->>'startsAt') as due
  from mails
  union all
  select m.id, m.waitlist_request_id, c.messenger::text, m.about, m.created_at, m.sent_at, m.failed_at, m.error_code,
    case when m.error_code in ('withdrawn', 'over') then 'dropped' when m.failed_at is not null then 'failed'
      when m.sent_at is not null then 'sent' else 'waiting' end,
    'yes', coalesce(m.message->'note'->>'holdsUntil', m.message->'note'->'hour'->>'startsAt')
  from chat_messages m join chats c on c.id = m.chat_id`);
