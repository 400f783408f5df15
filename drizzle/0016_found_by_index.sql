DROP INDEX "waitlist_requests_created";--> statement-breakpoint
CREATE INDEX "analytics_events_lead" ON "analytics_events" USING btree ("lead_id") WHERE "analytics_events"."lead_id" is not null;--> statement-breakpoint
CREATE INDEX "lead_timeline_events_answers" ON "lead_timeline_events" USING btree ("event_name","occurred_at","waitlist_request_id") WHERE "lead_timeline_events"."event_name" in ('waitlist_contacted', 'waitlist_undone');--> statement-breakpoint
CREATE INDEX "telegram_chats_forget" ON "telegram_chats" USING btree ("forget_after_reply_at") WHERE "telegram_chats"."forget_after_reply_at" is not null;--> statement-breakpoint
CREATE INDEX "telegram_messages_created" ON "telegram_messages" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "waitlist_requests_asked" ON "waitlist_requests" USING btree ("created_at","lead_id","id","service_id","status","contacted_at") WHERE "waitlist_requests"."quarantined_at" is null;