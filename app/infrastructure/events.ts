import { sql } from "drizzle-orm";
import { assertAllowed, type TrackingEvent } from "#app/domain/tracking-event.ts";
import type { Db } from "./database.ts";
import { insertList } from "./insert-list.ts";
import { analyticsEvents } from "./schema.ts";

/** Writes events of the closed list, each once however often it is tried. Throws, and writes nothing, when one carries a property outside it. */
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
