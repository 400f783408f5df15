import { sql } from "drizzle-orm";
import { assertAllowed, type TrackingEvent } from "#app/domain/tracking-event.ts";
import type { Db } from "./database.ts";
import { insertRecords } from "./insert-list.ts";
import { analyticsEvents } from "./schema.ts";

/**
 * Writes events of the closed list, each once however often it is tried. Throws, and writes nothing, when one carries a
 * property outside it. An event's names are the columns' names.
 */
export async function appendEvents(db: Db, events: TrackingEvent[]): Promise<void> {
  for (const event of events) assertAllowed(event);
  await insertRecords(db, analyticsEvents, events, sql`on conflict (event_id) do nothing`);
}
