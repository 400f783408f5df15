import { insightCopy as words } from "#app/copy/desk-insight.ts";
import { INSIGHT_MEASURES, type InsightMeasure, MESSENGER_STEPS } from "#app/domain/insight/insight.ts";
import { EmptyState } from "#app/ui/desk/notice.tsx";
import { Cell, Table } from "#app/ui/desk/table.tsx";
import { BarsChart } from "./bars-chart.tsx";

/** A measure of each group. `look` is the class of its bars. */
type Series<Key> = { key: Key; name: string; short: string; look: InsightMeasure };
type GroupsFigureProps<Key extends string> = {
  title: string;
  column: string;
  series: readonly Series<Key>[];
  rows: { id: string; name: string; counts: Record<Key, number | null> }[];
};

export const EVENT_SERIES = INSIGHT_MEASURES.map((key) => ({
  key,
  name: words.measures[key],
  short: words.short[key],
  look: key,
}));

const LOOKS = { clicks: "clicks", starts: "views", submits: "submits" } as const;

export const MESSENGER_SERIES = MESSENGER_STEPS.map((key) => ({
  key,
  name: words.messengers.steps[key],
  short: words.messengers.short[key],
  look: LOOKS[key],
}));

/** The numbers of each group: bars, and the same numbers in a table. */
export function GroupsFigure<Key extends string>({ title, column, series, rows }: GroupsFigureProps<Key>) {
  if (rows.length === 0) return <EmptyState>{words.none}</EmptyState>;
  return (
    <figure className="card">
      <ul className="legend" aria-hidden="true">
        {series.map(({ key, name, look }) => (
          <li key={key} className={look}>
            {name}
          </li>
        ))}
      </ul>
      <BarsChart
        title={`${title}. ${words.below}`}
        series={series.map(({ look }) => look)}
        rows={rows.map(({ id, name, counts }) => ({
          id,
          name,
          bars: series.map(({ key }) => counts[key]),
        }))}
      />
      <Table caption={title} columns={[column, ...series.map(({ short }) => short)]}>
        {rows.map(({ id, name, counts }) => (
          <tr key={id}>
            <Cell column={column}>{name}</Cell>
            {series.map(({ key, short }) => (
              <Cell key={key} column={short}>
                {counts[key] ?? <Dash>{words.inRestWords}</Dash>}
              </Cell>
            ))}
          </tr>
        ))}
      </Table>
    </figure>
  );
}

/** Shown where a number is hidden; read aloud with the reason. */
export function Dash({ children }: { children: string }) {
  return (
    <>
      <span aria-hidden="true">{words.dash}</span> <span className="hidden">{children}</span>
    </>
  );
}
