import { Fragment } from "react";
import { Link } from "react-router";
import { addresses } from "#app/addresses.ts";
import { deskOffersCopy } from "#app/copy/desk-offers.ts";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import type { CallView } from "#app/views/offers/offers-view.ts";
import type { RevealedContact } from "#app/views/people/desk-person-view.ts";
import { PersonCell } from "./person-cell.tsx";
import { PersonContact } from "./person-contact.tsx";

const words = deskOffersCopy.calls;
const RESULTS = ["agreed", "doesnt_suit", "no_answer"] as const;

/** A call that is due: what to say, until when the hour is held, and three results. */
export function CallCard({
  call,
  mayWork,
  contact,
}: {
  call: CallView;
  mayWork: boolean;
  contact: RevealedContact | null;
}) {
  const { person, offerId, when, until, say, slotId } = call;
  const about = `${person.since}, ${when}`;
  return (
    <li className="card call">
      <h3>
        <Link className="target" to={addresses.desk.slotOffers(slotId)}>
          {when}
        </Link>
      </h3>
      <p>
        <strong>{until}</strong>
      </p>
      <p>{say}</p>
      <div>
        <PersonCell person={person} />
      </div>
      <PersonContact person={person} mayWork={mayWork} contact={contact} />
      {mayWork ? (
        <DeskForm method="post" className="row" preventScrollReset>
          <input type="hidden" name="offer" value={offerId} />
          {RESULTS.map((result) => (
            <Fragment key={result}>
              <DeskButton
                quiet={result !== "agreed"}
                name="intent"
                value={result}
                label={words.resultNamed(words.results[result], about)}
              >
                {words.results[result]}
              </DeskButton>{" "}
            </Fragment>
          ))}
        </DeskForm>
      ) : null}
    </li>
  );
}
