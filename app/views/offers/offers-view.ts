import type { OffersOverview } from "#app/application/offers/desk/get-offers-page.ts";
import { deskOffersCopy } from "#app/copy/desk-offers.ts";
import type { SlotServices } from "#app/domain/timetable/availability.ts";
import { momentLabel, timeLabel } from "#app/views/dates.ts";
import { servicesLabel } from "#app/views/timetable/slot-services.ts";
import { type PersonLabel, personLabel, type StateLabel, slotLabel, stateLabel, untilLabel } from "./labels.ts";

const words = deskOffersCopy;

/** What is offered now, for display. No contact is here. */
export function offersView(page: OffersOverview): OffersView {
  const titleOf = (slot: SlotServices) => servicesLabel(slot, page.services, words.anyService);
  const rowOf = ({ slot }: { slot: OffersOverview["ended"][number]["slot"] }) => ({
    slotId: slot.id,
    when: slotLabel(slot, page),
    service: titleOf(slot),
  });
  return {
    calls: page.calls.map(({ offer, slot }) => {
      const person = page.people.get(offer.requestId);
      return {
        ...rowOf({ slot }),
        offerId: offer.id,
        person: personLabel(person, page),
        until: words.calls.until(untilLabel(offer.holdsUntil, page)),
        say: words.calls.say(person?.serviceTitle ?? titleOf(slot), slotLabel(slot, page)),
      };
    }),
    asked: page.asked.map(({ booking, slot, others }) => ({
      ...rowOf({ slot }),
      bookingId: booking.id,
      others: others.map((other) => ({ id: other.id, label: slotLabel(other, page) })),
      person: personLabel(page.people.get(booking.requestId), page),
      until: booking.askedUntil ? words.asked.until(untilLabel(booking.askedUntil, page)) : "",
    })),
    lapsed: page.lapsed.map(({ booking, slot }) => ({
      ...rowOf({ slot }),
      bookingId: booking.id,
      person: personLabel(page.people.get(booking.requestId), page),
    })),
    silent: page.silent.map(({ requestId, at }) => ({
      requestId,
      person: personLabel(page.people.get(requestId), page),
      asked: words.silent.asked(momentLabel(at, page.timeZone)),
    })),
    underWay: page.underWay.map(({ filling, slot, state }) => {
      const undecided = state.kind === "hidden" && state.undecided;
      const waits = !undecided && filling.state === "scheduled" && filling.startsAt > page.now;
      return {
        ...rowOf({ slot }),
        state: stateLabel(state, page),
        note: undecided
          ? words.underWay.undecided
          : waits
            ? words.underWay.starts(timeLabel(filling.startsAt, page.timeZone))
            : // The state says until when it is offered.
              state.kind === "offered"
              ? null
              : words.fillings[filling.state],
      };
    }),
    ended: page.ended.map(({ filling, slot }) => ({ ...rowOf({ slot }), note: words.fillings[filling.state] })),
  };
}

type Row = { slotId: string; when: string; service: string };
export type CallView = Row & { offerId: string; person: PersonLabel; until: string; say: string };
export type AskView = Row & {
  bookingId: string;
  person: PersonLabel;
  until: string;
  /** Hours that may be offered instead. */
  others: { id: string; label: string }[];
};
export type OffersView = {
  calls: CallView[];
  asked: AskView[];
  lapsed: (Row & { bookingId: string; person: PersonLabel })[];
  silent: { requestId: string; person: PersonLabel; asked: string }[];
  underWay: (Row & { state: StateLabel; note: string | null })[];
  ended: (Row & { note: string })[];
};
