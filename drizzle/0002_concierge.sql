CREATE TABLE "telegram_chats" (
	"id" uuid PRIMARY KEY NOT NULL,
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
CREATE TABLE "telegram_messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"chat_id" uuid NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "telegram_messages_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"dedupe_key" text NOT NULL,
	"message" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"claimed_by" text,
	"claimed_at" timestamp (3) with time zone,
	"sent_at" timestamp (3) with time zone,
	"failed_at" timestamp (3) with time zone,
	"error_code" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "telegram_messages_dedupeKey_unique" UNIQUE("dedupe_key")
);
--> statement-breakpoint
CREATE TABLE "telegram_names" (
	"id" uuid PRIMARY KEY NOT NULL,
	"chat_id" uuid NOT NULL,
	"encrypted_contact_value" text NOT NULL,
	"contact_fingerprint" text NOT NULL,
	"fingerprint_kid" text NOT NULL,
	CONSTRAINT "telegram_names_chatId_unique" UNIQUE("chat_id")
);
--> statement-breakpoint
CREATE TABLE "telegram_updates" (
	"id" uuid PRIMARY KEY NOT NULL,
	"chat_id" uuid NOT NULL,
	"update_id" bigint NOT NULL,
	"event" jsonb NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "deep_links" ADD COLUMN "subscribed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "telegram_messages" ADD CONSTRAINT "telegram_messages_chat_id_telegram_chats_id_fk" FOREIGN KEY ("chat_id") REFERENCES "public"."telegram_chats"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "telegram_names" ADD CONSTRAINT "telegram_names_chat_id_telegram_chats_id_fk" FOREIGN KEY ("chat_id") REFERENCES "public"."telegram_chats"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "telegram_updates" ADD CONSTRAINT "telegram_updates_chat_id_telegram_chats_id_fk" FOREIGN KEY ("chat_id") REFERENCES "public"."telegram_chats"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "telegram_chats_fingerprint" ON "telegram_chats" USING btree ("contact_fingerprint");--> statement-breakpoint
CREATE INDEX "telegram_chats_heard" ON "telegram_chats" USING btree ("heard_at");--> statement-breakpoint
CREATE INDEX "telegram_messages_chat" ON "telegram_messages" USING btree ("chat_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "telegram_names_fingerprint" ON "telegram_names" USING btree ("contact_fingerprint");--> statement-breakpoint
CREATE INDEX "telegram_updates_chat" ON "telegram_updates" USING btree ("chat_id","update_id");