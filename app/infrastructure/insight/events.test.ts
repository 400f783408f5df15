import { asc } from "drizzle-orm";
import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { envelope, type TrackingEvent } from "#app/domain/tracking-event.ts";
import type { Visit } from "#app/domain/visit.ts";
import { analyticsEvents } from "#app/infrastructure/tables/insight.ts";
import { DATABASES, type TestDatabase } from "#app/testing/databases.ts";
import { appendEvents } from "./events.ts";

const visit: Visit = { pagePath: "/booking/no-slots/", referrerHost: null, utm: {} };

function view(at: string, given: Partial<Visit> = {}, service_slug = "primary"): TrackingEvent {
  return {
    ...envelope({ id: v7(), now: new Date(at), source: "web", visit: { ...visit, ...given } }),
    event_name: "show_no_slots",
    properties: { service_slug, date_range: "next_14d" },
  };
}

describe.each(DATABASES)("events on $name", ({ open }) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await open();
    await test.connection.migrate();
  });
  afterAll(() => test.drop());

  it("are written each as it is, alike or not, and once", async () => {
    const given: TrackingEvent[] = [
      view("2026-11-23T09:00:00.001Z"),
      view("2026-11-23T09:00:00.002Z", { utm: { utm_source: "telegram" } }),
      view("2026-11-23T09:00:00.003Z"),
      view("2026-11-23T09:00:00.004Z", { referrerHost: "канал.example" }),
      view("2026-11-23T09:00:00.005Z", {}, "couples"),
      view("1969-12-31T23:59:59.999Z", { pagePath: "/booking/" }),
      {
        ...envelope({ id: v7(), now: new Date("2026-11-23T09:00:00.006Z"), source: "web", visit: null }),
        event_name: "cta_tg_click",
        properties: { tg_target: "bot", tg_flow: "concierge", deep_link_id: "AbCdEf12" },
      },
    ];
    await appendEvents(test.connection.db, given);
    await appendEvents(test.connection.db, given);
    await appendEvents(test.connection.db, []);
    const rows = await test.connection.db.select().from(analyticsEvents).orderBy(asc(analyticsEvents.occurredAt));
    const written = rows.map((row) => ({
      event_id: row.eventId,
      event_name: row.eventName,
      schema_version: row.schemaVersion,
      occurred_at: row.occurredAt,
      source: row.source,
      page_path: row.pagePath,
      referrer_host: row.referrerHost,
      utm: row.utm,
      lead_id: row.leadId,
      properties: row.properties,
    }));
    expect(written).toEqual(given.toSorted((one, other) => Number(one.occurred_at) - Number(other.occurred_at)));
  });
});
