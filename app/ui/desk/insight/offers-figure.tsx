import { insightCopy } from "#app/copy/desk-insight.ts";
import { OFFER_ANSWERS } from "#app/domain/insight/offer-numbers.ts";
import { EmptyState } from "#app/ui/desk/notice.tsx";
import { Cell, Table } from "#app/ui/desk/table.tsx";
import type { AnswersRow, OfferNumbersView } from "#app/views/offers/offer-numbers-view.ts";
import { GroupsFigure } from "./groups-figure.tsx";

const words = insightCopy.offers;
const LOOKS = { accepted: "submits", declined: "views", silent: "clicks" } as const;
const SERIES = OFFER_ANSWERS.map((key) => ({
  key,
  name: words.answers[key],
  short: words.answers[key],
  look: LOOKS[key],
}));

/** How many freed hours were filled, and what people answered, by channel and by the time to the start. */
export function OffersFigure({ hours, channels, startsIn }: OfferNumbersView) {
  if (hours?.length === 0) return <EmptyState>{words.none}</EmptyState>;
  return (
    <>
      {hours === null ? (
        <EmptyState>{words.tooFew}</EmptyState>
      ) : (
        <figure className="card">
          <Table caption={words.title} columns={[words.measure, words.value]}>
            {hours.map(({ name, value }) => (
              <tr key={name}>
                <Cell column={words.measure}>{name}</Cell>
                <Cell column={words.value}>{value}</Cell>
              </tr>
            ))}
          </Table>
          <p className="soft">{words.hoursNote}</p>
        </figure>
      )}
      <div className="figures two">
        <section>
          <h3>{words.byChannel}</h3>
          <AnswersBy title={words.byChannel} column={words.columns.channels} rows={channels} />
        </section>
        <section>
          <h3>{words.byStart}</h3>
          <AnswersBy title={words.byStart} column={words.columns.startsIn} rows={startsIn} />
        </section>
      </div>
      <p className="soft">{words.answersNote}</p>
    </>
  );
}

function AnswersBy({ title, column, rows }: { title: string; column: string; rows: AnswersRow[] }) {
  if (rows.length === 0) return <EmptyState>{insightCopy.tooFew}</EmptyState>;
  return <GroupsFigure title={title} column={column} series={SERIES} rows={rows} />;
}
