CREATE TYPE "public"."booking_state" AS ENUM('asked', 'booked', 'cancelled');--> statement-breakpoint
CREATE TYPE "public"."decline_reason" AS ENUM('time', 'later', 'not_needed');--> statement-breakpoint
CREATE TYPE "public"."filling_mode" AS ENUM('manual', 'automatic');--> statement-breakpoint
CREATE TYPE "public"."filling_state" AS ENUM('scheduled', 'offering', 'calling', 'exhausted', 'taken', 'stopped');--> statement-breakpoint
CREATE TYPE "public"."offer_channel" AS ENUM('email', 'telegram', 'max', 'call');--> statement-breakpoint
CREATE TYPE "public"."offer_status" AS ENUM('open', 'accepted', 'declined', 'expired', 'withdrawn');--> statement-breakpoint
CREATE TYPE "public"."skip_reason" AS ENUM('window', 'service', 'format', 'too_short', 'paused', 'unreachable', 'consent_withdrawn', 'open_offer', 'weekly_cap', 'offered_before', 'cancelled_this', 'leave_wish', 'not_called');--> statement-breakpoint
ALTER TYPE "public"."event_name" ADD VALUE 'waitlist_offer_sent';--> statement-breakpoint
ALTER TYPE "public"."event_name" ADD VALUE 'waitlist_offer_accepted';--> statement-breakpoint
ALTER TYPE "public"."event_name" ADD VALUE 'waitlist_offer_declined';--> statement-breakpoint
ALTER TYPE "public"."event_name" ADD VALUE 'waitlist_offer_expired';--> statement-breakpoint
CREATE TABLE "bookings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slot_id" uuid NOT NULL,
	"waitlist_request_id" uuid NOT NULL,
	"offer_id" uuid,
	"state" "booking_state" NOT NULL,
	"asked_until" timestamp (3) with time zone,
	"booked_at" timestamp (3) with time zone,
	"cancelled_at" timestamp (3) with time zone,
	"cancelled_by" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "bookings_asked" CHECK (("bookings"."state" <> 'asked') or ("bookings"."asked_until" is not null)),
	CONSTRAINT "bookings_booked" CHECK (("bookings"."state" <> 'booked') or ("bookings"."booked_at" is not null)),
	CONSTRAINT "bookings_cancelled" CHECK (("bookings"."state" = 'cancelled') = ("bookings"."cancelled_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "offer_skips" (
	"id" uuid PRIMARY KEY NOT NULL,
	"filling_id" uuid NOT NULL,
	"waitlist_request_id" uuid NOT NULL,
	"reason" "skip_reason" NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "offers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"filling_id" uuid NOT NULL,
	"slot_id" uuid NOT NULL,
	"waitlist_request_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"channel" "offer_channel" NOT NULL,
	"status" "offer_status" NOT NULL,
	"offered_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"called_at" timestamp (3) with time zone,
	"holds_until" timestamp (3) with time zone NOT NULL,
	"extended_at" timestamp (3) with time zone,
	"answered_at" timestamp (3) with time zone,
	"late_yes_at" timestamp (3) with time zone,
	"decline_reason" "decline_reason",
	"lost_round" boolean DEFAULT false NOT NULL,
	"link_token_hash" text NOT NULL,
	"link_kid" text NOT NULL,
	CONSTRAINT "offers_accepted_answered" CHECK ("offers"."status" <> 'accepted' or "offers"."answered_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "slot_fillings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slot_id" uuid NOT NULL,
	"series_slot_ids" uuid[] NOT NULL,
	"mode" "filling_mode" NOT NULL,
	"state" "filling_state" NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"keeps_until" timestamp (3) with time zone NOT NULL,
	"started_by" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"wakes_at" timestamp (3) with time zone,
	CONSTRAINT "slot_fillings_ended" CHECK (("slot_fillings"."state" in ('exhausted', 'taken', 'stopped')) = ("slot_fillings"."ended_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "practice_settings" ADD COLUMN "offer_settings" jsonb;--> statement-breakpoint
ALTER TABLE "services" ADD COLUMN "automatic_offers" boolean;--> statement-breakpoint
ALTER TABLE "services" ADD COLUMN "book_without_asking" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "waitlist_requests" ADD COLUMN "put_first_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "waitlist_requests" ADD COLUMN "put_first_reason" text;--> statement-breakpoint
ALTER TABLE "waitlist_requests" ADD COLUMN "asked_to_wait_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_slot_id_availability_slots_id_fk" FOREIGN KEY ("slot_id") REFERENCES "public"."availability_slots"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_waitlist_request_id_waitlist_requests_id_fk" FOREIGN KEY ("waitlist_request_id") REFERENCES "public"."waitlist_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_offer_id_offers_id_fk" FOREIGN KEY ("offer_id") REFERENCES "public"."offers"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer_skips" ADD CONSTRAINT "offer_skips_filling_id_slot_fillings_id_fk" FOREIGN KEY ("filling_id") REFERENCES "public"."slot_fillings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer_skips" ADD CONSTRAINT "offer_skips_waitlist_request_id_waitlist_requests_id_fk" FOREIGN KEY ("waitlist_request_id") REFERENCES "public"."waitlist_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_filling_id_slot_fillings_id_fk" FOREIGN KEY ("filling_id") REFERENCES "public"."slot_fillings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_slot_id_availability_slots_id_fk" FOREIGN KEY ("slot_id") REFERENCES "public"."availability_slots"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_waitlist_request_id_waitlist_requests_id_fk" FOREIGN KEY ("waitlist_request_id") REFERENCES "public"."waitlist_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slot_fillings" ADD CONSTRAINT "slot_fillings_slot_id_availability_slots_id_fk" FOREIGN KEY ("slot_id") REFERENCES "public"."availability_slots"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slot_fillings" ADD CONSTRAINT "slot_fillings_started_by_operators_id_fk" FOREIGN KEY ("started_by") REFERENCES "public"."operators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "bookings_one_live" ON "bookings" USING btree ("slot_id") WHERE "bookings"."state" <> 'cancelled';--> statement-breakpoint
CREATE INDEX "bookings_slot" ON "bookings" USING btree ("slot_id");--> statement-breakpoint
CREATE INDEX "bookings_request" ON "bookings" USING btree ("waitlist_request_id");--> statement-breakpoint
CREATE INDEX "bookings_offer" ON "bookings" USING btree ("offer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "offer_skips_once" ON "offer_skips" USING btree ("filling_id","waitlist_request_id","reason");--> statement-breakpoint
CREATE INDEX "offer_skips_request" ON "offer_skips" USING btree ("waitlist_request_id");--> statement-breakpoint
CREATE UNIQUE INDEX "offers_one_open" ON "offers" USING btree ("waitlist_request_id") WHERE "offers"."status" = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "offers_once" ON "offers" USING btree ("slot_id","waitlist_request_id");--> statement-breakpoint
CREATE UNIQUE INDEX "offers_link" ON "offers" USING btree ("link_token_hash");--> statement-breakpoint
CREATE INDEX "offers_request" ON "offers" USING btree ("waitlist_request_id","offered_at");--> statement-breakpoint
CREATE INDEX "offers_filling" ON "offers" USING btree ("filling_id");--> statement-breakpoint
CREATE INDEX "offers_ended" ON "offers" USING btree ("answered_at") WHERE "offers"."answered_at" is not null;--> statement-breakpoint
CREATE INDEX "offers_holding" ON "offers" USING btree ("holds_until");--> statement-breakpoint
CREATE UNIQUE INDEX "slot_fillings_one_live" ON "slot_fillings" USING btree ("slot_id") WHERE "slot_fillings"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "slot_fillings_slot" ON "slot_fillings" USING btree ("slot_id");--> statement-breakpoint
CREATE INDEX "slot_fillings_waking" ON "slot_fillings" USING btree ("wakes_at") WHERE "slot_fillings"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "slot_fillings_old" ON "slot_fillings" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "waitlist_requests_put_first" ON "waitlist_requests" USING btree ("service_id") WHERE "waitlist_requests"."put_first_at" is not null;--> statement-breakpoint
ALTER TABLE "waitlist_requests" ADD CONSTRAINT "waitlist_requests_put_first_whole" CHECK (("waitlist_requests"."put_first_at" is null) = ("waitlist_requests"."put_first_reason" is null));