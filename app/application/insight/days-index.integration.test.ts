import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { DATABASES } from "#app/testing/databases.ts";

describe.each(DATABASES)("the numbers of events on $name", ({ open }) => {
  it("uses the index on days, however many there are", async () => {
    const test = await open();
    await test.connection.db.execute(sql`
      insert into analytics_events (event_id, event_name, schema_version, occurred_at, source, utm, properties)
      select gen_random_uuid(), 'cta_tg_click', '1.0', timestamptz '2026-11-23' - n * interval '10 minutes', 'web', '{}', '{"service_slug":"primary"}'
      from generate_series(1, 50000) n`);
    await test.connection.db.execute(sql`
      insert into analytics_event_batches (batch_id, event_name, schema_version, quarter, source, utm, properties, moments)
      select gen_random_uuid(), 'show_no_slots', '1.0', timestamptz '2026-11-23' - n * interval '15 minutes', 'web', '{}', '{"service_slug":"primary"}', '{1,2}'
      from generate_series(1, 50000) n`);
    await test.connection.run("analyze analytics_events, analytics_event_batches");
    for (const [index, query] of [
      [
        "analytics_events_time",
        "select count(*) from analytics_events where event_name = 'cta_tg_click' and occurred_at",
      ],
      [
        "analytics_event_batches_time",
        "select sum(size) from analytics_event_batches where event_name = 'show_no_slots' and quarter",
      ],
    ]) {
      const { rows } = await test.connection.run(`explain ${query} between '2026-11-20' and '2026-11-24'`);
      expect(JSON.stringify(rows)).toContain(index);
    }
    await test.drop();
  });
});
