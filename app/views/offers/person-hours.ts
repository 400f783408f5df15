import type { SuitingHours } from "#app/application/offers/desk/hours-for-person.ts";
import { deskOffersCopy } from "#app/copy/desk-offers.ts";
import { slotLabel, untilLabel } from "./labels.ts";

const words = deskOffersCopy.ofPerson;

/** Free hours that suit a person, for display. */
export function personHoursView(hours: SuitingHours, requestId: string, mayWork: boolean): PersonHoursView {
  const { offered, booked, fitting } = hours;
  return {
    requestId,
    mayWork,
    now: [
      ...(offered
        ? [
            {
              slotId: offered.slot.id,
              label: words.offered(slotLabel(offered.slot, hours), untilLabel(offered.offer.holdsUntil, hours)),
            },
          ]
        : []),
      ...booked.map((slot) => ({ slotId: slot.id, label: words.booked(slotLabel(slot, hours)) })),
    ],
    fitting: fitting.map((slot) => ({ slotId: slot.id, label: slotLabel(slot, hours) })),
  };
}

type Hour = { slotId: string; label: string };
export type PersonHoursView = {
  requestId: string;
  mayWork: boolean;
  /** The open offer and the bookings. */
  now: Hour[];
  fitting: Hour[];
};
