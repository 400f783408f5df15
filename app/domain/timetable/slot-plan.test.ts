import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Slot } from "./availability.ts";
import { placePlan, refusalOf, startsOf, timeWindowsAt, weeklyDates } from "./slot-plan.ts";
import { USUAL_CALENDAR } from "./working-days.ts";

const BERLIN = "Europe/Berlin";
const PRACTICE = { timeZone: BERLIN, calendar: USUAL_CALENDAR };
const NOW = new Date("2026-03-01T12:00:00Z");
const plan = (dates: string[], ...times: string[]) => ({
  dates,
  times: times.length > 0 ? times : ["10:00"],
  serviceId: "s1",
  otherServiceIds: [],
  durationMinutes: 50,
});
const slot = (startsAt: string, endsAt: string, more: Partial<Slot> = {}): Slot => ({
  id: "x",
  serviceId: "s1",
  otherServiceIds: [],
  startsAt: new Date(startsAt),
  endsAt: new Date(endsAt),
  status: "available",
  ...more,
});

describe("a plan of windows", () => {
  it("keeps its clock time through a change of the clocks", () => {
    const { fresh, problems } = placePlan(plan(weeklyDates([7], "2026-03-22", "2026-04-05")), [], PRACTICE, NOW);
    expect(fresh.map(({ startsAt }) => startsAt.toISOString())).toEqual([
      "2026-03-22T09:00:00.000Z",
      "2026-03-29T08:00:00.000Z",
      "2026-04-05T08:00:00.000Z",
    ]);
    expect(problems).toEqual([]);
  });

  it("reports the day without such a time, and keeps its duration across the change", () => {
    const night = placePlan(plan(weeklyDates([7], "2026-03-22", "2026-04-05"), "02:30"), [], PRACTICE, NOW);
    expect(night.problems).toEqual([{ date: "2026-03-29", time: "02:30", reason: "no-such-time" }]);
    expect(night.fresh).toHaveLength(2);
    const [over] = placePlan(plan(["2026-10-25"], "02:30"), [], PRACTICE, NOW).fresh;
    expect([over?.startsAt.toISOString(), over?.endsAt.toISOString()]).toEqual([
      "2026-10-25T00:30:00.000Z",
      "2026-10-25T01:20:00.000Z",
    ]);
  });

  it("refuses own days off, the first and the last included", () => {
    const away = { id: "1", from: "2026-03-03", until: "2026-03-05", word: null };
    const calendar = { ...USUAL_CALENDAR, daysOff: [away] };
    const dates = ["2026-03-02", "2026-03-03", "2026-03-05", "2026-03-06"];
    const { fresh, problems } = placePlan(plan(dates), [], { timeZone: BERLIN, calendar }, NOW);
    expect(problems.map(({ date, reason }) => [date, reason])).toEqual([
      ["2026-03-03", "day-off"],
      ["2026-03-05", "day-off"],
    ]);
    expect(fresh).toHaveLength(2);
  });

  it("refuses past and distant slots, and overlaps with any service, blocked ones too", () => {
    const standing = [
      slot("2026-03-03T09:30:00Z", "2026-03-03T10:20:00Z", { serviceId: "other" }),
      slot("2026-03-04T08:30:00Z", "2026-03-04T09:01:00Z", { serviceId: null, status: "blocked" }),
      slot("2026-03-05T08:10:00Z", "2026-03-05T09:00:00Z"),
    ];
    const dates = ["2026-02-28", "2026-03-03", "2026-03-04", "2026-03-05", "2027-06-01"];
    const { fresh, problems } = placePlan(plan(dates), standing, PRACTICE, NOW);
    expect(problems).toEqual([
      { date: "2026-02-28", time: "10:00", reason: "past" },
      { date: "2026-03-03", time: "10:00", reason: "overlaps", standing: standing[0] },
      { date: "2026-03-04", time: "10:00", reason: "overlaps", standing: standing[1] },
      { date: "2027-06-01", time: "10:00", reason: "too-far" },
    ]);
    expect(fresh.map(({ startsAt }) => startsAt.toISOString())).toEqual(["2026-03-05T09:00:00.000Z"]);
  });

  it("that was sent before exists already, but not if it was blocked since", () => {
    const standing = [
      slot("2026-03-03T09:00:00Z", "2026-03-03T09:50:00Z"),
      slot("2026-03-04T09:00:00Z", "2026-03-04T09:50:00Z", { status: "blocked" }),
    ];
    const placed = placePlan(plan(["2026-03-03", "2026-03-04"]), standing, PRACTICE, NOW);
    expect(placed.already).toHaveLength(1);
    expect(placed.problems).toEqual([{ date: "2026-03-04", time: "10:00", reason: "overlaps", standing: standing[1] }]);
    expect(placed.fresh).toEqual([]);
  });

  it("never places two slots over each other, in any order of days", () => {
    const day = fc.integer({ min: 2, max: 28 }).map((n) => `2026-03-${String(n).padStart(2, "0")}`);
    const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }));
    fc.assert(
      fc.property(
        fc.array(day, { maxLength: 12 }),
        time,
        fc.integer({ min: 5, max: 480 }),
        (dates, [h, m], minutes) => {
          const clock = [h, m].map((n) => String(n).padStart(2, "0")).join(":");
          const { fresh } = placePlan({ ...plan(dates, clock), durationMinutes: minutes }, [], PRACTICE, NOW);
          const sorted = fresh.map(({ startsAt, endsAt }) => [startsAt.getTime(), endsAt.getTime()] as const);
          sorted.sort(([a], [b]) => a - b);
          return sorted.every(([start], index) => index === 0 || start >= (sorted[index - 1]?.[1] ?? 0));
        },
      ),
    );
  });

  it("has a start every so many minutes, the last of which ends in time", () => {
    const every = (until: string, everyMinutes: number) => startsOf("17:00", { until, everyMinutes }, 50);
    expect(every("21:00", 60)).toEqual(["17:00", "18:00", "19:00", "20:00"]);
    expect(every("20:49", 60)).toEqual(["17:00", "18:00", "19:00"]);
    expect(every("17:50", 60)).toEqual(["17:00"]);
    expect(every("17:49", 60)).toEqual([]);
    expect(every("00:00", 90)).toEqual(["17:00", "18:30", "20:00", "21:30", "23:00"]);
    expect(startsOf("23:30", null, 50)).toEqual(["23:30"]);
  });

  it("names each hour that is skipped, and opens the others of the day", () => {
    const standing = [slot("2026-03-03T09:30:00Z", "2026-03-03T10:20:00Z")];
    const { fresh, problems } = placePlan(plan(["2026-03-03"], "09:00", "10:00", "11:30"), standing, PRACTICE, NOW);
    expect(fresh.map(({ startsAt }) => startsAt.toISOString().slice(11, 16))).toEqual(["08:00", "10:30"]);
    expect(problems).toEqual([{ date: "2026-03-03", time: "10:00", reason: "overlaps", standing: standing[0] }]);
  });

  it("for several services exists already only where the same ones have the hour", () => {
    const standing = [slot("2026-03-03T09:00:00Z", "2026-03-03T09:50:00Z", { otherServiceIds: ["s2"] })];
    expect(placePlan(plan(["2026-03-03"]), standing, PRACTICE, NOW).problems).toHaveLength(1);
    const both = { ...plan(["2026-03-03"]), otherServiceIds: ["s2"] };
    expect(placePlan(both, standing, PRACTICE, NOW)).toMatchObject({ already: [{ serviceId: "s1" }], problems: [] });
  });

  it("falls on the chosen weekdays, including the first and the last day", () => {
    expect(weeklyDates([1, 7], "2026-03-01", "2026-03-09")).toEqual([
      "2026-03-01",
      "2026-03-02",
      "2026-03-08",
      "2026-03-09",
    ]);
    expect(weeklyDates([1], "2026-03-09", "2026-03-01")).toEqual([]);
  });
});

