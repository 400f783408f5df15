import { asc, eq } from "drizzle-orm";
import fc from "fast-check";
import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { envelope, type TrackingEvent, viewOf } from "#app/domain/tracking-event.ts";
import type { Visit } from "#app/domain/visit.ts";
import { analyticsEventBatches, analyticsEventsEach } from "#app/infrastructure/tables/insight.ts";
import { DATABASES, type TestDatabase } from "#app/testing/databases.ts";
import { appendEvents, appendViews } from "./events.ts";
import { ViewBatch } from "./view-batch.ts";

const visit: Visit = { pagePath: "/booking/no-slots/", referrerHost: null, utm: {} };

function click(at: string, given: Partial<Visit> = {}): TrackingEvent {
  return {
    ...envelope({ id: v7(), now: new Date(at), source: "web", visit: { ...visit, ...given } }),
    event_name: "cta_tg_click",
    properties: { tg_target: "bot", tg_flow: "concierge", deep_link_id: "AbCdEf12" },
  };
}

const seen = fc.record({
  at: fc.date({ min: new Date("2026-03-28T22:00:00Z"), max: new Date("2026-03-29T02:00:00Z"), noInvalidDate: true }),
  slug: fc.constantFrom("primary", "couples"),
  host: fc.constantFrom(null, "канал.example"),
  utm: fc.constantFrom({}, { utm_source: "telegram" }, { utm_source: "telegram", utm_medium: "post" }),
});
const viewsSeen = fc.array(
  seen.map(({ at, slug, host, utm }) =>
    viewOf({ serviceSlug: slug, visit: { pagePath: "/booking/", referrerHost: host, utm }, now: at }),
  ),
  { minLength: 1, maxLength: 60 },
);

describe.each(DATABASES)("events on $name", ({ open }) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await open();
    await test.connection.migrate();
  });
  afterAll(() => test.drop());

  async function told(name: TrackingEvent["event_name"]) {
    const { eventName, occurredAt } = analyticsEventsEach;
    const rows = await test.connection.db
      .select()
      .from(analyticsEventsEach)
      .where(eq(eventName, name))
      .orderBy(asc(occurredAt));
    return rows.map((row) => ({
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
  }

  it("are written unchanged and once", async () => {
    const given = [
      click("1969-12-31T23:59:59.999Z", { pagePath: "/booking/" }),
      click("2026-11-23T09:00:00.001Z"),
      click("2026-11-23T09:00:00.002Z", { utm: { utm_source: "telegram" }, referrerHost: "канал.example" }),
    ];
    await appendEvents(test.connection.db, given);
    await appendEvents(test.connection.db, given);
    await appendEvents(test.connection.db, []);
    expect(await told("cta_tg_click")).toEqual(given);
  });

  it("of one kind unfold from their batch to exactly what was recorded, and once", async () => {
    await fc.assert(
      fc.asyncProperty(viewsSeen, async (views) => {
        await test.connection.db.delete(analyticsEventBatches);
        const batch = new ViewBatch(v7);
        for (const each of views) batch.add(each);
        await appendViews(test.connection.db, batch);
        await appendViews(test.connection.db, batch);
        const each = await told("show_no_slots");
        expect(new Set(each.map(({ event_id }) => event_id)).size).toBe(views.length);
        expect(each.every(({ lead_id }) => lead_id === null)).toBe(true);
        const unfolded = each.map(({ event_id, lead_id, ...view }) => JSON.stringify(sorted(view)));
        expect(unfolded.toSorted()).toEqual(views.map((view) => JSON.stringify(sorted(view))).toSorted());
      }),
      { numRuns: 20 },
    );
  });

  it("have ids that stay the same at each reading", async () => {
    const batch = new ViewBatch(v7);
    for (let nth = 0; nth < 1_000; nth += 1)
      batch.add(viewOf({ serviceSlug: "primary", visit, now: new Date(Date.UTC(2026, 10, 23, 9) + nth) }));
    await test.connection.db.delete(analyticsEventBatches);
    await appendViews(test.connection.db, batch);
    const ids = async () => (await told("show_no_slots")).map(({ event_id }) => event_id);
    const first = await ids();
    expect(new Set(first).size).toBe(1_000);
    expect(await ids()).toEqual(first);
    expect(first[999]).toBe(`${batch.kinds[0]?.batch_id.slice(0, -3)}3e7`);
  });
});

/** With its properties in one order, which JSON columns do not keep. */
const sorted = (value: unknown): unknown =>
  value !== null && typeof value === "object" && !(value instanceof Date)
    ? Object.fromEntries(
        Object.entries(value)
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, each]) => [name, sorted(each)]),
      )
    : value;
