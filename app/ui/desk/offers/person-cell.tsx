import { Link } from "react-router";
import { addresses } from "#app/addresses.ts";
import { deskOffersCopy } from "#app/copy/desk-offers.ts";
import type { PersonLabel } from "#app/views/offers/labels.ts";

/** A person by date of waiting and service, with the way to their request. */
export function PersonCell({ person: { id, since, about } }: { person: PersonLabel }) {
  return (
    <>
      {id === null ? (
        since
      ) : (
        <Link
          className="target"
          to={addresses.desk.person(id)}
          aria-label={deskOffersCopy.person.openNamed(`${since}, ${about}`)}
        >
          {since}
        </Link>
      )}{" "}
      <span className="below">{about}</span>
    </>
  );
}
