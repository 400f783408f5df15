import { insightCopy as words } from "#app/copy/desk-insight.ts";
import { INSIGHT_MEASURES } from "#app/domain/insight/insight.ts";
import { EmptyState } from "#app/ui/desk/notice.tsx";
import { Cell, Table } from "#app/ui/desk/table.tsx";
import type { GroupRow } from "#app/views/insight/insight-view.ts";
import { BarsChart } from "./bars-chart.tsx";

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
      <BarsChart
        title={`${title}. ${words.below}`}
        series={INSIGHT_MEASURES}
        rows={rows.map(({ id, name, counts }) => ({
          id,
          name,
          bars: INSIGHT_MEASURES.map((measure) => counts[measure]),
        }))}
      />
      <Table caption={title} columns={[column, ...INSIGHT_MEASURES.map((measure) => words.short[measure])]}>
        {rows.map(({ id, name, counts }) => (
          <tr key={id}>
            <Cell column={column}>{name}</Cell>
            {INSIGHT_MEASURES.map((measure) => (
              <Cell key={measure} column={words.short[measure]}>
                {counts[measure] ?? <Dash>{words.inRestWords}</Dash>}
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
