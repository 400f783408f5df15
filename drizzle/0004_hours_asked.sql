ALTER TYPE "public"."event_name" ADD VALUE 'hour_asked';--> statement-breakpoint
DROP INDEX "mails_untold";--> statement-breakpoint
ALTER TABLE "deep_links" ADD COLUMN "slot_id" uuid;--> statement-breakpoint
ALTER TABLE "deep_links" ADD CONSTRAINT "deep_links_slot_id_availability_slots_id_fk" FOREIGN KEY ("slot_id") REFERENCES "public"."availability_slots"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bookings_asked_until" ON "bookings" USING btree ("asked_until") WHERE "bookings"."state" = 'asked';--> statement-breakpoint
CREATE INDEX "mails_untold" ON "mails" USING btree ("created_at","id") WHERE "mails"."kind" in ('operator_notice', 'leave_notice', 'hour_notice') and "mails"."sent_at" is null and "mails"."failed_at" is null;