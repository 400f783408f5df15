import { Link } from "react-router";
import { addresses } from "#app/addresses.ts";
import { deskOffersCopy } from "#app/copy/desk-offers.ts";

/** The way to the page of an hour. */
export const SlotLink = ({ slotId, when }: { slotId: string; when: string }) => (
  <Link className="target" to={addresses.desk.slotOffers(slotId)} aria-label={deskOffersCopy.underWay.openNamed(when)}>
    {when}
  </Link>
);
