import { eq } from "drizzle-orm";
import { v7 } from "uuid";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { MOST_CHANGED, type SlotChange } from "#app/domain/timetable/slot-plan.ts";
import { bookings, offers, slotFillings } from "#app/infrastructure/tables/offers.ts";
import { deskAudit } from "#app/infrastructure/tables/team.ts";
import { availabilitySlots, timetableChanges } from "#app/infrastructure/tables/timetable.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addOperator } from "#app/testing/desk.ts";
import { addService, addSlot, submission } from "#app/testing/practice.ts";
import { email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { OpenTimeUseCase } from "../open-time.ts";
import { ChangeRangeUseCase } from "./change-range.ts";
import { ChangeSlotUseCase } from "./change-slot.ts";
import { GetTimetableChangeQuery } from "./get-timetable-change.ts";
import { UndoTimetableChangeUseCase } from "./undo-timetable-change.ts";

const timetable = { invalidate: () => undefined };
/** Beside `list.clock()`, a Monday noon in Moscow. */
const HOLIDAYS = { from: "2026-12-31", until: "2027-01-10" };

describe.each(DATABASES)("the hours of several days on $name", ({ open }) => {
  let list: TestWaitlist;
  let operatorId: string;
  let service: { id: string; slug: string };
  beforeAll(async () => {
    list = await waitlistOver(await open());
    operatorId = (await addOperator(list.connection)).id;
    service = await addService(list.connection, { slug: "one" });
  });
  afterAll(() => list.close());
  afterEach(() => list.db.delete(availabilitySlots));

  const parts = () => ({ ...list, timetable });
  const range = (change: SlotChange, more: Partial<typeof HOLIDAYS> = {}, by = operatorId) =>
    new ChangeRangeUseCase(parts()).execute({
      operatorId: by,
      change,
      ...HOLIDAYS,
      reason: change === "block" ? "holiday" : null,
      ...more,
    });
  const changed = async (outcome: ReturnType<typeof range>) => {
    const { changeId, ...given } = { changeId: "", ...(await outcome) };
    expect(given.status).toBe("changed");
    return changeId;
  };
  const undo = (changeId: string, by = operatorId) =>
    new UndoTimetableChangeUseCase(parts()).execute({ operatorId: by, changeId });
  const recorded = async (changeId: string) => {
    const record = await new GetTimetableChangeQuery(list).execute({ operatorId, changeId });
    if (!record) throw new Error("no record");
    return record;
  };
  const slots = () => list.db.select().from(availabilitySlots).orderBy(availabilitySlots.startsAt);
  const states = async () => (await slots()).map(({ status, blockedFor }) => [status, blockedFor].join(" ").trim());
  const at = (moment: string) => addSlot(list.connection, service.id, new Date(moment));
  /** Before, on the first evening, on the last evening, and after. */
  const four = async () => [
    await at("2026-12-30T20:00:00Z"),
    await at("2026-12-30T21:00:00Z"),
    await at("2027-01-10T20:00:00Z"),
    await at("2027-01-10T21:00:00Z"),
  ];
  const late = async (seconds: number) => list.laterByMinutes(seconds / 60);

  it("are blocked with a reason from the first midnight to the last, and opened again", async () => {
    await four();
    const changeId = await changed(range("block"));
    expect(await states()).toEqual(["available", "blocked holiday", "blocked holiday", "available"]);
    expect(await recorded(changeId)).toMatchObject({ undoable: true, change: { kind: "block", left: [] } });
    expect(await range("block")).toEqual({ status: "nothing" });
    expect(await range("block", { until: "2028-03-01" })).toEqual({ status: "too-long" });
    await changed(range("unblock"));
    expect(await states()).toEqual(["available", "available", "available", "available"]);
    await changed(range("remove"));
    expect(await states()).toEqual(["available", "available"]);
    const log = await list.db.select().from(deskAudit).orderBy(deskAudit.id);
    expect(log.map(({ action, details }) => [action, details])).toMatchObject([
      ["slots_blocked", { from: "2026-12-31", until: "2027-01-10", slots: "2", left: "0", reason: "holiday" }],
      ["slots_unblocked", { slots: "2" }],
      ["slots_removed", { slots: "2" }],
    ]);
  });

  it("are not changed at all when they are more than one act may change", async () => {
    const first = Date.parse("2027-01-01T00:00:00Z");
    const start = (index: number) => new Date(first + index * 600_000);
    const many = Array.from({ length: MOST_CHANGED + 1 }, (_, index) => ({
      id: v7(),
      serviceId: service.id,
      startsAt: start(index),
      endsAt: start(index + 1),
    }));
    await list.db.insert(availabilitySlots).values(many);
    expect(await range("block")).toEqual({ status: "too-many", slots: MOST_CHANGED + 1 });
    expect(new Set(await states())).toEqual(new Set(["available"]));
    expect(await range("unblock")).toEqual({ status: "nothing" });
  });

  it("that people have are named and stay; an offer ends, its person stays listed", async () => {
    const [, booked, offered] = await four();
    const taker = await list.join(service.slug, email("taker@example.org"));
    await list.bookByHand.execute({ operatorId, slotId: booked?.id ?? "", requestId: taker.id });
    const { id: requestId } = await list.join(service.slug, email("offered@example.org"));
    const started = await list.startFilling.execute({ operatorId, slotId: offered?.id ?? "", weekly: false });
    if (started.status !== "started") throw new Error(started.status);
    await list.advanceFilling.execute(started);
    for (const change of ["block", "remove"] as const) {
      const { change: record } = await recorded(await changed(range(change)));
      expect(record.left).toMatchObject([{ id: booked?.id, why: "booked" }]);
    }
    expect((await slots()).map(({ id }) => id)).toContain(booked?.id);
    expect(await list.db.select().from(offers)).toEqual([]);
    expect((await list.row(requestId)).status).toBe("new");
  });

  it("are as before when their blocking is undone within thirty seconds, and not later", async () => {
    await four();
    const before = await slots();
    const changeId = await changed(range("block"));
    await late(29);
    expect(await undo(changeId, (await addOperator(list.connection)).id)).toEqual({ status: "unknown" });
    expect(await undo(v7())).toEqual({ status: "unknown" });
    expect(await undo(changeId)).toEqual({ status: "undone" });
    expect(await undo(changeId)).toEqual({ status: "already" });
    expect(await slots()).toEqual(before);
    const second = await changed(range("block"));
    await late(30);
    expect(await undo(second)).toEqual({ status: "too-late" });
    expect(await recorded(second)).toMatchObject({ undoable: false });
  });

  it("come back after a removal, except where another hour was opened meanwhile", async () => {
    await four();
    const before = await slots();
    const changeId = await changed(range("remove"));
    await at("2026-12-30T21:10:00Z");
    expect(await undo(changeId)).toEqual({ status: "undone" });
    expect((await recorded(changeId)).change.left).toMatchObject([{ id: before[1]?.id, why: "overlaps" }]);
    expect((await slots()).map(({ id }) => id)).toContain(before[2]?.id);
    expect(await slots()).toHaveLength(4);
  });

  it("that another operator changed meanwhile stay as that one left them", async () => {
    await four();
    const changeId = await changed(range("block"));
    const other = (await addOperator(list.connection)).id;
    const [, second] = await slots();
    const freed = { operatorId: other, slotId: second?.id ?? "", change: "remove" } as const;
    expect(await new ChangeSlotUseCase(parts()).execute(freed)).toMatchObject({ status: "changed" });
    expect(await undo(changeId)).toEqual({ status: "undone" });
    expect((await recorded(changeId)).change.left).toMatchObject([{ id: second?.id, why: "changed" }]);
    expect(await states()).toEqual(["available", "available", "available"]);
  });

  it("opened by mistake are gone again, but for one that somebody has", async () => {
    const opened = await new OpenTimeUseCase(parts()).execute({
      ...{ operatorId, kind: "pattern", dates: ["2027-02-01", "2027-02-02"], time: "10:00" },
      ...{ serviceId: service.id, skipProblems: false, listFirst: false },
    });
    if (opened.status !== "opened") throw new Error(opened.status);
    const [first] = await slots();
    const { id: requestId } = await list.join(service.slug, email("fast@example.org"));
    await list.bookByHand.execute({ operatorId, slotId: first?.id ?? "", requestId });
    expect(await undo(opened.changeId)).toEqual({ status: "undone" });
    expect((await slots()).map(({ id }) => id)).toEqual([first?.id]);
    expect((await recorded(opened.changeId)).change.left).toMatchObject([{ why: "booked" }]);
    expect(await list.db.select().from(bookings)).toHaveLength(1);
  });

  it("that a visitor asks for or another operator offers meanwhile are not taken back", async () => {
    // Nobody is on its list, so its hours are free for everybody.
    const fresh = await addService(list.connection);
    const opened = await new OpenTimeUseCase(parts()).execute({
      ...{ operatorId, kind: "pattern", dates: ["2026-12-01", "2026-12-02", "2026-12-03"], time: "10:00" },
      ...{ serviceId: fresh.id, skipProblems: false, listFirst: false },
    });
    if (opened.status !== "opened") throw new Error(opened.status);
    const [asked, offered, own] = (await slots()).map(({ id }) => id);
    if (!asked || !offered || !own) throw new Error("no slots");
    const asking = { ...submission(fresh.slug, "asks@example.org"), slotId: asked };
    expect(await list.askForHour.execute(asking)).toMatchObject({ status: "asked" });
    await list.join(fresh.slug, email("given@example.org"));
    const begin = async (by: string, slotId: string) => {
      const started = await list.startFilling.execute({ operatorId: by, slotId, weekly: false });
      if (started.status !== "started") throw new Error(started.status);
      await list.advanceFilling.execute(started);
    };
    await begin((await addOperator(list.connection)).id, offered);
    await begin(operatorId, own);
    const open = await list.db.select().from(offers).where(eq(offers.slotId, offered));
    expect(open).toMatchObject([{ status: "open" }]);
    expect(await undo(opened.changeId)).toEqual({ status: "undone" });
    expect((await recorded(opened.changeId)).change.left).toMatchObject([
      { id: asked, why: "asked" },
      { id: offered, why: "offered" },
    ]);
    expect((await slots()).map(({ id }) => id)).toEqual([asked, offered]);
    expect(await list.db.select().from(bookings)).toMatchObject([{ slotId: asked, state: "asked" }]);
    expect(await list.db.select().from(offers).where(eq(offers.slotId, offered))).toEqual(open);
    const log = await list.db.select().from(deskAudit).where(eq(deskAudit.action, "time_undone"));
    expect(log.at(-1)?.details).toEqual({ kind: "opened", slots: "1", left: "2" });
  });

  it("are blocked once by two operators at the same moment, and no filling lives on", async () => {
    await four();
    const other = (await addOperator(list.connection)).id;
    const both = await Promise.all([range("block"), range("block", {}, other)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["changed", "nothing"]);
    const live = (await list.db.select().from(slotFillings)).filter(({ endedAt }) => endedAt === null);
    expect(live.map(({ slotId }) => slotId)).not.toContain((await slots())[1]?.id);
  });

  it("changed more than a day ago are forgotten as changes", async () => {
    await four();
    await changed(range("block"));
    list.later(1.1);
    await changed(range("unblock"));
    expect(await list.db.select().from(timetableChanges)).toHaveLength(1);
  });
});
