import { insightCopy } from "#app/copy/desk-insight.ts";
import { timeWindows } from "#app/copy/words.ts";
import { TIME_WINDOWS } from "#app/domain/waitlist-request.ts";
import { EmptyState } from "#app/ui/desk/notice.tsx";
import { Cell, Table } from "#app/ui/desk/table.tsx";
import type { DemandRow } from "#app/views/insight/insight-view.ts";
import { BarsChart } from "./bars-chart.tsx";
import { Dash } from "./groups-figure.tsx";

const words = insightCopy.demand;

/** Who lacks time: the largest groups in the chart, and every service and window in the table. */
export function DemandFigure({ rows }: { rows: DemandRow[] }) {
  if (rows.length === 0) return <EmptyState>{insightCopy.tooFew}</EmptyState>;
  const drawn = rows
    .flatMap(({ id, title, people }) =>
      TIME_WINDOWS.flatMap((window, index) => {
        const count = people[index];
        return count ? [{ id: `${id} ${window}`, name: `${title} · ${timeWindows[window]}`, bars: [count] }] : [];
      }),
    )
    .sort((a, b) => (b.bars[0] ?? 0) - (a.bars[0] ?? 0));
  return (
    <figure className="card demand">
      <BarsChart title={`${words.title}. ${insightCopy.below}`} series={["submits"]} rows={drawn} />
      <Table caption={words.title} columns={[words.service, ...TIME_WINDOWS.map((window) => timeWindows[window])]}>
        {rows.map((row) => (
          <tr key={row.id}>
            <Cell column={words.service}>{row.title}</Cell>
            {TIME_WINDOWS.map((window, index) => (
              <Cell key={window} column={timeWindows[window]}>
                {row.people[index] ?? <Dash>{insightCopy.fewWords}</Dash>}
              </Cell>
            ))}
          </tr>
        ))}
      </Table>
    </figure>
  );
}
