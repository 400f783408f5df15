-- A hold, a filling or a booking changes what strangers see.
CREATE TRIGGER "slot_fillings_notify" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "slot_fillings" FOR EACH STATEMENT EXECUTE FUNCTION "notify_timetable"();--> statement-breakpoint
CREATE TRIGGER "offers_notify" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "offers" FOR EACH STATEMENT EXECUTE FUNCTION "notify_timetable"();--> statement-breakpoint
CREATE TRIGGER "bookings_notify" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "bookings" FOR EACH STATEMENT EXECUTE FUNCTION "notify_timetable"();
