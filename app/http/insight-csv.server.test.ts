import { describe, expect, it } from "vitest";
import type { Insight, MeasureInsight } from "#app/application/desk/get-insight.ts";
import { insightCsv } from "./insight-csv.server.ts";

const nothing: MeasureInsight = { periods: null, services: null, sources: null };

/** Whatever a visitor or an operator may name stands in a cell of its own. */
function insightNaming(name: string): Insight {
  const range = { from: "2026-11-01", to: "2026-11-23" };
  const named = { groups: [{ key: name, count: 7 }], rest: 0 };
  return {
    range,
    problem: null,
    measures: { views: { periods: null, services: named, sources: named }, submits: nothing, clicks: nothing },
    serviceTitles: new Map([[name, name]]),
    demand: [{ serviceId: "s", serviceTitle: name, window: "weekend", people: 9 }],
    answerTime: null,
  };
}

/** Cells as RFC 4180 has them, unquoted. */
function cellsOf(csv: string): string[] {
  return [...csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(?:,|\r\n|$)/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
  );
}

describe("the file of the numbers", () => {
  // OWASP, "CSV Injection": what a spreadsheet takes for a formula, line breaks and full-width signs included.
  it.each(["=1+1", "+7", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠1"])(
    "has no cell that a spreadsheet would run: %j",
    (name) => {
      const cells = cellsOf(insightCsv(insightNaming(name)).replace("\uFEFF", ""));
      expect(cells.filter((cell) => cell.includes(name.trim()))).toHaveLength(3);
      for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
    },
  );

  it("tells no group of which nothing is told on the page", () => {
    const { measures, ...rest } = insightNaming("telegram");
    const csv = insightCsv({ ...rest, measures: { ...measures, views: nothing }, demand: [] });
    expect(csv.trim().split("\r\n")).toHaveLength(1);
  });
});
