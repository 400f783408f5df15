CREATE INDEX "chat_messages_unsent" ON "chat_messages" USING btree ("created_at") WHERE "chat_messages"."sent_at" is null and "chat_messages"."failed_at" is null;--> statement-breakpoint
CREATE INDEX "chat_messages_failed" ON "chat_messages" USING btree ("failed_at") WHERE "chat_messages"."failed_at" is not null;--> statement-breakpoint
CREATE INDEX "mails_unsent" ON "mails" USING btree ("created_at") WHERE "mails"."sent_at" is null and "mails"."failed_at" is null;--> statement-breakpoint
CREATE VIEW "public"."deliveries" AS (
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
  from chat_messages m join chats c on c.id = m.chat_id);