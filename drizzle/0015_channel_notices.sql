DROP INDEX "mails_untold";--> statement-breakpoint
ALTER TABLE "mails" ALTER COLUMN "waitlist_request_id" DROP NOT NULL;--> statement-breakpoint
CREATE INDEX "mails_untold" ON "mails" USING btree ("created_at","id") WHERE "mails"."kind" in ('operator_notice', 'leave_notice', 'hour_notice', 'exhausted_notice', 'answer_notice', 'channel_notice') and "mails"."sent_at" is null and "mails"."failed_at" is null;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_about" CHECK (("mails"."waitlist_request_id" is null) = ("mails"."kind" = 'channel_notice'));