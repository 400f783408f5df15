import { sql } from "drizzle-orm";
import { assertAllowed, type TrackingEvent } from "#app/domain/tracking-event.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { insertList } from "#app/infrastructure/database/insert-list.ts";
import { analyticsEventBatches, analyticsEvents } from "#app/infrastructure/tables/insight.ts";
import type { ViewBatch } from "./view-batch.ts";

/**
 * Writes events of the closed list, each once for any number of retries. Throws, and writes nothing, for a
 * property outside the list.
 */
export async function appendEvents(db: Db, events: TrackingEvent[]): Promise<void> {
  const rows = events.map(assertAllowed).map((event) => ({
    eventId: event.event_id,
    eventName: event.event_name,
    schemaVersion: event.schema_version,
    occurredAt: event.occurred_at,
    source: event.source,
    pagePath: event.page_path,
    referrerHost: event.referrer_host,
    utm: event.utm,
    leadId: event.lead_id,
    properties: event.properties,
  }));
  await insertList(db, analyticsEvents, rows, sql`on conflict (event_id) do nothing`);
}

/** Writes a batch of views, each once for any number of retries. */
export async function appendViews(db: Db, batch: ViewBatch): Promise<void> {
  await db.execute(sql`
    insert into ${analyticsEventBatches} (
      batch_id, event_name, schema_version, quarter, source, page_path, referrer_host, utm, properties, moments
    )
    select batch_id, event_name, schema_version, to_timestamp(quarter / 1000), source, page_path, referrer_host, utm, properties, moments
    from jsonb_to_recordset(${JSON.stringify(batch.kinds)}::jsonb) as kind (
      batch_id uuid, event_name event_name, schema_version text, quarter float8, source event_source, page_path text,
      referrer_host text, utm jsonb, properties jsonb, moments integer[]
    )
    on conflict (batch_id) do nothing`);
}
