import { Link } from "react-router";
import { addresses } from "#app/addresses.ts";
import { deskOffersCopy } from "#app/copy/desk-offers.ts";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import type { PersonHoursView } from "#app/views/offers/person-hours.ts";

const words = deskOffersCopy.ofPerson;

/** The open offer and booking of a person, and free hours that suit. The answer is on the hour's own page. */
export function PersonHours({ hours: { requestId, mayWork, now, fitting } }: { hours: PersonHoursView }) {
  return (
    <section className="card" aria-labelledby="hours">
      <h2 id="hours">{words.title}</h2>
      {now.map(({ slotId, label }) => (
        <p key={slotId}>
          {label}{" "}
          <Link className="target" to={addresses.desk.slotOffers(slotId)}>
            {words.open}
          </Link>
        </p>
      ))}
      <p className="soft">{fitting.length === 0 ? words.none : words.lead}</p>
      {fitting.map(({ slotId, label }) => (
        <div key={slotId}>
          <Link className="target" to={addresses.desk.slotOffers(slotId)}>
            {label}
          </Link>
          {mayWork ? (
            <DeskForm method="post" action={addresses.desk.slotOffers(slotId)} className="row">
              <input type="hidden" name="request" value={requestId} />
              <DeskButton plain name="intent" value="give" label={words.named(words.give, label)}>
                {words.give}
              </DeskButton>{" "}
              <DeskButton plain name="intent" value="book" label={words.named(words.book, label)}>
                {words.book}
              </DeskButton>
            </DeskForm>
          ) : null}
        </div>
      ))}
    </section>
  );
}
