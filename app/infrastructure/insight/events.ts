import { sql } from "drizzle-orm";
import type { TrackingEvent } from "#app/domain/tracking-event.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { analyticsEvents } from "#app/infrastructure/tables/insight.ts";
import { ViewBatch } from "./view-batch.ts";

/**
 * Writes events of the closed list, each once for any number of retries. Throws, and writes nothing, for a
 * property outside the list.
 */
export const appendEvents = (db: Db, events: TrackingEvent[]): Promise<void> => appendViews(db, ViewBatch.of(events));

/** Writes a batch of views, each once for any number of retries. */
export async function appendViews(db: Db, batch: ViewBatch): Promise<void> {
  await db.execute(sql`
    insert into ${analyticsEvents} (
      event_id, event_name, schema_version, occurred_at, source, page_path, referrer_host, utm, lead_id, properties
    )
    select each.id, event_name, schema_version, to_timestamp(each.milliseconds / 1000), source, page_path, referrer_host,
      utm, lead_id, properties
    from jsonb_to_recordset(${JSON.stringify(batch.kinds)}::jsonb) as kind (
      event_name event_name, schema_version text, source event_source, page_path text, referrer_host text,
      utm jsonb, lead_id uuid, properties jsonb, ids uuid[], times float8[]
    ), unnest(ids, times) as each (id, milliseconds)
    on conflict (event_id) do nothing`);
}
