import { v7 } from "uuid";
import { type TrackedView, viewOf } from "#app/domain/tracking-event.ts";
import type { Utm } from "#app/domain/visit.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { appendViews } from "#app/infrastructure/insight/events.ts";
import { ViewBatch } from "#app/infrastructure/insight/view-batch.ts";

/** A view of the page of a service without free time. */
export function viewed(at: string, serviceSlug: string, utm: Utm = {}): TrackedView {
  return viewOf({ serviceSlug, visit: { pagePath: "/", referrerHost: null, utm }, now: new Date(at) });
}

/** Writes views as the app does, in one batch. */
export async function recordViews(db: Db, views: TrackedView[]): Promise<void> {
  const batch = new ViewBatch(v7);
  for (const view of views) batch.add(view);
  await appendViews(db, batch);
}
