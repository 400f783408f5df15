import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ChangeSlotUseCase } from "#app/application/desk/change-slot.ts";
import { GetTimePageQuery } from "#app/application/desk/get-time-page.ts";
import { type OpenTimeCommand, OpenTimeUseCase } from "#app/application/desk/open-time.ts";
import { weeklyDates } from "#app/domain/slot-plan.ts";
import type { TimeWindow } from "#app/domain/waitlist-request.ts";
import { codeOfFault } from "./faults.ts";
import { availabilitySlots, deskAudit, practiceSettings, services } from "./schema.ts";
import { DATABASES } from "./testing/databases.ts";
import { addOperator } from "./testing/desk.ts";
import { addService } from "./testing/practice.ts";
import { email, type TestWaitlist, waitlistOver } from "./testing/waitlist.ts";

/** 2026-11-23 is a Monday, noon in Moscow; `waitlistOver` begins there. */
describe.each(DATABASES)("time at the desk on $name", ({ open }) => {
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
    changeSlot = new ChangeSlotUseCase({ database: list.database, timetable, clock: list.clock });
  });
  afterAll(() => list.close());

  const openAt = (date: string, time: string, more: Partial<OpenTimeCommand> = {}) =>
    openTime.execute({ operatorId, kind: "one", dates: [date], time, serviceId, skipProblems: false, ...more });
  const slots = () => list.db.select().from(availabilitySlots).orderBy(availabilitySlots.startsAt);
  const page = (day: string) => new GetTimePageQuery({ database: list.database, clock: list.clock }).execute(day);
  const audited = async () =>
    (await list.db.select().from(deskAudit).orderBy(deskAudit.id)).map(({ action }) => action);

  it("two parallel openings of time that overlaps: one is opened, the other is refused in words", async () => {
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

  it("the same form sent twice opens one window; what ends when other time begins is no overlap", async () => {
    const twice = await Promise.all([openAt("2026-11-26", "10:00"), openAt("2026-11-26", "10:00")]);
    expect(twice.map((each) => each.status === "opened" && each.opened).sort()).toEqual([0, 1]);
    expect(await openAt("2026-11-26", "11:20")).toMatchObject({ status: "opened", opened: 1 });
    expect((await audited()).filter((action) => action === "slot_added")).toHaveLength(3);
  });

  it("the database itself refuses overlapping time, whoever writes it", async () => {
    const [first] = await slots();
    if (!first) throw new Error("no window");
    const written = list.db.insert(availabilitySlots).values({ ...first, id: v7() });
    expect(await written.then(() => null, codeOfFault)).toBe("23P01");
  });

  it("a weekly pattern is opened whole or, when asked, without the days that do not suit", async () => {
    const dates = weeklyDates([3, 5], "2026-11-23", "2026-12-04");
    const pattern = { kind: "pattern", dates } as const;
    const problems = [{ date: "2026-11-25", reason: "overlaps" }];
    const before = (await slots()).length;
    expect(await openAt("", "10:30", pattern)).toMatchObject({ status: "refused", problems, by: null });
    expect(await slots()).toHaveLength(before);
    expect(await openAt("", "10:30", { ...pattern, skipProblems: true })).toMatchObject({
      status: "opened",
      opened: 3,
    });
    expect(await audited()).toContain("slot_pattern_added");
  });

  it("time that suits any service lasts as long as the longest; an archived or unknown service opens none", async () => {
    await addService(list.connection, { durationMinutes: 300, status: "archived" });
    expect(await openAt("2026-12-15", "10:00", { serviceId: null })).toMatchObject({ status: "opened" });
    const last = (await slots()).at(-1);
    expect(last && last.endsAt.getTime() - last.startsAt.getTime()).toBe(80 * 60_000);
    expect(await openAt("2026-12-16", "10:00", { serviceId: v7() })).toEqual({ status: "unknown-service" });
  });

  it("is blocked, opened again and removed; of two operators the second is told", async () => {
    const slot = (await slots()).at(-1);
    if (!slot) throw new Error("no window");
    const to = (change: "block" | "unblock" | "remove") => changeSlot.execute({ operatorId, slotId: slot.id, change });
    const refused = (reason: string, action: string) => ({
      ...{ status: "refused", reason, timeZone: "Europe/Moscow" },
      by: { action, at: list.clock(), operatorEmail },
    });
    const status = async () => (await slots()).find(({ id }) => id === slot.id)?.status;
    const both = await Promise.all([to("block"), to("block")]);
    expect(both).toContainEqual({ status: "changed" });
    expect(both).toContainEqual(refused("already", "slot_blocked"));
    expect(await status()).toBe("blocked");
    expect(await openAt("2026-12-15", "10:30")).toMatchObject({ status: "refused" });
    expect(await to("unblock")).toEqual({ status: "changed" });
    expect(await status()).toBe("available");
    expect(await Promise.all([to("remove"), to("remove")])).toContainEqual(refused("gone", "slot_removed"));
    expect(await status()).toBeUndefined();
    expect((await audited()).slice(-3)).toEqual(["slot_blocked", "slot_unblocked", "slot_removed"]);
  });

  it("the week shows who waits for its free time, longest first, and nobody who does not want it", async () => {
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
    await list.change.execute({ token: paused.token, change: { to: "paused" } });
    const { waiting, days, monday } = await page("2026-11-26");
    expect(monday).toBe("2026-11-23");
    expect(days.map(({ slots }) => slots.length)).toEqual([0, 0, 1, 2, 1, 0, 0]);
    expect(waiting.requests.map(({ id }) => id)).toEqual([any, morning]);
    expect(waiting.requests[0]).toMatchObject({ serviceTitle: "Консультация" });
    expect(waiting.requests[0]?.slots).toHaveLength(4);
    expect(JSON.stringify(waiting)).not.toContain("@");

    expect(await openAt("2026-11-28", "12:00", { serviceId: null })).toMatchObject({ status: "opened" });
    expect((await page("2026-11-28")).waiting.requests).toHaveLength(3);
    expect((await page("2027-03-01")).waiting).toEqual({ requests: [], more: false });
  });

  it("a week of the change of the clocks has all its time on its days", async () => {
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

  it("who waits longest is found by an index, however long the list", async () => {
    const [service] = await list.db.select({ id: services.id }).from(services).limit(1);
    await list.connection.run(`
      insert into leads (id, status, source, utm, created_at, updated_at)
        values ('0198c0de-0000-7000-8000-000000000000', 'new', 'waitlist', '{}', now(), now());
      insert into waitlist_requests (id, service_id, lead_id, preferred_contact_method, encrypted_contact_value, contact_fingerprint,
          fingerprint_kid, preferred_time_window, status, source, utm, created_at, updated_at, expires_at, answer_by, link_version)
        select gen_random_uuid(), '${service?.id}', '0198c0de-0000-7000-8000-000000000000', 'email', 'x', 'f' || n, 'f1',
          case when n % 200 = 0 then 'weekend' else 'any' end::time_window, 'new', 'web', '{}', now() - n * interval '1 minute', now(), now(), now(), 1
        from generate_series(1, 30000) n;
      analyze waitlist_requests;`);
    const { rows } = await list.connection.run(`
      explain select id from waitlist_requests where service_id = '${service?.id}' and preferred_time_window = 'weekend'
        and status <> 'closed' and quarantined_at is null and paused_at is null and unreachable_at is null
        and leave_requested_at is null order by created_at limit 21`);
    expect(JSON.stringify(rows)).toContain("waitlist_requests_open");
    expect(JSON.stringify(rows)).not.toContain("Sort");
  });
});
