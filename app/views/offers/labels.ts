import type { OfferPerson } from "#app/application/ports/offers-desk.ts";
import { deskOffersCopy, slotStates } from "#app/copy/desk-offers.ts";
import { peopleCopy } from "#app/copy/desk-people.ts";
import { timeWindows } from "#app/copy/words.ts";
import type { SlotState } from "#app/domain/offers/slot-state.ts";
import type { Slot } from "#app/domain/timetable/availability.ts";
import { localDateOf } from "#app/domain/timetable/local-time.ts";
import { dateLabel, momentLabel, shortDayLabel, timeLabel } from "#app/views/dates.ts";
import type { BadgeTone } from "#app/views/people/desk-badges.ts";

/** The clock of the practice. */
export type At = { timeZone: string; now: Date };

/** «18:00» today, otherwise «30 ноября в 18:00». */
export function untilLabel(at: Date, { timeZone, now }: At): string {
  return localDateOf(at, timeZone) === localDateOf(now, timeZone) ? timeLabel(at, timeZone) : momentLabel(at, timeZone);
}

/** «30 ноября, пн, 18:00–18:50». */
export function slotLabel({ startsAt, endsAt }: Pick<Slot, "startsAt" | "endsAt">, { timeZone }: At): string {
  return deskOffersCopy.slot(
    shortDayLabel(startsAt, timeZone),
    `${timeLabel(startsAt, timeZone)}–${timeLabel(endsAt, timeZone)}`,
  );
}

const TONES = {
  past: "neutral",
  blocked: "neutral",
  booked: "neutral",
  asked: "bad",
  consent: "neutral",
  offered: "good",
  hidden: "neutral",
  near: "good",
  free: "good",
} as const satisfies Record<SlotState["kind"], BadgeTone>;

export type StateLabel = { tone: BadgeTone; label: string };

export function stateLabel(state: SlotState, at: At): StateLabel {
  const until = "until" in state ? untilLabel(state.until, at) : "";
  return { tone: TONES[state.kind], label: slotStates[state.kind](until) };
}

/** A person by date of waiting and service, never a contact. `id` is `null` when the request is gone. */
export type PersonLabel = { id: string | null; since: string; about: string };

export function personLabel(person: OfferPerson | undefined, { timeZone }: At): PersonLabel {
  if (!person) return { id: null, since: deskOffersCopy.person.gone, about: "" };
  return {
    id: person.id,
    since: deskOffersCopy.person.since(dateLabel(person.createdAt, timeZone)),
    about: [
      person.serviceTitle,
      timeWindows[person.preferredTimeWindow].toLowerCase(),
      deskOffersCopy.methods[person.preferredContactMethod],
      ...(person.putFirstReason ? [deskOffersCopy.person.first(peopleCopy.firstReasons[person.putFirstReason])] : []),
    ].join(" · "),
  };
}
