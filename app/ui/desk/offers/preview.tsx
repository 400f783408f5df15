import { deskOffersCopy } from "#app/copy/desk-offers.ts";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import { Cell, Table } from "#app/ui/desk/table.tsx";
import type { PreviewView } from "#app/views/offers/slot-view.ts";
import { PersonCell } from "./person-cell.tsx";

const words = deskOffersCopy.page.preview;

/** What «Предложить листу» would do now: the order, who is passed over and why, until when it is held. */
export function Preview({ preview, mayWork }: { preview: PreviewView; mayWork: boolean }) {
  const { lines, people, seen, mayStart, complete } = preview;
  const { place, who, what, act } = words.columns;
  return (
    <section className="card" aria-labelledby="preview">
      <h2 id="preview">{words.title}</h2>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {mayWork && mayStart ? (
        <DeskForm method="post" className="stack" noValidate>
          <input type="hidden" name="intent" value="start" />
          <input type="hidden" name="seen" value={seen} />
          <label className="choice">
            <input type="checkbox" name="weekly" value="yes" /> {words.weekly}
          </label>{" "}
          <DeskButton>{words.start}</DeskButton>
        </DeskForm>
      ) : null}
      {people.length === 0 ? null : (
        <>
          <p className="soft">
            {words.lead} {words.order}
          </p>
          <Table caption={words.title} columns={[place, who, what, act]}>
            {people.map((each) => (
              <tr key={each.id}>
                <Cell column={place}>{each.place === null ? "—" : each.place}</Cell>
                <Cell column={who}>
                  <PersonCell person={each.person} />
                </Cell>
                <Cell column={what}>{each.first ? <strong>{each.what}</strong> : each.what}</Cell>
                <Cell column={act}>
                  {mayWork && each.mayGive ? (
                    <DeskForm method="post" className="row">
                      <input type="hidden" name="request" value={each.id} />
                      <DeskButton plain name="intent" value="give" label={words.giveNamed(each.person.since)}>
                        {words.give}
                      </DeskButton>{" "}
                      <DeskButton plain name="intent" value="book" label={words.bookNamed(each.person.since)}>
                        {words.book}
                      </DeskButton>
                    </DeskForm>
                  ) : null}
                </Cell>
              </tr>
            ))}
          </Table>
          {complete ? null : <p className="soft">{words.more}</p>}
        </>
      )}
    </section>
  );
}
