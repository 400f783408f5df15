import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { sql } from "drizzle-orm";
import { v7 } from "uuid";
import { describe, expect, it } from "vitest";
import { analyticsEventBatches, analyticsEvents } from "#app/infrastructure/tables/insight.ts";
import { DATABASES } from "#app/testing/databases.ts";

const MIGRATIONS = "drizzle";
const STATEMENT_ENDS = "--> statement-breakpoint";
const row = (at: number, given: Partial<typeof analyticsEvents.$inferInsert> = {}) => ({
  eventId: v7(),
  eventName: "show_no_slots" as const,
  schemaVersion: "1.0",
  occurredAt: new Date(Date.UTC(2026, 10, 23, 8, 59, 59) + at),
  source: "web" as const,
  pagePath: "/booking/no-slots/",
  utm: {},
  properties: { service_slug: "primary", date_range: "next_14d" },
  ...given,
});

describe.each(DATABASES)("views that were a row each, on $name", ({ open }) => {
  it("become batches by the migration, and are read as before", async () => {
    const test = await open();
    try {
      await test.connection.migrate();
      const { db } = test.connection;
      const alike = Array.from({ length: 2_300 }, (_, nth) => row(nth));
      const others = [
        row(5, { utm: { utm_source: "vk" } }),
        row(6, { referrerHost: "vk.com" }),
        row(7, { pagePath: null }),
        row(8, { eventName: "cta_tg_click" }),
      ];
      await db.insert(analyticsEvents).values([...alike, ...others]);
      const each = async () =>
        (
          await test.connection.run(
            "select event_name, schema_version, occurred_at::text, source, page_path, referrer_host, utm, properties from analytics_events_each order by occurred_at, page_path, referrer_host, utm::text, event_name",
          )
        ).rows;
      const before = await each();
      const file = (await readdir(MIGRATIONS)).find((name) => name.endsWith("_event_batches.sql"));
      const statements = (await readFile(path.join(MIGRATIONS, String(file)), "utf8")).split(STATEMENT_ENDS);
      for (const statement of statements.slice(-2)) await db.execute(sql.raw(statement));
      expect(await each()).toEqual(before);
      expect(await db.select({ name: analyticsEvents.eventName }).from(analyticsEvents)).toEqual([
        { name: "cta_tg_click" },
      ]);
      const sizes = await db.select({ size: analyticsEventBatches.size }).from(analyticsEventBatches);
      // A thousand before nine o'clock, 1,300 after it, and one of each other kind.
      expect(sizes.map(({ size }) => size).toSorted((a, b) => b - a)).toEqual([1_000, 1_000, 300, 1, 1, 1]);
      const { rows } = await test.connection.run(
        "select count(distinct event_id)::int as ids from analytics_events_each",
      );
      expect(rows).toEqual([{ ids: 2_304 }]);
    } finally {
      await test.drop();
    }
  });
});
