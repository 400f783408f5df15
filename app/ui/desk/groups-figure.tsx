import { scaleBand, scaleLinear } from "d3-scale";
import { useId } from "react";
import { insightCopy as words } from "#app/copy/desk-insight.ts";
import { INSIGHT_MEASURES } from "#app/domain/insight.ts";
import type { GroupRow } from "./insight-page.tsx";
import { EmptyState } from "./notice.tsx";
import { Cell, Table } from "./table.tsx";

const WIDTH = 360;
const ROW = 74;
const NUMBERS = 46;
/** Longer names are whole in the table. */
const NAME_LENGTH = 44;

/** What happened in each group: bars, and the same numbers in a table. */
export function GroupsFigure({ title, column, rows }: { title: string; column: string; rows: GroupRow[] }) {
  if (rows.length === 0) return <EmptyState>{words.none}</EmptyState>;
  return (
    <figure className="card">
      <ul className="legend" aria-hidden="true">
        {INSIGHT_MEASURES.map((measure) => (
          <li key={measure} className={measure}>
            {words.measures[measure]}
          </li>
        ))}
      </ul>
      <GroupsChart title={title} rows={rows} />
      <Table caption={title} columns={[column, ...INSIGHT_MEASURES.map((measure) => words.short[measure])]}>
        {rows.map(({ id, name, counts }) => (
          <tr key={id}>
            <Cell column={column}>{name}</Cell>
            {INSIGHT_MEASURES.map((measure) => (
              <Cell key={measure} column={words.short[measure]}>
                {counts[measure] ?? <Hidden />}
              </Cell>
            ))}
          </tr>
        ))}
      </Table>
    </figure>
  );
}

function Hidden() {
  return (
    <>
      <span aria-hidden="true">{words.inRest}</span>
      <span className="hidden">{words.inRestWords}</span>
    </>
  );
}

function GroupsChart({ title, rows }: { title: string; rows: GroupRow[] }) {
  const titleId = useId();
  const most = Math.max(1, ...rows.flatMap(({ counts }) => INSIGHT_MEASURES.map((measure) => counts[measure] ?? 0)));
  const x = scaleLinear([0, most], [0, WIDTH - NUMBERS]);
  const row = scaleBand(
    rows.map(({ id }) => id),
    [0, rows.length * ROW],
  );
  const bar = scaleBand<string>(INSIGHT_MEASURES, [22, ROW - 8]).paddingInner(0.2);
  return (
    <svg className="chart" viewBox={`0 0 ${WIDTH} ${rows.length * ROW}`} role="img" aria-labelledby={titleId}>
      <title id={titleId}>{`${title}. ${words.numbers}`}</title>
      {rows.map(({ id, name, counts }) => (
        <g key={id} transform={`translate(0 ${row(id) ?? 0})`}>
          <text className="name" y={14}>
            {name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH)}…` : name}
          </text>
          {INSIGHT_MEASURES.map((measure) => (
            <g key={measure} transform={`translate(0 ${bar(measure) ?? 0})`}>
              <rect
                className={measure}
                width={x(counts[measure] ?? 0)}
                height={bar.bandwidth()}
                rx={Math.min(3, x(counts[measure] ?? 0) / 2)}
              />
              <text x={x(counts[measure] ?? 0) + 5} y={bar.bandwidth() / 2} dy="0.35em">
                {counts[measure] ?? words.inRest}
              </text>
            </g>
          ))}
        </g>
      ))}
    </svg>
  );
}
