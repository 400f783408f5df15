import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldSmall, periodsOf, readRange, SMALLEST_GROUP } from "./insight.ts";
import { addLocalDays } from "./local-time.ts";

const TODAY = "2026-11-23";
const count = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 200 }));
const shownOrNone = (n: number) => n === 0 || n >= SMALLEST_GROUP;

describe("what time is asked for", () => {
  it.each([
    [null, null, { from: "2026-10-27", to: TODAY }],
    ["", "", { from: "2026-10-27", to: TODAY }],
    ["2026-11-01", null, { from: "2026-11-01", to: TODAY }],
    ["2026-11-01", "2026-11-01", { from: "2026-11-01", to: "2026-11-01" }],
    ["вчера", null, "not-dates"],
    ["2026-02-30", null, "not-dates"],
    [null, "x'; drop table", "not-dates"],
    ["2026-11-20", "2026-11-01", "backwards"],
    ["2025-11-23", TODAY, { from: "2025-11-23", to: TODAY }],
    ["2025-11-22", TODAY, "too-long"],
  ])("%s to %s", (from, to, range) => {
    expect(readRange(from, to, TODAY)).toEqual(range);
  });
});

describe("groups", () => {
  it("of fewer than five are told together", () => {
    const groups = [20, 9, 4, 3].map((n) => ({ key: `g${n}`, count: n }));
    expect(foldSmall(groups, 36)).toEqual({ groups: groups.slice(0, 2), rest: 7 });
  });

  it("one small one alone takes the next smallest with it, or the total would tell it", () => {
    const groups = [20, 9, 3].map((n) => ({ key: `g${n}`, count: n }));
    expect(foldSmall(groups, 32)).toEqual({ groups: groups.slice(0, 1), rest: 12 });
  });

  it("of a total under five are not shown at all; of nobody there are none", () => {
    expect(foldSmall([{ key: "a", count: 4 }], 4)).toBeNull();
    expect(foldSmall([], 0)).toEqual({ groups: [], rest: 0 });
  });

  it("however they are, no number shown or left of the total is under five, and nothing is lost", () => {
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

describe("days", () => {
  const range = { from: "2026-11-01", to: "2026-11-06" };
  const counts = (...each: number[]) => new Map(each.map((n, day) => [addLocalDays(range.from, day), n]));

  it("with too few people are put together with their neighbours", () => {
    expect(periodsOf(range, counts(7, 2, 0, 4, 0, 9))).toEqual([
      { from: "2026-11-01", to: "2026-11-01", count: 7 },
      { from: "2026-11-02", to: "2026-11-04", count: 6 },
      { from: "2026-11-05", to: "2026-11-05", count: 0 },
      { from: "2026-11-06", to: "2026-11-06", count: 9 },
    ]);
  });

  it("that end with too few go with those before; too few in all are not shown", () => {
    expect(periodsOf(range, counts(7, 0, 0, 0, 0, 1))).toEqual([{ ...range, count: 8 }]);
    expect(periodsOf(range, counts(1, 0, 2, 0, 0, 1))).toBeNull();
    expect(periodsOf({ from: "2026-11-01", to: "2026-11-01" }, counts(3))).toBeNull();
  });

  it("of a long time are weeks", () => {
    const long = { from: "2026-01-01", to: "2026-06-30" };
    expect(periodsOf(long, new Map())?.[0]).toEqual({ from: "2026-01-01", to: "2026-01-07", count: 0 });
    expect(periodsOf(long, new Map())?.at(-1)?.to).toBe("2026-06-30");
  });

  it("however they are, every period has nobody or enough, they follow each other, and nothing is lost", () => {
    fc.assert(
      fc.property(fc.array(count, { minLength: 1, maxLength: 120 }), (all) => {
        const to = addLocalDays("2026-01-01", all.length - 1);
        const given = new Map(all.map((n, day) => [addLocalDays("2026-01-01", day), n]));
        const total = all.reduce((sum, n) => sum + n, 0);
        const periods = periodsOf({ from: "2026-01-01", to }, given);
        if (!periods) return total > 0 && total < SMALLEST_GROUP;
        const joined = periods.every(({ from }, at) => at === 0 || from === addLocalDays(periods[at - 1]?.to ?? "", 1));
        const sum = periods.reduce((each, period) => each + period.count, 0);
        return (
          joined && sum === total && periods.every((period) => shownOrNone(period.count)) && periods.at(-1)?.to === to
        );
      }),
    );
  });
});
