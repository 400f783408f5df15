import { eq, inArray } from "drizzle-orm";
import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { weeklyDates } from "#app/domain/timetable/slot-plan.ts";
import type { TimeWindow } from "#app/domain/waitlist-request.ts";
import { codeOfFault } from "#app/infrastructure/faults.ts";
import { deskAudit } from "#app/infrastructure/tables/team.ts";
import { availabilitySlots, practiceSettings, services } from "#app/infrastructure/tables/timetable.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addOperator } from "#app/testing/desk.ts";
import { addService } from "#app/testing/practice.ts";
import { email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { type AskedTime, GetTimePageQuery } from "./get-time-page.ts";
import { ChangeSlotUseCase } from "./hours/change-slot.ts";
import { type OpenTimeCommand, OpenTimeUseCase } from "./open-time.ts";
import { PreviewTimeQuery } from "./preview-time.ts";

/** 2026-11-23 is a Monday, noon in Moscow; `waitlistOver` begins there. */
describe.each(DATABASES)("slots at the desk on $name", ({ open }) => {
  let list: TestWaitlist;
  let operatorId: string;
  let operatorEmail: string;
  let serviceId: string;
  let openTime: OpenTimeUseCase;
  let changeSlot: ChangeSlotUseCase;
  beforeAll(async () => {
    list = await waitlistOver(await open());
    ({ id: operatorId, email: operatorEmail } = await addOperator(list.connection));
    serviceId = (await addService(list.connection, { slug: "long", durationMinutes: 80 })).id;
    const timetable = { invalidate: vi.fn() };
    const ids = { uuid: () => v7(), deepLink: () => "AAAAAAAA" };
    openTime = new OpenTimeUseCase({ database: list.database, timetable, ids, clock: list.clock });
    changeSlot = new ChangeSlotUseCase({ database: list.database, timetable, ids, clock: list.clock });
  });
  afterAll(() => list.close());

  const openAt = (date: string, time: string, more: Partial<OpenTimeCommand> = {}) =>
    openTime.execute({
      operatorId,
      kind: "one",
      dates: [date],
      time,
      serviceId,
      skipProblems: false,
      listFirst: false,
      ...more,
    });
  const slots = () => list.db.select().from(availabilitySlots).orderBy(availabilitySlots.startsAt);
  const page = (date: string | null, more: Partial<AskedTime> = {}) =>
    new GetTimePageQuery(list).execute({ span: "week", date, serviceSlug: null, until: null, after: null, ...more });
  const serviceOf = async (slug: string) => {
    const [service] = await list.db.select().from(services).where(eq(services.slug, slug));
    if (!service) throw new Error(`no service ${slug}`);
    return service;
  };
  const audited = async () =>
    (await list.db.select().from(deskAudit).orderBy(deskAudit.id)).map(({ action }) => action);

  it("of two parallel overlapping openings one succeeds, the other is refused in words", async () => {
    const outcomes = await Promise.all([openAt("2026-11-25", "10:00"), openAt("2026-11-25", "11:00")]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["opened", "refused"]);
    const [standing] = await slots();
    const taken = { serviceId, startsAt: standing?.startsAt, endsAt: standing?.endsAt };
    expect(outcomes.find(({ status }) => status === "refused")).toMatchObject({
      problems: [{ date: "2026-11-25", reason: "overlaps", standing: taken }],
      by: { action: "slot_added", operatorEmail },
    });
    expect(await slots()).toHaveLength(1);
  });

  it("a double submit opens one slot; slots may touch without overlapping", async () => {
    const twice = await Promise.all([openAt("2026-11-26", "10:00"), openAt("2026-11-26", "10:00")]);
    expect(twice.map(({ status }) => status).sort()).toEqual(["already", "opened"]);
    const by = { action: "slot_added", operatorEmail };
    expect(twice).toContainEqual(expect.objectContaining({ status: "already", by: expect.objectContaining(by) }));
    expect(await openAt("2026-11-26", "11:20")).toMatchObject({ status: "opened", opened: 1 });
    expect((await audited()).filter((action) => action === "slot_added")).toHaveLength(3);
  });

  it("the database itself refuses overlapping slots, whoever writes them", async () => {
    const [first] = await slots();
    if (!first) throw new Error("no window");
    const written = list.db.insert(availabilitySlots).values({ ...first, id: v7() });
    expect(await written.then(() => null, codeOfFault)).toBe("23P01");
  });

  it("a weekly pattern is opened whole or, on request, without the unsuitable days", async () => {
    const dates = weeklyDates([3, 5], "2026-11-23", "2026-12-04");
    const pattern = { kind: "pattern", dates } as const;
    const problems = [{ date: "2026-11-25", time: "10:30", reason: "overlaps" }];
    const before = (await slots()).length;
    expect(await openAt("", "10:30", pattern)).toMatchObject({ status: "refused", problems, by: null });
    expect(await slots()).toHaveLength(before);
    expect(await openAt("", "10:30", { ...pattern, skipProblems: true })).toMatchObject({
      status: "opened",
      opened: 3,
    });
    expect(await audited()).toContain("slot_pattern_added");
    const far = weeklyDates([1], "2026-11-23", "2199-12-31");
    for (const skipProblems of [false, true])
      expect(await openAt("", "06:00", { kind: "pattern", dates: far, skipProblems })).toEqual({
        status: "pattern-too-long",
      });
    expect(await slots()).toHaveLength(before + 3);
  });

  it("a slot for any service lasts as long as the longest; archived services open none", async () => {
    await addService(list.connection, { durationMinutes: 300, status: "archived" });
    expect(await openAt("2026-12-15", "10:00", { serviceId: null })).toMatchObject({ status: "opened" });
    const last = (await slots()).at(-1);
    expect(last && last.endsAt.getTime() - last.startsAt.getTime()).toBe(80 * 60_000);
    expect(await openAt("2026-12-16", "10:00", { serviceId: v7() })).toEqual({ status: "unknown-service" });
  });

  it("is blocked, unblocked and removed; the second of two operators is told", async () => {
    const slot = (await slots()).at(-1);
    if (!slot) throw new Error("no window");
    const to = (change: "block" | "unblock" | "remove") => changeSlot.execute({ operatorId, slotId: slot.id, change });
    const refused = (reason: string, action: string) => ({
      ...{ status: "refused", reason, timeZone: "Europe/Moscow" },
      by: { action, at: list.clock(), operatorEmail },
    });
    const status = async () => (await slots()).find(({ id }) => id === slot.id)?.status;
    const both = await Promise.all([to("block"), to("block")]);
    expect(both).toContainEqual({ status: "changed", changeId: expect.any(String) });
    expect(both).toContainEqual(refused("already", "slot_blocked"));
    expect(await status()).toBe("blocked");
    expect(await openAt("2026-12-15", "10:30")).toMatchObject({ status: "refused" });
    expect(await to("unblock")).toMatchObject({ status: "changed" });
    expect(await status()).toBe("available");
    expect(await Promise.all([to("remove"), to("remove")])).toContainEqual(refused("gone", "slot_removed"));
    expect(await status()).toBeUndefined();
    expect((await audited()).slice(-3)).toEqual(["slot_blocked", "slot_unblocked", "slot_removed"]);
  });

  it("the week shows who waits for its free slots, longest first, and nobody else", async () => {
    const other = await addService(list.connection, { slug: "other" });
    const join = async (name: string, preferredTimeWindow: TimeWindow, slug = "long", suspect = false) => {
      list.later(0.001);
      return (await list.join(slug, email(`${name}@example.org`), { preferredTimeWindow, suspect })).id;
    };
    const any = await join("any", "any");
    const morning = await join("morning", "weekday_morning");
    await join("evening", "weekday_evening");
    await join("elsewhere", "any", other.slug);
    await join("bot", "any", "long", true);
    const paused = await list.join("long", email("paused@example.org"));
    await list.changeRequest.execute({ token: paused.token, change: { to: "paused" } });
    const { waiting, days } = await page("2026-11-26");
    expect(days[0]?.date).toBe("2026-11-23");
    expect(days.map(({ slots }) => slots.length)).toEqual([0, 0, 1, 2, 1, 0, 0]);
    expect(waiting.requests.map(({ id }) => id)).toEqual([any, morning]);
    expect(waiting.requests[0]).toMatchObject({ serviceTitle: "Консультация" });
    expect(waiting.requests[0]?.slots).toHaveLength(4);
    expect(JSON.stringify(waiting)).not.toContain("@");

    expect(await openAt("2026-11-28", "12:00", { serviceId: null })).toMatchObject({ status: "opened" });
    expect((await page("2026-11-28")).waiting.requests).toHaveLength(3);
    expect((await page("2027-03-01")).waiting).toMatchObject({ requests: [], total: 0, next: null });

    const ofOther = await page("2026-11-28", { serviceSlug: "other" });
    expect(ofOther.days.map(({ slots }) => slots.length)).toEqual([0, 0, 0, 0, 0, 1, 0]);
    expect(ofOther.waiting.requests.map(({ serviceId: id }) => id)).toEqual([other.id]);
    expect((await page(null, { serviceSlug: "other" })).days.map(({ date }) => date)).toContain("2026-11-28");
    expect(await page(null, { serviceSlug: "none" })).toMatchObject({ service: "unknown" });
  });

  it("more than twenty waiting people, answered or not, are all counted and paged", async () => {
    const { slug } = await addService(list.connection, { slug: "wanted" });
    const wanted = { dates: ["2027-05-03"], serviceId: (await serviceOf(slug)).id };
    await openAt("2027-05-03", "10:00", wanted);
    const joined: string[] = [];
    for (const n of Array.from({ length: 30 }, (_, each) => each)) {
      // Some arrive at the same moment.
      if (n % 3) list.later(0.0001);
      const preferredTimeWindow = n < 2 ? "weekday_morning" : "any";
      joined.push((await list.join(slug, email(`w${n}@example.org`), { preferredTimeWindow })).id);
    }
    await list.db
      .update(waitlistRequests)
      .set({ status: "contacted" })
      .where(inArray(waitlistRequests.id, joined.slice(5)));
    const first = (await page("2027-05-03")).waiting;
    expect(first).toMatchObject({ total: 30, paged: false });
    expect(first.requests).toHaveLength(20);
    const second = (await page("2027-05-03", { after: first.next })).waiting;
    expect(second).toMatchObject({ total: 30, next: null, paged: true });
    const seen = [...first.requests, ...second.requests];
    expect(seen.map(({ id }) => id).sort()).toEqual([...joined].sort());
    expect(seen.map(({ createdAt }) => createdAt.getTime())).toEqual(
      seen.map(({ createdAt }) => createdAt.getTime()).sort((a, b) => a - b),
    );
  });

  it("people who wait for a pattern are matched with its slots of all weeks", async () => {
    const { id, slug } = await addService(list.connection, { slug: "patient" });
    const morning = await list.join(slug, email("p@example.org"), { preferredTimeWindow: "weekday_morning" });
    const dates = weeklyDates([1, 6], "2027-06-02", "2027-06-30");
    const opened = await openAt("", "09:00", { kind: "pattern", dates, serviceId: id });
    expect(opened).toMatchObject({ status: "opened", first: "2027-06-05", last: "2027-06-28" });
    expect((await page("2027-06-05")).waiting).toMatchObject({ requests: [], until: null });
    const { waiting, hasFree } = await page("2027-06-05", { until: "2027-06-28" });
    expect(waiting).toMatchObject({ requests: [{ id: morning.id }], until: "2027-06-28", total: 1 });
    expect(waiting.requests[0]?.slots).toHaveLength(4);
    expect(hasFree).toBe(true);
    const late = await page("2027-06-05", { until: "9000-01-01" });
    expect(late.waiting.until).toBe("2027-11-24");
  });

  it("several starts of a day, for two of several services, are opened at once", async () => {
    const short = await addService(list.connection, { slug: "short", durationMinutes: 30, format: "offline" });
    const third = await addService(list.connection, { slug: "third" });
    const evening = {
      kind: "pattern" as const,
      dates: weeklyDates([2, 4], "2027-02-01", "2027-02-28"),
      ...{ serviceId, otherServiceIds: [short.id] },
    };
    const repeats = { until: "21:00", everyMinutes: 90 };
    expect(await openAt("", "17:00", { ...evening, repeats: { until: "21:00", everyMinutes: 60 } })).toEqual({
      status: "too-close",
      durationMinutes: 80,
    });
    expect(await openAt("", "17:00", { ...evening, repeats: { until: "18:00", everyMinutes: 90 } })).toMatchObject({
      status: "no-room",
    });
    const preview = await new PreviewTimeQuery(list).execute({ ...evening, time: "17:00", repeats });
    expect(preview).toMatchObject({ status: "planned", problems: [], beyond: 16 });
    expect(await openAt("", "17:00", { ...evening, repeats })).toMatchObject({ status: "opened", opened: 16 });
    const titled = async (slug: string) => (await page("2027-02-02", { serviceSlug: slug })).days[1]?.slots.length;
    expect([await titled("long"), await titled("short"), await titled("third")]).toEqual([2, 2, 0]);
    const waits = async (service: { slug: string }) => (await list.join(service.slug, email(`${v7()}@a.example`))).id;
    const [asked, elsewhere] = [await waits(short), await waits(third)];
    const waiting = (await page("2027-02-02")).waiting.requests.map(({ id }) => id);
    expect([waiting.includes(asked), waiting.includes(elsewhere)]).toEqual([true, false]);
    const one = (await slots()).find(({ startsAt }) => startsAt.toISOString() === "2027-02-02T14:00:00.000Z");
    const fits = (id: string) =>
      list.database.transaction(async ({ line, offerRules }) => {
        const slot = await line.findSlot(one?.id ?? "");
        if (!slot) throw new Error("no slot");
        expect(slot.format).toBeNull();
        const { candidates } = await line.front(slot, await offerRules.rules(), list.clock(), 10);
        return candidates.some(({ request }) => request.id === id);
      });
    expect([await fits(asked), await fits(elsewhere)]).toEqual([true, false]);
    expect(await openAt("", "17:00", { ...evening, otherServiceIds: [v7()] })).toEqual({ status: "unknown-service" });
    const years = weeklyDates([1, 2, 3, 4, 5, 6, 7], "2026-12-01", "2027-11-20");
    expect(
      await openAt("", "00:10", { kind: "pattern", dates: years, repeats: { until: "00:00", everyMinutes: 80 } }),
    ).toMatchObject({ status: "too-many" });
  });

  it("a week with a change of the clocks shows all its slots on their days", async () => {
    await list.db.update(practiceSettings).set({ timeZone: "Europe/Berlin" });
    expect(await openAt("2027-03-28", "02:30")).toMatchObject({
      status: "refused",
      problems: [{ date: "2027-03-28", reason: "no-such-time" }],
    });
    const dates = weeklyDates([6, 7], "2027-03-20", "2027-03-28");
    await openAt("", "23:30", { kind: "pattern", dates, serviceId: null });
    const { days } = await page("2027-03-28");
    expect(days.map(({ slots: each }) => each.map(({ startsAt }) => startsAt.toISOString()))).toEqual([
      [],
      [],
      [],
      [],
      [],
      ["2027-03-27T22:30:00.000Z"],
      ["2027-03-28T21:30:00.000Z"],
    ]);
  });

  it("a day of 23 or 25 hours contains what begins between its midnights, nothing else", async () => {
    await list.db.update(practiceSettings).set({ timeZone: "Europe/Berlin" });
    const begins = async (date: string) =>
      (await page(date, { span: "day" })).days.map(({ slots: each }) =>
        each.map(({ startsAt }) => startsAt.toISOString()),
      );
    for (const date of ["2027-10-30", "2027-10-31", "2027-11-01"])
      for (const time of ["00:00", "22:00"]) await openAt(date, time);
    expect(await begins("2027-10-31")).toEqual([["2027-10-30T22:00:00.000Z", "2027-10-31T21:00:00.000Z"]]);
    await openAt("2027-03-28", "23:30", { serviceId: null });
    await openAt("2027-03-28", "01:00");
    await openAt("2027-03-29", "01:00");
    expect(await begins("2027-03-28")).toEqual([["2027-03-28T00:00:00.000Z", "2027-03-28T21:30:00.000Z"]]);
  });
});
