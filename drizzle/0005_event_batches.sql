CREATE TABLE "analytics_event_batches" (
	"batch_id" uuid PRIMARY KEY NOT NULL,
	"event_name" "event_name" NOT NULL,
	"schema_version" text NOT NULL,
	"quarter" timestamp (3) with time zone NOT NULL,
	"source" "event_source" NOT NULL,
	"page_path" text,
	"referrer_host" text,
	"utm" jsonb NOT NULL,
	"properties" jsonb NOT NULL,
	"moments" integer[] NOT NULL,
	"size" integer GENERATED ALWAYS AS (cardinality(moments)) STORED NOT NULL
);
--> statement-breakpoint
CREATE INDEX "analytics_event_batches_time" ON "analytics_event_batches" USING btree ("event_name","quarter");--> statement-breakpoint
CREATE VIEW "public"."analytics_events_each" AS (
  select event_id, event_name, schema_version, occurred_at, source, page_path, referrer_host, utm, lead_id, properties
  from analytics_events
  union all
  select (left(batch_id::text, 33) || lpad(to_hex(each.place - 1), 3, '0'))::uuid, event_name, schema_version,
    quarter + each.moment * interval '1 millisecond', source, page_path, referrer_host, utm, null::uuid, properties
  from analytics_event_batches, unnest(moments) with ordinality as each (moment, place));--> statement-breakpoint
-- The views that are there, a row each, become batches of up to a thousand.
WITH "numbered" AS (
  SELECT *, date_bin('15 minutes', "occurred_at", 'epoch') AS "began",
    (row_number() OVER (PARTITION BY "schema_version", "source", "page_path", "referrer_host", "utm", "properties", date_bin('15 minutes', "occurred_at", 'epoch')
      ORDER BY "occurred_at", "event_id") - 1) / 1000 AS "part"
  FROM "analytics_events" WHERE "event_name" = 'show_no_slots' AND "lead_id" IS NULL
)
INSERT INTO "analytics_event_batches" ("batch_id", "event_name", "schema_version", "quarter", "source", "page_path", "referrer_host", "utm", "properties", "moments")
SELECT (left(min("event_id"::text), 33) || '000')::uuid, 'show_no_slots', "schema_version", "began", "source", "page_path", "referrer_host", "utm", "properties",
  array_agg((extract(epoch FROM "occurred_at" - "began") * 1000)::integer ORDER BY "occurred_at", "event_id")
FROM "numbered" GROUP BY "schema_version", "began", "source", "page_path", "referrer_host", "utm", "properties", "part";--> statement-breakpoint
DELETE FROM "analytics_events" WHERE "event_name" = 'show_no_slots' AND "lead_id" IS NULL;
