import type { Booking, Offer } from "./types.ts";

/** What ends with a request. `closed`: by the operator or at the end of its term, for any reason but `booked`. */
export type RequestEnd = "left" | "consent_withdrawn" | "erased" | "closed" | "paused";

/** To withdraw and cancel in the same transaction. The offers' slots take their next step at once; the bookings' slots are gained time. */
export type Ends = { withdraw: Offer[]; cancel: Booking[] };

/** An offer that its person can still take: held, or with a stored late yes. */
const isPending = ({ status, lateYesAt }: Offer) => status === "open" || (status === "expired" && lateYesAt !== null);

/**
 * What ends with a request. A booking outlives its request, unless the person was erased and can neither be told nor
 * expected. A person who pauses keeps an hour that they asked for themselves.
 */
export function endsWithRequest(end: RequestEnd, offers: readonly Offer[], bookings: readonly Booking[]): Ends {
  const cancel = bookings.filter(({ state }) => {
    if (state === "asked") return end !== "paused";
    return state === "booked" && end === "erased";
  });
  return { withdraw: offers.filter(isPending), cancel };
}

/** `moved`: another time is another offer. `archived`: the service is no longer offered. */
export type SlotEnd = "blocked" | "removed" | "moved" | "archived";

/** `booked`: the booking has to be moved or cancelled first, or the caller given up. Otherwise each person of `ends` is told and keeps their place. */
export type SlotEnds = { kind: "booked"; booking: Booking } | { kind: "ends"; ends: Ends };

/** What ends with a slot; its filling stops. An archived service keeps its promised hours. */
export function endsWithSlot(end: SlotEnd, offers: readonly Offer[], bookings: readonly Booking[]): SlotEnds {
  const booking = bookings.find(({ state }) => state === "booked" || state === "consent");
  if (booking && end !== "archived") return { kind: "booked", booking };
  const cancel = bookings.filter(({ state }) => state === "asked");
  return { kind: "ends", ends: { withdraw: offers.filter(isPending), cancel } };
}

/**
 * The offers that end because one was taken: the others of the slot, and another offer of the person, whose request closes. People of the
 * same slot are told kindly and come first among equals next time; the slot of the other offer takes its next step.
 */
export function endsWithTaking(
  taken: Pick<Offer, "id">,
  ofSlot: readonly Offer[],
  ofPerson: readonly Offer[],
): Offer[] {
  const others = [...ofSlot, ...ofPerson].filter(({ id }) => id !== taken.id);
  return [...new Map(others.filter(isPending).map((offer) => [offer.id, offer])).values()];
}
