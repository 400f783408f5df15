import { addDays } from "date-fns";
import { sql } from "drizzle-orm";
import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EventSource } from "#app/domain/channel.ts";
import { clickOf, startOf } from "#app/domain/chat/link-events.ts";
import type { Messenger } from "#app/domain/chat/messenger.ts";
import { addLocalDays, localDateOf } from "#app/domain/timetable/local-time.ts";
import { envelope, type TrackingEvent } from "#app/domain/tracking-event.ts";
import { appendEvents } from "#app/infrastructure/insight/events.ts";
import { deskAudit } from "#app/infrastructure/tables/team.ts";
import { leads } from "#app/infrastructure/tables/waitlist.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addOperator } from "#app/testing/desk.ts";
import { deskOver } from "#app/testing/desk-people.ts";
import { addService } from "#app/testing/practice.ts";
import { recordViews, viewed } from "#app/testing/rows/views.ts";
import { email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { insightCsv } from "#app/views/insight/insight-csv.server.ts";
import { answerRows, messengerRows } from "#app/views/insight/insight-view.ts";
import { ExportInsightUseCase } from "./export-insight.ts";
import { GetInsightQuery, type Insight } from "./get-insight.ts";

/** The clock starts on 2026-11-23, a Monday, noon in Moscow: the weeks before are over. */
const NOVEMBER = { from: "2026-11-02", to: "2026-11-22" };

describe.each(DATABASES)("insight on $name", ({ open }) => {
  let list: TestWaitlist;
  beforeAll(async () => {
    list = await waitlistOver(await open());
    await addService(list.connection, { slug: "primary", title: "Первичная" });
  });
  afterAll(() => list.close());

  const insight = (asked = NOVEMBER, clock = list.clock) =>
    new GetInsightQuery({ database: list.database, clock }).execute(asked);
  /** The numbers of this week, once it is over. */
  const nextWeek = () => {
    const today = localDateOf(list.clock(), "Europe/Moscow");
    return insight({ from: today, to: today }, () => addDays(list.clock(), 7));
  };
  const event = (at: string, utm_source?: string, leadId: string | null = null) => ({
    ...envelope({
      id: v7(),
      now: new Date(at),
      source: "web",
      visit: { pagePath: "/", referrerHost: null, utm: utm_source === undefined ? {} : { utm_source } },
      leadId,
    }),
  });
  const view = (at: string, slug: string, source: string) => viewed(at, slug, { utm_source: source });
  const answersTold = ({ answers }: Insight) => answerRows(answers).map(({ name, count }) => [name, count]);
  const times = <Each>(count: number, make: (index: number) => Each) =>
    Array.from({ length: count }, (_, n) => make(n));

  it("counts by the practice's days, service and source; small groups stay in SQL", async () => {
    await recordViews(list.db, [
      // Half past nine in London is the next day in Moscow.
      ...times(6, () => view("2026-11-10T21:30:00Z", "primary", "telegram")),
      ...times(3, () => view("2026-11-12T09:00:00Z", "couples", "a-friend")),
      ...times(4, () => view("2026-11-14T09:00:00Z", "primary", "=cmd|' /C calc'!A0")),
      view("2026-11-01T20:59:59Z", "primary", "telegram"),
      view("2026-11-22T21:00:00Z", "primary", "telegram"),
    ]);
    const { measures, serviceTitles } = await insight();
    expect(measures.views.periods.filter(({ count }) => count !== 0)).toEqual([
      { from: "2026-11-11", to: "2026-11-11", count: 6 },
      { from: "2026-11-12", to: "2026-11-14", count: 7 },
    ]);
    expect(measures.views.sources).toEqual({ groups: [{ key: "telegram", count: 6 }], rest: 7 });
    // Three people of another service would be revealed by the total, so the larger group is merged with them.
    expect(measures.views.services).toEqual({ groups: [], rest: 13 });
    expect(measures.clicks).toEqual({
      periods: times(21, () => expect.objectContaining({ count: 0 })),
      services: { groups: [], rest: 0 },
      sources: { groups: [], rest: 0 },
    });
    expect(serviceTitles).toEqual(new Map());
    expect(insightCsv(await insight())).not.toContain("a-friend");
  });

  it("hides four of a day, service or source, also as a difference, and shows five", async () => {
    const october = { from: "2026-10-05", to: "2026-10-11" };
    const views = async () => (await insight(october)).measures.views;
    const seen = (slug: string, source: string) => recordViews(list.db, [view("2026-10-06T09:00:00Z", slug, source)]);
    for (let n = 0; n < 4; n += 1) await seen("primary", "five");
    expect(await views()).toEqual({ periods: [{ ...october, count: null }], services: null, sources: null });
    await seen("primary", "five");
    const five = (key: string) => ({ groups: [{ key, count: 5 }], rest: 0 });
    const days = (count: number) =>
      [5, 6, 7, 8, 9, 10, 11]
        .map((day) => addLocalDays("2026-10-01", day - 1))
        .map((day) => ({ from: day, to: day, count: day === "2026-10-06" ? count : 0 }));
    expect(await views()).toEqual({ periods: days(5), services: five("primary"), sources: five("five") });
    for (let n = 0; n < 4; n += 1) await seen("couples", "four");
    expect(await views()).toEqual({
      periods: days(9),
      services: { groups: [], rest: 9 },
      sources: { groups: [], rest: 9 },
    });
    await seen("couples", "four");
    expect((await views()).sources?.groups).toHaveLength(2);
    expect((await views()).services?.groups).toHaveLength(2);
  });

  it("tells the way to a request in each messenger, and hides one that few use", async () => {
    const june = { from: "2026-06-01", to: "2026-06-07" };
    const at = "2026-06-03T09:00:00Z";
    const link = "AbCdEf12";
    const asked = (source: EventSource): TrackingEvent => ({
      ...event(at),
      source,
      event_name: "waitlist_submitted",
      properties: { service_slug: "primary", preferred_contact: "email", preferred_time_window: "any" },
    });
    const came = (messenger: Messenger, clicks: number, starts: number, requests: number) =>
      appendEvents(list.db, [
        ...times(clicks, () => ({ ...event(at), ...clickOf(messenger, link, "primary") })),
        ...times(starts, () => ({ ...event(at), ...startOf(messenger, link) })),
        ...times(requests, () => asked(messenger)),
      ]);
    await came("max", 9, 7, 6);
    await came("telegram", 8, 4, 3);
    await appendEvents(list.db, [...times(5, () => asked("backend"))]);
    const told = await insight(june);
    expect(told.messengers).toEqual({
      clicks: {
        groups: [
          { key: "max", count: 9 },
          { key: "telegram", count: 8 },
        ],
        rest: 0,
      },
      // Four would be what is left of the total, so the larger one is merged with them.
      starts: { groups: [], rest: 11 },
      submits: { groups: [{ key: "max", count: 6 }], rest: 8 },
    });
    expect(told.measures.clicks.services).toEqual({ groups: [{ key: "primary", count: 17 }], rest: 0 });
    expect(messengerRows(told).map(({ name, counts }) => [name, counts.clicks, counts.submits])).toEqual([
      ["MAX", 9, 6],
      ["Telegram", 8, null],
      ["остальные", 0, 8],
    ]);
    expect(insightCsv(told)).toMatch(/По\sмессенджерам,2026-06-01,2026-06-07,MAX,Оставили\sзаявку,6/);
  });

  it("a person who asks for two services, or asks again, is counted once", async () => {
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
    expect((await insight()).measures.submits).toMatchObject({ services: null, sources: null });
    await appendEvents(list.db, all.slice(-2));
    const { measures, serviceTitles } = await insight();
    expect(measures.submits.services).toEqual({ groups: [{ key: "primary", count: 5 }], rest: 0 });
    expect(measures.submits.periods.filter(({ count }) => count !== 0)).toEqual([
      { from: "2026-11-03", to: "2026-11-03", count: 5 },
    ]);
    expect(serviceTitles).toEqual(new Map([["primary", "Первичная"]]));
  });

  it("shows who waits for what and the time to the first answer, for groups of five", async () => {
    const ids: string[] = [];
    for (const name of ["a", "b", "c", "d", "e"]) {
      expect((await insight()).demand).toEqual([]);
      ids.push((await list.join("primary", email(`${name}@example.org`), { preferredTimeWindow: "weekend" })).id);
      await list.db.execute(
        sql`update waitlist_requests set status = 'contacted', contacted_at = created_at + interval '1 hour' * ${ids.length} where id = ${ids.at(-1)}`,
      );
      const five = {
        people: { groups: [{ key: "next_day", count: 5 }], rest: 0 },
        seconds: 3 * 3600,
        services: [{ title: "Первичная", seconds: 3 * 3600 }],
      };
      const { withinWorkingDays, ...answers } = (await nextWeek()).answers;
      expect(withinWorkingDays).toBe(2);
      expect(answers).toEqual(ids.length < 5 ? { people: null, seconds: null, services: [] } : five);
    }
    expect((await insight()).demand).toMatchObject([{ serviceTitle: "Первичная", window: "weekend", people: 5 }]);
  });

  it("shows the time to first answer by the practice's working days, and hides four", async () => {
    const [often, rare] = [
      await addService(list.connection, { title: "Частая" }),
      await addService(list.connection, { title: "Редкая" }),
    ];
    // A Friday morning in Moscow: the next working day ends with Monday, two of them with Tuesday.
    const asks = async (slug: string, name: string, answeredAt: string | null, createdAt = "2026-11-06T07:00:00Z") => {
      const { id } = await list.join(slug, email(`${name}@friday.example`));
      await list.db.execute(
        sql`update waitlist_requests set created_at = ${createdAt}, contacted_at = ${answeredAt},
          status = ${answeredAt === null ? "new" : "contacted"} where id = ${id}`,
      );
    };
    for (const n of [1, 2, 3, 4, 5, 6]) await asks(often.slug, `monday${n}`, "2026-11-09T20:59:59Z");
    for (const n of [1, 2, 3, 4, 5]) await asks(often.slug, `tuesday${n}`, "2026-11-10T20:59:59Z");
    for (const n of [1, 2, 3, 4]) await asks(rare.slug, `wednesday${n}`, "2026-11-10T21:00:00Z");
    const friday = { from: "2026-11-06", to: "2026-11-06" };
    const { answers } = await insight(friday);
    expect(answers.people).toEqual({ groups: [{ key: "next_day", count: 6 }], rest: 9 });
    expect(answers.services.map(({ title }) => title)).toEqual(["Частая"]);
    const told = answersTold(await insight(friday));
    expect(told).toEqual([
      ["до\u00a0конца следующего рабочего дня", 6],
      ["позже, но\u00a0в\u00a0срок", null],
      ["после срока", null],
      ["ещё ждут", null],
      ["закрыты без ответа", null],
      ["остальные", 9],
    ]);

    await asks(rare.slug, "wednesday5", "2026-11-10T21:00:00Z");
    // A person who asks for another service too is counted by their first request.
    await asks(rare.slug, "monday1", null, "2026-11-06T08:00:00Z");
    const whole = await insight(friday);
    expect(answersTold(whole).slice(0, 4)).toEqual([
      ["до\u00a0конца следующего рабочего дня", 6],
      ["позже, но\u00a0в\u00a0срок", 5],
      ["после срока", 5],
      ["ещё ждут", 0],
    ]);
    const hours = (from: string) => (Date.parse(from) - Date.parse("2026-11-06T07:00:00Z")) / 1000;
    expect(whole.answers.services).toEqual([
      { title: "Редкая", seconds: hours("2026-11-10T21:00:00Z") },
      { title: "Частая", seconds: hours("2026-11-09T20:59:59Z") },
    ]);
    const csv = insightCsv(whole);
    expect(csv).toContain("Время до первого ответа,2026-11-02,2026-11-08,после срока,Людей,5");
    expect(csv).toContain('Время до первого ответа,2026-11-02,2026-11-08,Редкая,"Медиана ожидания, часов",110');
  });

  it("the export is audited, contains no formulas, and refuses invalid days", async () => {
    const evil = '=HYPERLINK(1),"x"';
    await recordViews(
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

  it("ranges a day apart give one result; ranges a week apart differ by a whole week", async () => {
    const friend = (day: string) => view(`${day}T09:00:00Z`, "primary", "friend");
    const may = { from: "2026-05-11", to: "2026-05-17" };
    await recordViews(list.db, [
      ...times(8, () => friend("2026-05-13")),
      ...times(3, () => friend("2026-05-14")),
      ...times(3, () => friend("2026-05-20")),
      ...times(9, () => view("2026-05-21T09:00:00Z", "primary", "telegram")),
    ]);
    const csv = async (to: string) => insightCsv(await insight({ from: may.from, to }));
    expect(await csv("2026-05-13")).toBe(await csv("2026-05-14"));
    const friends = async (to: string) =>
      (await insight({ from: may.from, to })).measures.views.sources?.groups.find(({ key }) => key === "friend")?.count;
    expect([await friends("2026-05-17"), await friends("2026-05-24")]).toEqual([11, 11]);
    const thisWeek = await insight({ from: "2026-11-23", to: "2026-11-23" });
    expect(thisWeek).toMatchObject({ problem: "unfinished", range: { from: "2026-10-26", to: "2026-11-22" } });
  });

  it("invalid days are reported, and the last four weeks are shown", async () => {
    expect(await insight({ from: "2026-02-30", to: "" })).toMatchObject({
      problem: "not-dates",
      range: { from: "2026-10-26", to: "2026-11-22" },
    });
  });

  it("a repeat keeps the time to the first answer; an undone answer does not count", async () => {
    const { slug } = await addService(list.connection);
    const desk = await deskOver(list);
    list.later(30);
    const minute = 1 / (24 * 60);
    for (const name of ["f", "g", "h", "i", "j"]) {
      const { id } = await list.join(slug, email(`${name}@example.org`));
      list.later(minute);
      await desk.markContacted.execute(await desk.seen(id));
      await desk.undoLastAct.execute(await desk.seen(id));
      list.later(minute);
      await desk.markContacted.execute(await desk.seen(id));
      list.later(minute);
      await list.join(slug, email(`${name}@example.org`));
    }
    expect((await nextWeek()).answers).toMatchObject({
      people: { groups: [{ key: "next_day", count: 5 }], rest: 0 },
      seconds: 120,
    });
  });
});
