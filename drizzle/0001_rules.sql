INSERT INTO "practice_settings" DEFAULT VALUES;--> statement-breakpoint
CREATE FUNCTION "notify_timetable"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('timetable', '');
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "services_notify" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "services" FOR EACH STATEMENT EXECUTE FUNCTION "notify_timetable"();--> statement-breakpoint
CREATE TRIGGER "availability_slots_notify" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "availability_slots" FOR EACH STATEMENT EXECUTE FUNCTION "notify_timetable"();--> statement-breakpoint
CREATE TRIGGER "practice_settings_notify" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "practice_settings" FOR EACH STATEMENT EXECUTE FUNCTION "notify_timetable"();--> statement-breakpoint
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;--> statement-breakpoint
CREATE TRIGGER "erasures_append_only" BEFORE UPDATE OR TRUNCATE ON "erasures" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
-- The hourly purge leaves a month more.
CREATE TRIGGER "erasures_kept" BEFORE DELETE ON "erasures" FOR EACH ROW WHEN (OLD."erased_at" > now() - interval '3 years') EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "desk_audit_append_only" BEFORE UPDATE OR TRUNCATE ON "desk_audit" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "desk_audit_kept" BEFORE DELETE ON "desk_audit" FOR EACH ROW WHEN (OLD."at" > now() - interval '3 years') EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
-- One psychologist has one time, whatever the service and also when it is blocked.
ALTER TABLE "availability_slots" ADD CONSTRAINT "availability_slots_apart" EXCLUDE USING gist (tstzrange("starts_at", "ends_at") WITH &&);
