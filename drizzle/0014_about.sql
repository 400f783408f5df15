ALTER TABLE "practice_settings" ADD COLUMN "about" jsonb;--> statement-breakpoint
-- What every page says is held in memory, in every process.
CREATE FUNCTION "notify_practice"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('practice', '');
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "practice_settings_notify_practice" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "practice_settings" FOR EACH STATEMENT EXECUTE FUNCTION "notify_practice"();
