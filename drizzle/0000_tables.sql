CREATE TYPE "public"."messenger" AS ENUM('telegram');--> statement-breakpoint
CREATE TYPE "public"."event_name" AS ENUM('show_no_slots', 'waitlist_submitted', 'cta_tg_click', 'tg_subscribe_confirmed', 'waitlist_withdrawn');--> statement-breakpoint
CREATE TYPE "public"."event_source" AS ENUM('web', 'backend', 'telegram', 'admin');--> statement-breakpoint
CREATE TYPE "public"."service_format" AS ENUM('online', 'offline', 'hybrid');--> statement-breakpoint
CREATE TYPE "public"."service_status" AS ENUM('active', 'archived');--> statement-breakpoint
CREATE TYPE "public"."slot_status" AS ENUM('available', 'blocked');--> statement-breakpoint
CREATE TYPE "public"."closed_reason" AS ENUM('booked', 'declined', 'withdrawn', 'expired', 'duplicate', 'spam');--> statement-breakpoint
CREATE TYPE "public"."consent_type" AS ENUM('personal_data', 'communications');--> statement-breakpoint
CREATE TYPE "public"."contact_method" AS ENUM('email', 'phone', 'telegram');--> statement-breakpoint
CREATE TYPE "public"."lead_source" AS ENUM('waitlist', 'chat');--> statement-breakpoint
CREATE TYPE "public"."lead_status" AS ENUM('new', 'booked_confirmed');--> statement-breakpoint
CREATE TYPE "public"."request_source" AS ENUM('web', 'api', 'telegram');--> statement-breakpoint
CREATE TYPE "public"."request_status" AS ENUM('new', 'contacted', 'closed');--> statement-breakpoint
CREATE TYPE "public"."time_window" AS ENUM('weekday_morning', 'weekday_evening', 'weekend', 'any');--> statement-breakpoint
CREATE TYPE "public"."timeline_source" AS ENUM('web', 'backend', 'telegram', 'admin');--> statement-breakpoint
CREATE TABLE "chat_messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"chat_id" uuid NOT NULL,
	"by_name" boolean DEFAULT false NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "chat_messages_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"about" text NOT NULL,
	"waitlist_request_id" uuid,
	"occasion" text NOT NULL,
	"message" jsonb NOT NULL,
	"answer" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"claimed_by" text,
	"claimed_at" timestamp (3) with time zone,
	"sent_at" timestamp (3) with time zone,
	"failed_at" timestamp (3) with time zone,
	"error_code" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "chat_messages_reply_whole" CHECK (("chat_messages"."about" = 'reply') = ("chat_messages"."waitlist_request_id" is null))
);
--> statement-breakpoint
CREATE TABLE "chat_names" (
	"id" uuid PRIMARY KEY NOT NULL,
	"chat_id" uuid NOT NULL,
	"encrypted_contact_value" text NOT NULL,
	"contact_fingerprint" text NOT NULL,
	"fingerprint_kid" text NOT NULL,
	CONSTRAINT "chat_names_chatId_unique" UNIQUE("chat_id")
);
--> statement-breakpoint
CREATE TABLE "chat_updates" (
	"id" uuid PRIMARY KEY NOT NULL,
	"chat_id" uuid NOT NULL,
	"update_id" bigint NOT NULL,
	"event" jsonb NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chats" (
	"id" uuid PRIMARY KEY NOT NULL,
	"messenger" "messenger" NOT NULL,
	"encrypted_contact_value" text NOT NULL,
	"contact_fingerprint" text NOT NULL,
	"fingerprint_kid" text NOT NULL,
	"conversation" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"heard_at" timestamp (3) with time zone NOT NULL,
	"blocked_at" timestamp (3) with time zone,
	"forget_after_reply_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "deep_links" (
	"id" text PRIMARY KEY NOT NULL,
	"service_id" uuid,
	"utm" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"subscribed_at" timestamp (3) with time zone,
	CONSTRAINT "deep_links_id" CHECK ("deep_links"."id" ~ '^[0-9A-Za-z]{8}$')
);
--> statement-breakpoint
CREATE TABLE "analytics_events" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"event_name" "event_name" NOT NULL,
	"schema_version" text NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"source" "event_source" NOT NULL,
	"page_path" text,
	"referrer_host" text,
	"utm" jsonb NOT NULL,
	"lead_id" uuid,
	"properties" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mails" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"dedupe_key" text NOT NULL,
	"waitlist_request_id" uuid NOT NULL,
	"props" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"claimed_by" text,
	"claimed_at" timestamp (3) with time zone,
	"sent_at" timestamp (3) with time zone,
	"failed_at" timestamp (3) with time zone,
	"error_code" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"counted_at" timestamp (3) with time zone,
	"held_until" timestamp (3) with time zone,
	"yields_until" timestamp (3) with time zone,
	"gathered_in" uuid,
	CONSTRAINT "mails_dedupeKey_unique" UNIQUE("dedupe_key")
);
--> statement-breakpoint
CREATE TABLE "desk_audit" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "desk_audit_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"operator_id" uuid,
	"action" text NOT NULL,
	"subject_kind" text,
	"subject_id" uuid,
	"at" timestamp (3) with time zone NOT NULL,
	"details" jsonb NOT NULL,
	CONSTRAINT "desk_audit_subject_whole" CHECK (("desk_audit"."subject_kind" is null) = ("desk_audit"."subject_id" is null))
);
--> statement-breakpoint
CREATE TABLE "desk_sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"operator_id" uuid NOT NULL,
	"stage" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"code_at" timestamp (3) with time zone,
	CONSTRAINT "desk_sessions_id_unique" UNIQUE("id"),
	CONSTRAINT "desk_sessions_stage" CHECK ("desk_sessions"."stage" in ('password', 'full'))
);
--> statement-breakpoint
CREATE TABLE "operators" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"password_hash" text,
	"totp_secret" text,
	"totp_used_step" bigint,
	"wrong_codes" integer DEFAULT 0 NOT NULL,
	"invite_token_hash" text,
	"invite_expires_at" timestamp (3) with time zone,
	"invite_role" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"disabled_at" timestamp (3) with time zone,
	CONSTRAINT "operators_email_unique" UNIQUE("email"),
	CONSTRAINT "operators_inviteTokenHash_unique" UNIQUE("invite_token_hash"),
	CONSTRAINT "operators_role" CHECK ("operators"."role" in ('owner', 'assistant')),
	CONSTRAINT "operators_invite_role" CHECK ("operators"."invite_role" in ('owner', 'assistant')),
	CONSTRAINT "operators_email" CHECK ("operators"."email" = lower("operators"."email")),
	CONSTRAINT "operators_invite_whole" CHECK (("operators"."invite_token_hash" is null) = ("operators"."invite_expires_at" is null))
);
--> statement-breakpoint
CREATE TABLE "availability_slots" (
	"id" uuid PRIMARY KEY NOT NULL,
	"service_id" uuid,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"status" "slot_status" DEFAULT 'available' NOT NULL,
	CONSTRAINT "availability_slots_order" CHECK ("availability_slots"."ends_at" > "availability_slots"."starts_at")
);
--> statement-breakpoint
CREATE TABLE "practice_settings" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"time_zone" text DEFAULT 'Europe/Moscow' NOT NULL,
	"answer_within_working_days" integer DEFAULT 2 NOT NULL,
	CONSTRAINT "practice_settings_single" CHECK ("practice_settings"."id" = 1),
	CONSTRAINT "practice_settings_days" CHECK ("practice_settings"."answer_within_working_days" between 1 and 30)
);
--> statement-breakpoint
CREATE TABLE "services" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"title" text NOT NULL,
	"format" "service_format" NOT NULL,
	"duration_minutes" integer NOT NULL,
	"booking_url" text,
	"waitlist_open" boolean DEFAULT true NOT NULL,
	"status" "service_status" DEFAULT 'active' NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "services_slug_unique" UNIQUE("slug"),
	CONSTRAINT "services_slug" CHECK ("services"."slug" ~ '^[a-z0-9][a-z0-9_-]{0,63}$'),
	CONSTRAINT "services_duration" CHECK ("services"."duration_minutes" > 0),
	CONSTRAINT "services_booking_url" CHECK ("services"."booking_url" ~ '^https?://')
);
--> statement-breakpoint
CREATE TABLE "erasures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"waitlist_request_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"destroyed" jsonb NOT NULL,
	"erased_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "key_canary" (
	"name" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" bigint
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"operator_id" uuid NOT NULL,
	"code_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "recovery_codes_operator_id_code_hash_pk" PRIMARY KEY("operator_id","code_hash")
);
--> statement-breakpoint
CREATE TABLE "sign_in_failures" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sign_in_failures_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"operator_id" uuid,
	"step" text NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"failures" integer NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sign_in_failures_hour" UNIQUE NULLS NOT DISTINCT("operator_id","step","hour"),
	CONSTRAINT "sign_in_failures_step" CHECK ("sign_in_failures"."step" in ('password', 'code'))
);
--> statement-breakpoint
CREATE TABLE "webhook_receipts" (
	"provider" text NOT NULL,
	"receipt_id" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "webhook_receipts_provider_receipt_id_pk" PRIMARY KEY("provider","receipt_id")
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"waitlist_request_id" uuid NOT NULL,
	"type" "consent_type" NOT NULL,
	"document_version" text NOT NULL,
	"document_sha256" text NOT NULL,
	"granted_at" timestamp (3) with time zone NOT NULL,
	"method" text NOT NULL,
	"page" text NOT NULL,
	"withdrawn_at" timestamp (3) with time zone,
	CONSTRAINT "consents_sha256" CHECK ("consents"."document_sha256" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "lead_identities" (
	"id" uuid PRIMARY KEY NOT NULL,
	"lead_id" uuid NOT NULL,
	"method" "contact_method" NOT NULL,
	"encrypted_contact_value" text,
	"contact_fingerprint" text,
	"fingerprint_kid" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "lead_identities_destroyed_whole" CHECK (("lead_identities"."encrypted_contact_value" is null) = ("lead_identities"."contact_fingerprint" is null) and ("lead_identities"."contact_fingerprint" is null) = ("lead_identities"."fingerprint_kid" is null))
);
--> statement-breakpoint
CREATE TABLE "lead_timeline_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"lead_id" uuid NOT NULL,
	"waitlist_request_id" uuid,
	"event_name" text NOT NULL,
	"source" timeline_source NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"properties" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "leads" (
	"id" uuid PRIMARY KEY NOT NULL,
	"status" "lead_status" NOT NULL,
	"source" "lead_source" NOT NULL,
	"utm" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "waitlist_requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"service_id" uuid NOT NULL,
	"lead_id" uuid,
	"preferred_contact_method" "contact_method" NOT NULL,
	"encrypted_contact_value" text,
	"contact_fingerprint" text,
	"fingerprint_kid" text,
	"preferred_time_window" time_window NOT NULL,
	"status" "request_status" NOT NULL,
	"closed_reason" "closed_reason",
	"source" "request_source" NOT NULL,
	"utm" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"answer_by" timestamp (3) with time zone NOT NULL,
	"contacted_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	"paused_at" timestamp (3) with time zone,
	"quarantined_at" timestamp (3) with time zone,
	"unreachable_at" timestamp (3) with time zone,
	"leave_requested_at" timestamp (3) with time zone,
	"renewal_asked_at" timestamp (3) with time zone,
	"repeated_at" timestamp (3) with time zone,
	"window_before_repeat" time_window,
	"link_version" integer NOT NULL,
	"link_token_hash" text,
	"link_kid" text,
	CONSTRAINT "waitlist_requests_closed" CHECK (("waitlist_requests"."status" = 'closed') = ("waitlist_requests"."closed_reason" is not null) and ("waitlist_requests"."status" = 'closed') = ("waitlist_requests"."closed_at" is not null)),
	CONSTRAINT "waitlist_requests_lead_known" CHECK ("waitlist_requests"."lead_id" is not null or "waitlist_requests"."quarantined_at" is not null),
	CONSTRAINT "waitlist_requests_destroyed_whole" CHECK (("waitlist_requests"."encrypted_contact_value" is null) = ("waitlist_requests"."contact_fingerprint" is null) and ("waitlist_requests"."contact_fingerprint" is null) = ("waitlist_requests"."fingerprint_kid" is null)),
	CONSTRAINT "waitlist_requests_link_whole" CHECK (("waitlist_requests"."link_token_hash" is null) = ("waitlist_requests"."link_kid" is null)),
	CONSTRAINT "waitlist_requests_active_reachable" CHECK ("waitlist_requests"."status" = 'closed' or "waitlist_requests"."encrypted_contact_value" is not null)
);
--> statement-breakpoint
ALTER TABLE "chat_messages" ADD CONSTRAINT "chat_messages_chat_id_chats_id_fk" FOREIGN KEY ("chat_id") REFERENCES "public"."chats"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_messages" ADD CONSTRAINT "chat_messages_waitlist_request_id_waitlist_requests_id_fk" FOREIGN KEY ("waitlist_request_id") REFERENCES "public"."waitlist_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_names" ADD CONSTRAINT "chat_names_chat_id_chats_id_fk" FOREIGN KEY ("chat_id") REFERENCES "public"."chats"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_updates" ADD CONSTRAINT "chat_updates_chat_id_chats_id_fk" FOREIGN KEY ("chat_id") REFERENCES "public"."chats"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deep_links" ADD CONSTRAINT "deep_links_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "analytics_events" ADD CONSTRAINT "analytics_events_lead_id_leads_id_fk" FOREIGN KEY ("lead_id") REFERENCES "public"."leads"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_waitlist_request_id_waitlist_requests_id_fk" FOREIGN KEY ("waitlist_request_id") REFERENCES "public"."waitlist_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_audit" ADD CONSTRAINT "desk_audit_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_sessions" ADD CONSTRAINT "desk_sessions_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "availability_slots" ADD CONSTRAINT "availability_slots_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_failures" ADD CONSTRAINT "sign_in_failures_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_waitlist_request_id_waitlist_requests_id_fk" FOREIGN KEY ("waitlist_request_id") REFERENCES "public"."waitlist_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lead_identities" ADD CONSTRAINT "lead_identities_lead_id_leads_id_fk" FOREIGN KEY ("lead_id") REFERENCES "public"."leads"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lead_timeline_events" ADD CONSTRAINT "lead_timeline_events_lead_id_leads_id_fk" FOREIGN KEY ("lead_id") REFERENCES "public"."leads"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lead_timeline_events" ADD CONSTRAINT "lead_timeline_events_waitlist_request_id_waitlist_requests_id_fk" FOREIGN KEY ("waitlist_request_id") REFERENCES "public"."waitlist_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waitlist_requests" ADD CONSTRAINT "waitlist_requests_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waitlist_requests" ADD CONSTRAINT "waitlist_requests_lead_id_leads_id_fk" FOREIGN KEY ("lead_id") REFERENCES "public"."leads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "chat_messages_chat" ON "chat_messages" USING btree ("chat_id","position");--> statement-breakpoint
CREATE INDEX "chat_messages_created" ON "chat_messages" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "chat_messages_reply" ON "chat_messages" USING btree ("chat_id","occasion") WHERE "chat_messages"."waitlist_request_id" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "chat_messages_about" ON "chat_messages" USING btree ("waitlist_request_id","about","occasion") WHERE "chat_messages"."waitlist_request_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "chat_names_fingerprint" ON "chat_names" USING btree ("contact_fingerprint");--> statement-breakpoint
CREATE INDEX "chat_updates_chat" ON "chat_updates" USING btree ("chat_id","update_id");--> statement-breakpoint
CREATE UNIQUE INDEX "chats_fingerprint" ON "chats" USING btree ("contact_fingerprint","messenger");--> statement-breakpoint
CREATE INDEX "chats_heard" ON "chats" USING btree ("heard_at");--> statement-breakpoint
CREATE INDEX "chats_forget" ON "chats" USING btree ("forget_after_reply_at") WHERE "chats"."forget_after_reply_at" is not null;--> statement-breakpoint
CREATE INDEX "deep_links_expiry" ON "deep_links" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "analytics_events_time" ON "analytics_events" USING btree ("event_name","occurred_at");--> statement-breakpoint
CREATE INDEX "analytics_events_lead" ON "analytics_events" USING btree ("lead_id") WHERE "analytics_events"."lead_id" is not null;--> statement-breakpoint
CREATE INDEX "mails_request" ON "mails" USING btree ("waitlist_request_id");--> statement-breakpoint
CREATE INDEX "mails_failed" ON "mails" USING btree ("failed_at") WHERE "mails"."failed_at" is not null;--> statement-breakpoint
CREATE INDEX "mails_counted" ON "mails" USING btree ("counted_at");--> statement-breakpoint
CREATE INDEX "mails_held" ON "mails" USING btree ("held_until") WHERE "mails"."held_until" is not null;--> statement-breakpoint
CREATE INDEX "mails_yielding" ON "mails" USING btree ("yields_until") WHERE "mails"."yields_until" is not null;--> statement-breakpoint
CREATE INDEX "mails_gathered" ON "mails" USING btree ("gathered_in") WHERE "mails"."gathered_in" is not null;--> statement-breakpoint
CREATE INDEX "mails_untold" ON "mails" USING btree ("created_at","id") WHERE "mails"."kind" in ('operator_notice', 'leave_notice') and "mails"."sent_at" is null and "mails"."failed_at" is null;--> statement-breakpoint
CREATE INDEX "desk_audit_operator" ON "desk_audit" USING btree ("operator_id","id");--> statement-breakpoint
CREATE INDEX "desk_audit_subject" ON "desk_audit" USING btree ("subject_id","id");--> statement-breakpoint
CREATE INDEX "desk_audit_time" ON "desk_audit" USING btree ("at");--> statement-breakpoint
CREATE INDEX "desk_audit_reveals" ON "desk_audit" USING btree ("operator_id","at") WHERE "desk_audit"."action" = 'reveal';--> statement-breakpoint
CREATE INDEX "desk_sessions_operator" ON "desk_sessions" USING btree ("operator_id");--> statement-breakpoint
CREATE INDEX "desk_sessions_expiry" ON "desk_sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "availability_slots_free" ON "availability_slots" USING btree ("starts_at") WHERE "availability_slots"."status" = 'available';--> statement-breakpoint
CREATE INDEX "erasures_time" ON "erasures" USING btree ("erased_at");--> statement-breakpoint
CREATE INDEX "consents_request" ON "consents" USING btree ("waitlist_request_id");--> statement-breakpoint
CREATE UNIQUE INDEX "lead_identities_fingerprint" ON "lead_identities" USING btree ("contact_fingerprint");--> statement-breakpoint
CREATE INDEX "lead_identities_lead" ON "lead_identities" USING btree ("lead_id");--> statement-breakpoint
CREATE INDEX "lead_timeline_events_lead" ON "lead_timeline_events" USING btree ("lead_id","occurred_at");--> statement-breakpoint
CREATE INDEX "lead_timeline_events_request" ON "lead_timeline_events" USING btree ("waitlist_request_id");--> statement-breakpoint
CREATE INDEX "lead_timeline_events_answers" ON "lead_timeline_events" USING btree ("event_name","occurred_at","waitlist_request_id") WHERE "lead_timeline_events"."event_name" in ('waitlist_contacted', 'waitlist_undone');--> statement-breakpoint
CREATE UNIQUE INDEX "waitlist_requests_one_active" ON "waitlist_requests" USING btree ("service_id","contact_fingerprint") WHERE "waitlist_requests"."status" <> 'closed' and "waitlist_requests"."quarantined_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "waitlist_requests_link" ON "waitlist_requests" USING btree ("link_token_hash");--> statement-breakpoint
CREATE INDEX "waitlist_requests_fingerprint" ON "waitlist_requests" USING btree ("contact_fingerprint");--> statement-breakpoint
CREATE INDEX "waitlist_requests_lead" ON "waitlist_requests" USING btree ("lead_id");--> statement-breakpoint
CREATE INDEX "waitlist_requests_expiry" ON "waitlist_requests" USING btree ("expires_at") WHERE "waitlist_requests"."status" <> 'closed';--> statement-breakpoint
CREATE INDEX "waitlist_requests_closed_contact" ON "waitlist_requests" USING btree ("closed_at") WHERE "waitlist_requests"."encrypted_contact_value" is not null;--> statement-breakpoint
CREATE INDEX "waitlist_requests_forgotten" ON "waitlist_requests" USING btree ("closed_at") WHERE "waitlist_requests"."encrypted_contact_value" is null;--> statement-breakpoint
CREATE INDEX "waitlist_requests_suspect_contact" ON "waitlist_requests" USING btree ("quarantined_at") WHERE "waitlist_requests"."quarantined_at" is not null and "waitlist_requests"."encrypted_contact_value" is not null;--> statement-breakpoint
CREATE INDEX "waitlist_requests_desk" ON "waitlist_requests" USING btree ("status","answer_by","id","service_id","preferred_time_window","preferred_contact_method") WHERE "waitlist_requests"."quarantined_at" is null;--> statement-breakpoint
CREATE INDEX "waitlist_requests_quarantined" ON "waitlist_requests" USING btree ("status","answer_by","id") WHERE "waitlist_requests"."quarantined_at" is not null;--> statement-breakpoint
CREATE INDEX "waitlist_requests_unreachable" ON "waitlist_requests" USING btree ("status","answer_by","id") WHERE "waitlist_requests"."unreachable_at" is not null;--> statement-breakpoint
CREATE INDEX "waitlist_requests_leaving" ON "waitlist_requests" USING btree ("status","answer_by","id") WHERE "waitlist_requests"."leave_requested_at" is not null;--> statement-breakpoint
CREATE INDEX "waitlist_requests_paused" ON "waitlist_requests" USING btree ("status","answer_by","id") WHERE "waitlist_requests"."paused_at" is not null;--> statement-breakpoint
CREATE INDEX "waitlist_requests_asked" ON "waitlist_requests" USING btree ("created_at","lead_id","id","service_id","status","contacted_at") WHERE "waitlist_requests"."quarantined_at" is null;--> statement-breakpoint
CREATE INDEX "waitlist_requests_open" ON "waitlist_requests" USING btree ("service_id","preferred_time_window","created_at","id") WHERE "waitlist_requests"."status" <> 'closed' and "waitlist_requests"."quarantined_at" is null;