import { stringify } from "csv-stringify/sync";
import type { Insight } from "#app/application/desk/get-insight.ts";
import { insightCopy as words } from "#app/copy/desk-insight.ts";
import { timeWindows } from "#app/copy/words.ts";
import { INSIGHT_MEASURES } from "#app/domain/insight.ts";
import { groupRows } from "./insight-view.ts";

type Row = (string | number)[];

/**
 * The same numbers as the page, and no others. RFC 4180 with a byte order mark, by which Excel knows UTF-8; cells that a
 * spreadsheet would take for a formula begin with an apostrophe (OWASP, "CSV Injection").
 */
export function insightCsv(insight: Insight): string {
  const { range, measures, demand, answerTime } = insight;
  const { from, to } = range;
  const periods = INSIGHT_MEASURES.flatMap((measure): Row[] =>
    (measures[measure].periods ?? []).map((each) => [
      ...[words.byDay, each.from, each.to],
      ...["", words.measures[measure], each.count],
    ]),
  );
  const groups = (["services", "sources"] as const).flatMap((dimension) =>
    groupRows(insight, dimension).flatMap(({ name, counts }): Row[] =>
      INSIGHT_MEASURES.flatMap((measure): Row[] => {
        const count = counts[measure];
        const title = dimension === "services" ? words.byService : words.bySource;
        return count === null ? [] : [[title, from, to, name, words.measures[measure], count]];
      }),
    ),
  );
  const waiting = demand.map(
    (cell): Row => [
      ...[words.csv.demand, "", ""],
      ...[`${cell.serviceTitle} · ${timeWindows[cell.window]}`, words.csv.people, cell.people],
    ],
  );
  const answered: Row[] = answerTime
    ? [[words.csv.answer, from, to, "", words.csv.median, Math.round(answerTime.seconds / 360) / 10]]
    : [];
  return stringify([words.csv.columns, ...periods, ...groups, ...waiting, ...answered].map(inLine), {
    bom: true,
    record_delimiter: "windows",
    escape_formulas: true,
  });
}

/** A line break begins no row of its own, and nothing stands before a formula that would hide it. */
const inLine = (row: readonly (string | number)[]) =>
  row.map((cell) => (typeof cell === "string" ? cell.replace(/\s+/g, " ").trim() : cell));
