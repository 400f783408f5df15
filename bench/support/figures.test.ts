import { describe, expect, it } from "vitest";
import { type Figure, isBeaten, isReached, median, ratioOf, table } from "./figures.ts";

const figure = (value: number, rest: Partial<Figure> = {}): Figure => ({ case: "page", value, unit: "req/s", ...rest });
const bare = (value: number) => ({ name: "bare", value, unbeatable: true }) as const;

describe("a figure", () => {
  it("is the median of its rounds", () => {
    expect(median([30, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 30])).toBe(3);
    expect(median([])).toBeNaN();
  });

  it("stands beside its limit, where it has one", () => {
    expect(ratioOf(figure(50, { limit: { name: "bare", value: 200 } }))).toBe(0.25);
    expect(ratioOf(figure(50))).toBeNull();
  });

  it.each<[Figure["aim"], boolean | null]>([
    [undefined, null],
    [{ of: "ratio", atLeast: 0.5 }, true],
    [{ of: "ratio", atLeast: 0.51 }, false],
    [{ of: "ratio", atMost: 0.5 }, true],
    [{ of: "ratio", atMost: 0.49 }, false],
    [{ of: "ratio", exactly: 0.5 }, true],
    [{ of: "ratio", exactly: 1 }, false],
    [{ of: "value", atMost: 100 }, true],
    [{ of: "value", atMost: 99 }, false],
  ])("that is a half of its limit, with the aim %j: %s", (aim, reached) => {
    expect(isReached(figure(100, { limit: bare(200), ...(aim ? { aim } : {}) }))).toBe(reached);
  });

  it("without a limit reaches no ratio and fails none", () => {
    expect(isReached(figure(100, { aim: { of: "ratio", atLeast: 0.5 } }))).toBeNull();
  });

  it("that was not measured reaches nothing", () => {
    expect(isReached(figure(Number.NaN, { limit: bare(1), aim: { of: "ratio", atLeast: 0 } }))).toBe(false);
  });
});

describe("a limit", () => {
  const aim = { of: "ratio", atLeast: 0.6 } as const;

  it("that was beaten by more than noise was none: nothing was reached", () => {
    const beaten = figure(137, { limit: bare(100), aim });
    expect([isBeaten(beaten), isReached(beaten)]).toEqual([true, null]);
    expect(table([{ title: "Writes", figures: [beaten] }])).toContain("limit BEATEN");
  });

  it("that was met is one", () => {
    const met = figure(109, { limit: bare(100), aim });
    expect([isBeaten(met), isReached(met)]).toEqual([false, true]);
    expect(table([{ title: "Writes", figures: [met] }])).not.toContain("BEATEN");
  });

  it("that is only something to compare with may be beaten", () => {
    const faster = figure(7500, {
      limit: { name: "react-router-serve", value: 100 },
      aim: { of: "ratio", atLeast: 60 },
    });
    expect([isBeaten(faster), isReached(faster)]).toEqual([false, true]);
  });
});

it("a table prints the figure, its limit, the ratio, the aim and whether it is met", () => {
  const figures = [figure(25_188.9, { limit: bare(54_602), aim: { of: "ratio", atLeast: 0.5 } }), figure(3)];
  const rows = table([{ title: "Pages", figures }])
    .split("\n")
    .map((row) => row.split("|").map((cell) => cell.trim()));
  expect(rows.slice(2).map((cells) => cells.slice(1, -1))).toEqual([
    ["**Pages**", "", "", "", "", ""],
    ["page", "25,189 req/s", "54,602 bare", "0.461", "≥ 0.5", "NOT reached"],
    ["page", "3 req/s", "", "", "", ""],
  ]);
});
