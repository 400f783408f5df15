import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Insight, MeasureInsight } from "#app/application/insight/get-insight.ts";
import { insightCsv } from "./insight-csv.server.ts";

const nothing: MeasureInsight = { periods: [], services: null, sources: null };
const unanswered = { channels: null, startsIn: null };
const offers = { hours: null, answers: { accepted: unanswered, declined: unanswered, silent: unanswered } };

/** Every text that a visitor or an operator may choose is in a cell of its own. */
function insightNaming(name: string): Insight {
  const range = { from: "2026-11-01", to: "2026-11-23" };
  const named = { groups: [{ key: name, count: 7 }], rest: 0 };
  return {
    range,
    problem: null,
    measures: { views: { periods: [], services: named, sources: named }, submits: nothing, clicks: nothing },
    messengers: { clicks: null, starts: null, submits: null },
    serviceTitles: new Map([[name, name]]),
    demand: [{ serviceId: "s", serviceTitle: name, window: "weekend", people: 9 }],
    answers: { withinWorkingDays: 2, people: null, seconds: 7200, services: [{ title: name, seconds: 3600 }] },
    offers,
  };
}

/** Cells as RFC 4180 has them, unquoted. */
function cellsOf(csv: string): string[] {
  return [...csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(?:,|\r\n|$)/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
  );
}

const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

describe("the file of the numbers", () => {
  // OWASP, "CSV Injection": texts that a spreadsheet parses as a formula, including line breaks and full-width signs.
  it.each(["=1+1", "+7", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠1"])(
    "has no cell that a spreadsheet would run: %j",
    (name) => {
      const cells = cellsOf(insightCsv(insightNaming(name)).replace("\uFEFF", ""));
      expect(cells.filter((cell) => cell.includes(name.trim()))).toHaveLength(4);
      for (const cell of cells) expect(cell).not.toMatch(FORMULA);
    },
  );

  it("keeps each name in one cell on one line, and no cell is run as a formula", () => {
    const odd = fc.string({ unit: fc.constantFrom(..."=+-@\t\r\n\"';, aя＝"), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.oneof(odd, fc.string({ unit: "grapheme", minLength: 1 })), (name) => {
        const line = name.replace(/\s+/g, " ").trim();
        fc.pre(line !== "");
        const cells = cellsOf(insightCsv(insightNaming(name)).replace("\uFEFF", ""));
        for (const cell of cells) expect(cell).not.toMatch(FORMULA);
        const kept = FORMULA.test(line) ? `'${line}` : line;
        expect(cells.filter((cell) => cell === kept || cell.startsWith(`${kept} · `))).toHaveLength(4);
      }),
    );
  });

  it("omits groups that the page omits", () => {
    const { measures, answers, ...rest } = insightNaming("telegram");
    const csv = insightCsv({
      ...rest,
      measures: { ...measures, views: nothing },
      demand: [],
      answers: { ...answers, seconds: null },
    });
    expect(csv.trim().split("\r\n")).toHaveLength(1);
  });
});
