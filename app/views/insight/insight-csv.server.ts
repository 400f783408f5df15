import { stringify } from "csv-stringify/sync";
import type { Insight } from "#app/application/insight/get-insight.ts";
import { insightCopy as words } from "#app/copy/desk-insight.ts";
import { timeWindows } from "#app/copy/words.ts";
import { INSIGHT_MEASURES } from "#app/domain/insight/insight.ts";
import { answerRows, groupRows } from "./insight-view.ts";

type Row = (string | number)[];

/**
 * The page's numbers as a file. RFC 4180 with a byte order mark, by which Excel detects UTF-8; cells that a
 * spreadsheet would parse as a formula begin with an apostrophe (OWASP, "CSV Injection").
 */
export function insightCsv(insight: Insight): string {
  const { range, measures, demand, answers } = insight;
  const { from, to } = range;
  const periods = INSIGHT_MEASURES.flatMap((measure) =>
    measures[measure].periods.flatMap(({ from, to, count }): Row[] =>
      count === null ? [] : [[words.byDay, from, to, "", words.measures[measure], count]],
    ),
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
  const answered = answerRows(answers).flatMap(({ name, count }): Row[] =>
    count === null ? [] : [[words.answer.title, from, to, name, words.csv.people, count]],
  );
  const { seconds, services } = answers;
  const medians = seconds === null ? [] : [{ title: words.answer.all, seconds }, ...services];
  const waited = medians.map(
    (each): Row => [words.answer.title, from, to, each.title, words.csv.median, Math.round(each.seconds / 360) / 10],
  );
  return stringify([words.csv.columns, ...periods, ...groups, ...waiting, ...answered, ...waited].map(inLine), {
    bom: true,
    record_delimiter: "windows",
    escape_formulas: true,
  });
}

/** A line break must not start a row, nor hide the start of a formula. */
const inLine = (row: readonly (string | number)[]) =>
  row.map((cell) => (typeof cell === "string" ? cell.replace(/\s+/g, " ").trim() : cell));
