ALTER TABLE "telegram_messages" ADD COLUMN "by_name" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "telegram_messages" ADD COLUMN "answer" text;