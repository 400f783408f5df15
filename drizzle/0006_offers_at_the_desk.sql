ALTER TYPE "public"."closed_reason" ADD VALUE 'not_reached';--> statement-breakpoint
ALTER TYPE "public"."closed_reason" ADD VALUE 'found_other';--> statement-breakpoint
CREATE TABLE "removed_offers" (
	"link_token_hash" text PRIMARY KEY NOT NULL,
	"removed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
DROP INDEX "mails_untold";--> statement-breakpoint
CREATE INDEX "removed_offers_old" ON "removed_offers" USING btree ("removed_at");--> statement-breakpoint
CREATE INDEX "waitlist_requests_silent" ON "waitlist_requests" USING btree ("asked_to_wait_at") WHERE "waitlist_requests"."asked_to_wait_at" is not null and "waitlist_requests"."status" <> 'closed';--> statement-breakpoint
CREATE INDEX "mails_untold" ON "mails" USING btree ("created_at","id") WHERE "mails"."kind" in ('operator_notice', 'leave_notice', 'hour_notice', 'exhausted_notice') and "mails"."sent_at" is null and "mails"."failed_at" is null;