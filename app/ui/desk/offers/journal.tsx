import { deskOffersCopy } from "#app/copy/desk-offers.ts";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import { Cell, Table } from "#app/ui/desk/table.tsx";
import type { HourView } from "#app/views/offers/slot-view.ts";
import { PersonCell } from "./person-cell.tsx";

const words = deskOffersCopy.page;

/** Who was offered the hour, who was passed over, and why: by date of waiting and service. */
export function Journal({ view }: { view: HourView }) {
  return (
    <>
      <section aria-labelledby="offers">
        <h2 id="offers">{words.offers.title}</h2>
        {view.offers.length === 0 ? <p className="soft">{words.offers.none}</p> : <Offers view={view} />}
      </section>
      <section aria-labelledby="skips">
        <h2 id="skips">{words.skips.title}</h2>
        {view.skips.length === 0 ? <p className="soft">{words.skips.none}</p> : <Skips view={view} />}
      </section>
      <section aria-labelledby="runs">
        <h2 id="runs">{words.runs.title}</h2>
        {view.runs.length === 0 ? <p className="soft">{words.runs.none}</p> : null}
        <ul>
          {view.runs.map(({ id, label }) => (
            <li key={id}>{label}</li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Offers({ view }: { view: HourView }) {
  const { columns, extend, withdraw, named } = words.offers;
  const { who, how, when, state, act } = columns;
  return (
    <Table caption={words.offers.title} columns={[who, how, when, state, act]}>
      {view.offers.map((offer) => (
        <tr key={offer.id}>
          <Cell column={who}>
            <PersonCell person={offer.person} />
          </Cell>
          <Cell column={how}>{offer.how}</Cell>
          <Cell column={when}>{offer.when}</Cell>
          <Cell column={state}>{offer.state}</Cell>
          <Cell column={act}>
            {view.mayWork && offer.open ? (
              <DeskForm method="post" className="row" preventScrollReset>
                <input type="hidden" name="offer" value={offer.id} />
                <DeskButton plain name="intent" value="extend" label={named(extend, offer.person.since)}>
                  {extend}
                </DeskButton>{" "}
                <DeskButton plain name="intent" value="withdraw" label={named(withdraw, offer.person.since)}>
                  {withdraw}
                </DeskButton>
              </DeskForm>
            ) : null}
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

function Skips({ view }: { view: HourView }) {
  const { who, why, when } = words.skips.columns;
  return (
    <Table caption={words.skips.title} columns={[who, why, when]}>
      {view.skips.map((skip) => (
        <tr key={skip.key}>
          <Cell column={who}>
            <PersonCell person={skip.person} />
          </Cell>
          <Cell column={why}>{skip.why}</Cell>
          <Cell column={when}>{skip.when}</Cell>
        </tr>
      ))}
    </Table>
  );
}
