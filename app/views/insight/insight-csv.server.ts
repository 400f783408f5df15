import { stringify } from "csv-stringify/sync";
import type { Insight } from "#app/application/insight/get-insight.ts";
import { insightCopy as words } from "#app/copy/desk-insight.ts";
import { timeWindows } from "#app/copy/words.ts";
import { INSIGHT_MEASURES, MESSENGER_STEPS } from "#app/domain/insight/insight.ts";
import { OFFER_ANSWERS } from "#app/domain/insight/offer-numbers.ts";
import { type AnswersRow, channelRows, percentOf, startRows } from "../offers/offer-numbers-view.ts";
import { answerRows, groupRows, messengerRows } from "./insight-view.ts";

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
  const inMessengers = messengerRows(insight).flatMap(({ name, counts }): Row[] =>
    MESSENGER_STEPS.flatMap((step): Row[] => {
      const count = counts[step];
      return count === null ? [] : [[words.messengers.title, from, to, name, words.messengers.steps[step], count]];
    }),
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
  return stringify(
    [
      words.csv.columns,
      ...periods,
      ...groups,
      ...inMessengers,
      ...waiting,
      ...answered,
      ...waited,
      ...offered(insight),
    ].map(inLine),
    {
      bom: true,
      record_delimiter: "windows",
      escape_formulas: true,
    },
  );
}

function offered({ offers, range: { from, to } }: Insight): Row[] {
  const told = words.offers;
  const row = (name: string, value: number): Row => [told.title, from, to, "", name, value];
  const { hours } = offers;
  const filled =
    hours === null || hours.freed === 0
      ? []
      : [row(told.freed, hours.freed), row(told.filled, hours.filled), row(words.csv.filledPercent, percentOf(hours))];
  const perHour = hours?.offers ? [row(told.offers, Math.round(hours.offers * 10) / 10)] : [];
  const median = hours?.seconds ? [row(words.csv.untilTaken, Math.round(hours.seconds / 60))] : [];
  const answers = (title: string, rows: AnswersRow[]) =>
    rows.flatMap(({ name, counts }) =>
      OFFER_ANSWERS.flatMap((answer): Row[] => {
        const count = counts[answer];
        return count === null ? [] : [[title, from, to, name, told.answers[answer], count]];
      }),
    );
  return [
    ...filled,
    ...perHour,
    ...median,
    ...answers(told.byChannel, channelRows(offers)),
    ...answers(told.byStart, startRows(offers)),
  ];
}

/** A line break must not start a row, nor hide the start of a formula. */
const inLine = (row: readonly (string | number)[]) =>
  row.map((cell) => (typeof cell === "string" ? cell.replace(/\s+/g, " ").trim() : cell));
