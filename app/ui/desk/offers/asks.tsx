import { deskOffersCopy } from "#app/copy/desk-offers.ts";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import type { AskView } from "#app/views/offers/offers-view.ts";
import type { RevealedContact } from "#app/views/people/desk-person-view.ts";
import { PersonCell } from "./person-cell.tsx";
import { PersonContact } from "./person-contact.tsx";
import { SlotLink } from "./slot-link.tsx";

const words = deskOffersCopy.asked;

/** A visitor who asked for an hour: until when to answer, and the two answers. */
export function AskCard({
  ask,
  mayWork,
  contact,
}: {
  ask: AskView;
  mayWork: boolean;
  contact: RevealedContact | null;
}) {
  const { bookingId, slotId, when, service, person, until, others } = ask;
  const about = `${person.since}, ${when}`;
  return (
    <li className="card call">
      <h3>
        <SlotLink slotId={slotId} when={when} />
      </h3>
      <p>{service}</p>
      <p>
        <strong>{until}</strong>
      </p>
      <div>
        <PersonCell person={person} />
      </div>
      <PersonContact person={person} mayWork={mayWork} contact={contact} />
      {mayWork ? (
        <>
          <DeskForm method="post" className="row" preventScrollReset>
            <input type="hidden" name="booking" value={bookingId} />
            <DeskButton name="intent" value="confirm" label={words.named(words.confirm, about)}>
              {words.confirm}
            </DeskButton>
          </DeskForm>
          <details>
            <summary>{words.decline}</summary>
            <DeskForm method="post" className="stack" preventScrollReset>
              <input type="hidden" name="booking" value={bookingId} />
              <label>
                {words.instead}{" "}
                <select name="other" defaultValue="">
                  <option value="">{words.toList}</option>
                  {others.map(({ id, label }) => (
                    <option key={id} value={id}>
                      {words.offer(label)}
                    </option>
                  ))}
                </select>
              </label>{" "}
              <label className="choice">
                <input type="checkbox" name="hides" value="yes" /> {words.hides}
              </label>{" "}
              <DeskButton quiet name="intent" value="refuse" label={words.named(words.refuse, about)}>
                {words.refuse}
              </DeskButton>
            </DeskForm>
          </details>
        </>
      ) : null}
    </li>
  );
}
