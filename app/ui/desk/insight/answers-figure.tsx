import { insightCopy } from "#app/copy/desk-insight.ts";
import { EmptyState } from "#app/ui/desk/notice.tsx";
import { Cell, Table } from "#app/ui/desk/table.tsx";
import type { AnswersView } from "#app/views/insight/insight-view.ts";
import { BarsChart } from "./bars-chart.tsx";
import { Dash } from "./groups-figure.tsx";

const words = insightCopy.answer;

/** How soon people were answered, and who was not: a chart and a table, with the median of each service. */
export function AnswersFigure({ people, medians }: Pick<AnswersView, "people" | "medians">) {
  if (people === null) return <EmptyState>{insightCopy.tooFew}</EmptyState>;
  if (people.length === 0) return <EmptyState>{insightCopy.none}</EmptyState>;
  return (
    <figure className="card demand">
      <BarsChart
        title={`${words.title}. ${insightCopy.below}`}
        series={["submits"]}
        rows={people.map(({ id, name, count }) => ({ id, name, bars: [count] }))}
      />
      <div>
        <Table caption={words.title} columns={[words.outcome, words.people]}>
          {people.map(({ id, name, count }) => (
            <tr key={id}>
              <Cell column={words.outcome}>{name}</Cell>
              <Cell column={words.people}>{count ?? <Dash>{insightCopy.inRestWords}</Dash>}</Cell>
            </tr>
          ))}
        </Table>
        <h3>{words.medianTitle}</h3>
        <p className="soft">{medians.length === 0 ? words.noMedian : words.medianNote}</p>
        {medians.length === 0 ? null : (
          <Table caption={words.medianTitle} columns={[insightCopy.columns.group.services, words.median]}>
            {medians.map(({ title, time }) => (
              <tr key={title}>
                <Cell column={insightCopy.columns.group.services}>{title}</Cell>
                <Cell column={words.median}>{time}</Cell>
              </tr>
            ))}
          </Table>
        )}
      </div>
    </figure>
  );
}