describe("slots and the waitlist's windows", () => {
  it.each([
    ["2026-03-02T15:59:00Z", "weekday_morning"],
    ["2026-03-02T16:00:00Z", "weekday_evening"],
    ["2026-03-06T22:30:00Z", "weekday_evening"],
    ["2026-03-06T23:30:00Z", "weekend"],
    ["2026-03-29T08:00:00Z", "weekend"],
    ["2026-03-29T22:30:00Z", "weekday_morning"],
  ])("%s is %s in Berlin", (at, window) => {
    expect(timeWindowsAt(new Date(at), BERLIN)).toEqual([window, "any"]);
  });
});

describe("changing a slot", () => {
  const future = slot("2026-03-03T09:00:00Z", "2026-03-03T09:50:00Z");
  it.each([
    [future, "block", null],
    [future, "unblock", "already"],
    [{ ...future, status: "blocked" as const }, "block", "already"],
    [{ ...future, status: "blocked" as const }, "unblock", null],
    [{ ...future, status: "blocked" as const }, "remove", null],
    [slot("2026-03-01T11:00:00Z", "2026-03-01T11:50:00Z"), "remove", "past"],
  ] as const)("%o %s: %s", (given, change, refusal) => {
    expect(refusalOf(given, change, NOW)).toBe(refusal);
  });
});
