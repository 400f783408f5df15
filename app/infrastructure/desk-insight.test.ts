import { sql } from "drizzle-orm";
import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ExportInsightUseCase } from "#app/application/desk/export-insight.ts";
import { GetInsightQuery } from "#app/application/desk/get-insight.ts";
import { localDateOf } from "#app/domain/local-time.ts";
import { envelope, type TrackingEvent } from "#app/domain/tracking-event.ts";
import { insightCsv } from "#app/http/insight-csv.server.ts";
import { appendEvents } from "./events.ts";
import { analyticsEvents, deskAudit, leads } from "./schema.ts";
import { DATABASES } from "./testing/databases.ts";
import { addOperator } from "./testing/desk.ts";
import { deskOver } from "./testing/desk-people.ts";
import { addService } from "./testing/practice.ts";
import { email, type TestWaitlist, waitlistOver } from "./testing/waitlist.ts";

/** The clock begins on 2026-11-23, noon in Moscow. */
const NOVEMBER = { from: "2026-11-01", to: "2026-11-23" };

describe.each(DATABASES)("insight on $name", ({ open }) => {
  let list: TestWaitlist;
  beforeAll(async () => {
    list = await waitlistOver(await open());
    await addService(list.connection, { slug: "primary", title: "Первичная" });
  });
  afterAll(() => list.close());

  const insight = (asked = NOVEMBER) =>
    new GetInsightQuery({ database: list.database, clock: list.clock }).execute(asked);
  const event = (at: string, utm_source?: string, leadId: string | null = null) => ({
    ...envelope({
      id: v7(),
      now: new Date(at),
      source: "web",
      visit: { pagePath: "/", referrerHost: null, utm: utm_source === undefined ? {} : { utm_source } },
      leadId,
    }),
  });
  const view = (at: string, service_slug: string, source?: string): TrackingEvent => ({
    ...event(at, source),
    event_name: "show_no_slots",
    properties: { service_slug, date_range: "next_14d" },
  });
  const times = <Each>(count: number, make: (index: number) => Each) =>
    Array.from({ length: count }, (_, n) => make(n));

  it("counts by the practice's days, service and source; small groups are in nothing that leaves the database", async () => {
    await appendEvents(list.db, [
      // Half past nine in London is the next day in Moscow.
      ...times(6, () => view("2026-11-10T21:30:00Z", "primary", "telegram")),
      ...times(3, () => view("2026-11-12T09:00:00Z", "couples", "a-friend")),
      ...times(4, () => view("2026-11-14T09:00:00Z", "primary", "=cmd|' /C calc'!A0")),
      view("2026-10-31T20:59:59Z", "primary", "telegram"),
      view("2026-11-23T21:00:00Z", "primary", "telegram"),
    ]);
    const { measures, serviceTitles } = await insight();
    expect(measures.views.periods?.filter(({ count }) => count > 0)).toEqual([
      { from: "2026-11-11", to: "2026-11-11", count: 6 },
      { from: "2026-11-12", to: "2026-11-14", count: 7 },
    ]);
    expect(measures.views.sources).toEqual({ groups: [{ key: "telegram", count: 6 }], rest: 7 });
    // Three of another service alone would be told by the total: they take the larger group with them.
    expect(measures.views.services).toEqual({ groups: [], rest: 13 });
    expect(measures.clicks).toEqual({
      periods: [expect.objectContaining({ count: 0 }), ...times(22, () => expect.objectContaining({ count: 0 }))],
      services: { groups: [], rest: 0 },
      sources: { groups: [], rest: 0 },
    });
    expect(serviceTitles).toEqual(new Map());
    expect(insightCsv(await insight())).not.toContain("a-friend");
  });

  it("a person who asks for two services, or asks again, is one person", async () => {
    const leadIds = times(5, () => v7());
    const now = list.clock();
    const lead = { status: "new", source: "waitlist", utm: {}, createdAt: now, updatedAt: now } as const;
    await list.db.insert(leads).values(leadIds.map((id) => ({ ...lead, id })));
    const submitted = (at: string, leadId: string, service_slug: string): TrackingEvent => ({
      ...event(at, "telegram", leadId),
      event_name: "waitlist_submitted",
      properties: { service_slug, preferred_contact: "email", preferred_time_window: "any" },
    });
    const all = leadIds.flatMap((id) => [
      submitted("2026-11-03T09:00:00Z", id, "primary"),
      submitted("2026-11-04T09:00:00Z", id, "couples"),
    ]);
    await appendEvents(list.db, all.slice(0, -2));
    expect((await insight()).measures.submits).toEqual({ periods: null, services: null, sources: null });
    await appendEvents(list.db, all.slice(-2));
    const { measures, serviceTitles } = await insight();
    expect(measures.submits.services).toEqual({ groups: [{ key: "primary", count: 5 }], rest: 0 });
    expect(measures.submits.periods?.filter(({ count }) => count > 0)).toEqual([
      { from: "2026-11-03", to: "2026-11-03", count: 5 },
    ]);
    expect(serviceTitles).toEqual(new Map([["primary", "Первичная"]]));
  });

  it("tells who waits for what, and how long the first answer took, of five people or more", async () => {
    const ids: string[] = [];
    for (const name of ["a", "b", "c", "d", "e"]) {
      expect((await insight()).demand).toEqual([]);
      ids.push((await list.join("primary", email(`${name}@example.org`), { preferredTimeWindow: "weekend" })).id);
      await list.db.execute(
        sql`update waitlist_requests set status = 'contacted', contacted_at = created_at + interval '1 hour' * ${ids.length} where id = ${ids.at(-1)}`,
      );
      expect((await insight()).answerTime).toEqual(ids.length < 5 ? null : { people: 5, seconds: 3 * 3600 });
    }
    expect((await insight()).demand).toMatchObject([{ serviceTitle: "Первичная", window: "weekend", people: 5 }]);
  });

  it("the file is written down, its cells are no formulas, and other days than there are make none", async () => {
    const evil = '=HYPERLINK(1),"x"';
    await appendEvents(
      list.db,
      times(9, () => view("2026-11-20T09:00:00Z", "primary", evil)),
    );
    const operatorId = (await addOperator(list.connection)).id;
    const exportInsight = new ExportInsightUseCase({ database: list.database, clock: list.clock });
    const outcome = await exportInsight.execute({ operatorId, asked: NOVEMBER });
    if (outcome.status !== "exported") throw new Error("not exported");
    const csv = insightCsv(outcome.insight);
    expect(csv.startsWith("\uFEFFРазрез,С,По,Группа,Показатель,Значение\r\n")).toBe(true);
    expect(csv).toContain(`,"'=HYPERLINK(1),""x""",`);
    expect(csv).not.toMatch(/(^|,|\r\n)"?[=+@\t-]/);
    expect(await list.db.select({ action: deskAudit.action, details: deskAudit.details }).from(deskAudit)).toEqual([
      { action: "insight_exported", details: NOVEMBER },
    ]);
    expect(await exportInsight.execute({ operatorId, asked: { from: "x", to: "y" } })).toEqual({ status: "refused" });
    expect(await list.db.select().from(deskAudit)).toHaveLength(1);
  });

  it("days that are none are told, and the last four weeks are shown", async () => {
    expect(await insight({ from: "2026-02-30", to: "" })).toMatchObject({
      problem: "not-dates",
      range: { from: "2026-10-27", to: "2026-11-23" },
    });
  });

  it("finds its days by the index, however many events there are", async () => {
    await list.db.delete(analyticsEvents);
    await list.db.execute(sql`
      insert into analytics_events (event_id, event_name, schema_version, occurred_at, source, utm, properties)
      select gen_random_uuid(), 'show_no_slots', '1.0', timestamptz '2026-11-23' - n * interval '10 minutes', 'web', '{}', '{"service_slug":"primary"}'
      from generate_series(1, 50000) n`);
    await list.connection.run("analyze analytics_events");
    const { rows } = await list.connection.run(
      "explain select count(*) from analytics_events where event_name = 'show_no_slots' and occurred_at >= '2026-11-20' and occurred_at < '2026-11-24'",
    );
    expect(JSON.stringify(rows)).toContain("analytics_events_time");
  });

  it("who asks again after an answer keeps the time to their first; an answer taken back is none", async () => {
    const { slug } = await addService(list.connection);
    const desk = await deskOver(list);
    list.later(30);
    const today = localDateOf(list.clock(), "Europe/Moscow");
    const minute = 1 / (24 * 60);
    for (const name of ["f", "g", "h", "i", "j"]) {
      const { id } = await list.join(slug, email(`${name}@example.org`));
      list.later(minute);
      await desk.contacted.execute(await desk.seen(id));
      await desk.undo.execute(await desk.seen(id));
      list.later(minute);
      await desk.contacted.execute(await desk.seen(id));
      list.later(minute);
      await list.join(slug, email(`${name}@example.org`));
    }
    expect((await insight({ from: today, to: today })).answerTime).toEqual({ people: 5, seconds: 120 });
  });
});
