import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { deskAudit } from "#app/infrastructure/tables/team.ts";
import { practiceSettings } from "#app/infrastructure/tables/timetable.ts";
import { readTimetable } from "#app/infrastructure/timetable/practice.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addOperator } from "#app/testing/desk.ts";
import { addService, addSlot } from "#app/testing/practice.ts";
import { email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { ChangeDaysOffUseCase, type DaysOffChange } from "./change-days-off.ts";
import { GetCalendarPageQuery } from "./get-calendar-page.ts";
import { OpenTimeUseCase } from "./open-time.ts";

/** 2026-11-23 is a Monday, noon in Moscow; `waitlistOver` begins there. */
describe.each(DATABASES)("own days off on $name", ({ open }) => {
  let list: TestWaitlist;
  let operatorId: string;
  let serviceId: string;
  const timetable = { invalidate: vi.fn() };
  const ids = { uuid: () => v7(), deepLink: () => "AAAAAAAA" };
  const parts = () => ({ database: list.database, timetable, ids, clock: list.clock });
  const change = (given: DaysOffChange) => new ChangeDaysOffUseCase(parts()).execute({ operatorId, change: given });
  const page = () => new GetCalendarPageQuery(parts()).execute();
  const added = (from: string, until: string, word: string | null = null) => change({ to: "added", from, until, word });
  beforeAll(async () => {
    list = await waitlistOver(await open());
    ({ id: operatorId } = await addOperator(list.connection));
    serviceId = (await addService(list.connection, { slug: "one" })).id;
    await addSlot(list.connection, serviceId, new Date("2026-11-25T10:00:00Z"));
  });
  afterAll(() => list.close());

  it("move new promises and keep those that were made before", async () => {
    const before = await list.join("one", email("before@example.org"));
    expect(await added("2026-11-24", "2026-11-26", "Я в отпуске")).toEqual({ status: "changed" });
    const after = await list.join("one", email("after@example.org"));
    expect((await list.row(before.id)).answerBy.toISOString()).toBe("2026-11-25T20:59:59.999Z");
    expect((await list.row(after.id)).answerBy.toISOString()).toBe("2026-11-30T20:59:59.999Z");
    expect((await readTimetable(list.db, list.clock())).practice.calendar.daysOff).toMatchObject([
      { from: "2026-11-24", until: "2026-11-26", word: "Я в отпуске" },
    ]);
    expect(timetable.invalidate).toHaveBeenCalled();
  });

  it("refuse new slots and name the slots that stand", async () => {
    const command = {
      operatorId,
      kind: "one" as const,
      time: "18:00",
      serviceId,
      skipProblems: false,
      listFirst: false,
    };
    const refused = await new OpenTimeUseCase(parts()).execute({ ...command, dates: ["2026-11-26"] });
    expect(refused).toMatchObject({ status: "refused", problems: [{ date: "2026-11-26", reason: "day-off" }] });
    expect((await page()).daysOff).toMatchObject([{ from: "2026-11-24", openSlots: 1 }]);
  });

  it("sent twice are one row and one entry of the log, which has no typed word", async () => {
    await added("2026-12-30", "2026-12-30", "Секрет");
    await added("2026-12-30", "2026-12-30", "Секрет");
    const { daysOff } = await page();
    expect(daysOff.map(({ from }) => from)).toEqual(["2026-11-24", "2026-12-30"]);
    const log = await list.db.select().from(deskAudit);
    expect(log.filter(({ action }) => action === "days_off_added")).toHaveLength(2);
    expect(JSON.stringify(log)).not.toContain("Секрет");
  });

  it("are refused in the past, for more than a year, and beyond the most rows", async () => {
    expect(await added("2026-11-01", "2026-11-22")).toEqual({ status: "past" });
    expect(await added("2026-12-01", "2027-12-02")).toEqual({ status: "too-long" });
    expect(await added("2028-12-01", "2028-12-02")).toEqual({ status: "too-long" });
    for (let day = 1; day <= 28; day += 1) await added(`2027-02-${String(day).padStart(2, "0")}`, "2027-03-01");
    for (let day = 1; day <= 20; day += 1) await added(`2027-04-${String(day).padStart(2, "0")}`, "2027-05-01");
    expect(await added("2027-06-01", "2027-06-02")).toEqual({ status: "too-many" });
  });

  it("are removed once, and the second remover is told", async () => {
    const [first] = (await page()).daysOff;
    expect(await change({ to: "removed", id: first?.id ?? "" })).toEqual({ status: "changed" });
    expect(await change({ to: "removed", id: first?.id ?? "" })).toEqual({ status: "gone" });
  });

  it("stand beside the choice to work on moved Saturdays", async () => {
    expect(await change({ to: "saturdays", works: true })).toEqual({ status: "changed" });
    expect((await page()).practice.calendar.worksMovedSaturdays).toBe(true);
  });

  it("stored in an unknown form are named as unreadable", async () => {
    await list.db.update(practiceSettings).set({ workCalendar: { daysOff: "anna@example.org" } });
    await expect(page()).rejects.toThrow("practice_settings.work_calendar of 1 cannot be read");
  });
});
