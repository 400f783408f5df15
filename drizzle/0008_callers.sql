ALTER TYPE "public"."booking_state" ADD VALUE 'consent' BEFORE 'booked';--> statement-breakpoint
CREATE TABLE "callers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"service_id" uuid NOT NULL,
	"method" "contact_method" NOT NULL,
	"encrypted_contact_value" text,
	"contact_fingerprint" text,
	"fingerprint_kid" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"asked_until" timestamp (3) with time zone NOT NULL,
	"mailed_at" timestamp (3) with time zone,
	"mail_failed_at" timestamp (3) with time zone,
	"request_id" uuid,
	"link_token_hash" text NOT NULL,
	"link_kid" text NOT NULL,
	CONSTRAINT "callers_destroyed_whole" CHECK (("callers"."encrypted_contact_value" is null) = ("callers"."contact_fingerprint" is null) and ("callers"."contact_fingerprint" is null) = ("callers"."fingerprint_kid" is null)),
	CONSTRAINT "callers_moved" CHECK (("callers"."encrypted_contact_value" is null) = ("callers"."request_id" is not null))
);
--> statement-breakpoint
ALTER TABLE "bookings" ALTER COLUMN "waitlist_request_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "bookings" ADD COLUMN "caller_id" uuid;--> statement-breakpoint
ALTER TABLE "callers" ADD CONSTRAINT "callers_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "callers" ADD CONSTRAINT "callers_request_id_waitlist_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."waitlist_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "callers_link" ON "callers" USING btree ("link_token_hash");--> statement-breakpoint
CREATE INDEX "callers_fingerprint" ON "callers" USING btree ("contact_fingerprint");--> statement-breakpoint
CREATE INDEX "callers_asked_until" ON "callers" USING btree ("asked_until");--> statement-breakpoint
CREATE INDEX "callers_request" ON "callers" USING btree ("request_id");--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_caller_id_callers_id_fk" FOREIGN KEY ("caller_id") REFERENCES "public"."callers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bookings_caller" ON "bookings" USING btree ("caller_id");--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_whose" CHECK (("bookings"."waitlist_request_id" is null) <> ("bookings"."caller_id" is null));