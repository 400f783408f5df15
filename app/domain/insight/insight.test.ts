import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addLocalDays } from "../timetable/local-time.ts";
import { addUp, foldSmall, periodsOf, readRange, SMALLEST_GROUP, weeksOf } from "./insight.ts";

const TODAY = "2026-11-23";
const count = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 200 }));
const shownOrNone = (n: number) => n === 0 || n >= SMALLEST_GROUP;

describe("what time is asked for", () => {
  it.each([
    [null, null, { from: "2026-10-26", to: "2026-11-22" }],
    ["", "", { from: "2026-10-26", to: "2026-11-22" }],
    ["2026-11-01", null, { from: "2026-10-26", to: "2026-11-22" }],
    ["2026-11-12", "2026-11-12", { from: "2026-11-09", to: "2026-11-15" }],
    ["2026-11-12", "2026-11-13", { from: "2026-11-09", to: "2026-11-15" }],
    ["2026-11-16", TODAY, { from: "2026-11-16", to: "2026-11-22" }],
    [null, "2026-11-04", { from: "2026-10-12", to: "2026-11-08" }],
    [TODAY, TODAY, "unfinished"],
    ["2026-12-24", null, "unfinished"],
    ["вчера", null, "not-dates"],
    ["2026-02-30", null, "not-dates"],
    [null, "x'; drop table", "not-dates"],
    ["2026-11-20", "2026-11-01", "backwards"],
    ["2026-08-24", TODAY, { from: "2026-08-24", to: "2026-11-22" }],
    ["2026-08-23", TODAY, "too-long"],
  ])("%s to %s", (from, to, range) => {
    expect(readRange(from, to, TODAY)).toEqual(range);
  });
});

describe("groups", () => {
  it("of fewer than five are merged", () => {
    const groups = [20, 9, 4, 3].map((n) => ({ key: `g${n}`, count: n }));
    expect(foldSmall(groups, 36)).toEqual({ groups: groups.slice(0, 2), rest: 7 });
  });

  it("a small group alone is merged with the next smallest, so it cannot be derived", () => {
    const groups = [20, 9, 3].map((n) => ({ key: `g${n}`, count: n }));
    expect(foldSmall(groups, 32)).toEqual({ groups: groups.slice(0, 1), rest: 12 });
  });

  it("of a total under five are hidden; an empty total has no groups", () => {
    expect(foldSmall([{ key: "a", count: 4 }], 4)).toBeNull();
    expect(foldSmall([], 0)).toEqual({ groups: [], rest: 0 });
  });

  it("never show a number under five, directly or as a remainder, and lose nothing", () => {
    fc.assert(
      fc.property(fc.array(count, { maxLength: 30 }), (counts) => {
        const total = counts.reduce((sum, n) => sum + n, 0);
        const folded = foldSmall(
          counts.map((n, index) => ({ key: String(index), count: n })),
          total,
        );
        if (!folded) return total < SMALLEST_GROUP;
        const shown = folded.groups.map((group) => group.count);
        const sum = [...shown, folded.rest].reduce((all, n) => all + n, 0);
        return sum === total && shown.every((n) => n >= SMALLEST_GROUP) && shownOrNone(folded.rest);
      }),
    );
  });
});

describe("a longer time", () => {
  const keys = ["a", "b", "c", "d"];
  const week = fc.array(count, { minLength: keys.length, maxLength: keys.length });
  const folded = (counts: number[]) =>
    foldSmall(
      counts.map((n, index) => ({ key: keys[index], count: n })),
      counts.reduce((sum, n) => sum + n, 0),
    );
  type Told = ReturnType<typeof addUp<string | undefined>>;
  const told = (answer: Told, key: string) =>
    key === "rest" ? (answer?.rest ?? 0) : (answer?.groups.find((group) => group.key === key)?.count ?? 0);

  it("shows a group for the weeks where it is large enough, and merges the others", () => {
    const weeks = [
      [20, 9, 3, 2],
      [10, 3, 4, 0],
      [0, 2, 0, 1],
    ].map(folded);
    expect(addUp(weeks)).toEqual({
      groups: [
        { key: "a", count: 30 },
        { key: "b", count: 9 },
      ],
      rest: 12,
    });
    expect(addUp([folded([0, 1, 0, 0])])).toBeNull();
    expect(addUp([folded([0, 0, 0, 0])])).toEqual({ groups: [], rest: 0 });
  });

  it("never differs from another period by fewer than five", () => {
    fc.assert(
      fc.property(fc.array(week, { minLength: 2, maxLength: 8 }), fc.nat(), fc.nat(), (weeks, some, more) => {
        const answers = weeks.map(folded);
        const from = some % weeks.length;
        const to = from + 1 + (more % (weeks.length - from));
        const [long, short] = [addUp(answers.slice(from, to)), addUp(answers.slice(from, to - 1))];
        return [...keys, "rest"].every((key) => shownOrNone(told(long, key) - told(short, key)));
      }),
    );
  });

  it("with too many groups merges the smaller ones into the rest", () => {
    const many = (from: number) => ({
      groups: Array.from({ length: 10 }, (_, n) => ({ key: from + n, count: 100 - from - n })),
      rest: 0,
    });
    const both = addUp([many(0), many(10)]);
    expect(both?.groups.map(({ key }) => key)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(both?.rest).toBe(88 + 87 + 86 + 85 + 84 + 83 + 82 + 81);
  });
});

describe("a week's days", () => {
  const [week] = weeksOf({ from: "2026-11-02", to: "2026-11-08" });
  if (!week) throw new Error("no week");
  const counts = (each: number[]) => new Map(each.map((n, day) => [addLocalDays(week.from, day), n]));
  const periods = (...each: number[]) => periodsOf(week, counts(each));

  it("with too few people are merged with their neighbours", () => {
    expect(periods(7, 2, 0, 4, 0, 9, 0)).toEqual([
      { from: "2026-11-02", to: "2026-11-02", count: 7 },
      { from: "2026-11-03", to: "2026-11-05", count: 6 },
      { from: "2026-11-06", to: "2026-11-06", count: 0 },
      { from: "2026-11-07", to: "2026-11-07", count: 9 },
      { from: "2026-11-08", to: "2026-11-08", count: 0 },
    ]);
  });

  it("with too few at the end join those before; too few in all give no number", () => {
    expect(periods(7, 0, 0, 0, 0, 0, 1)).toEqual([{ ...week, count: 8 }]);
    expect(periods(1, 0, 2, 0, 0, 1)).toEqual([{ ...week, count: null }]);
  });

  it("always form periods with nobody or enough people, in order, and lose nothing", () => {
    fc.assert(
      fc.property(fc.array(count, { minLength: 7, maxLength: 7 }), (all) => {
        const total = all.reduce((sum, n) => sum + n, 0);
        const told = periods(...all);
        const joined = told.every(({ from }, at) => at === 0 || from === addLocalDays(told[at - 1]?.to ?? "", 1));
        const enough = told.every((period) => period.count !== null && shownOrNone(period.count));
        const sum = told.reduce((each, period) => each + (period.count ?? 0), 0);
        const whole = joined && told.at(-1)?.to === week.to;
        return whole && (shownOrNone(total) ? enough && sum === total : told[0]?.count === null);
      }),
    );
  });
});
