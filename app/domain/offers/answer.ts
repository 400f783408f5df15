import { isHold, noticeBegins } from "./free-time.ts";
import { quietOf } from "./hold.ts";
import { loudFrom } from "./quiet-hours.ts";
import type { Booking, Offer, OfferedSlot, Rules } from "./types.ts";

/** An offer with all that its answer depends on. */
export type Answering = {
  offer: Offer;
  slot: Pick<OfferedSlot, "status" | "startsAt">;
  /** All offers and bookings of the slot; those of the person may be among them. */
  offers: readonly Offer[];
  bookings: readonly Booking[];
  requestOpen: boolean;
};

export type MayAnswer =
  /** The slot is held for the person (in a batch for others too): a yes takes the slot. */
  | { kind: "open"; until: Date }
  /** The hold has ended and the slot is free: a yes takes the slot until then. */
  | { kind: "late"; until: Date }
  /** Somebody else holds the slot: a yes is stored and served next, at that instant at the earliest. */
  | { kind: "held_by_another"; until: Date }
  /** An earlier late yes is stored. */
  | { kind: "kept" }
  /** The person has taken the slot. */
  | { kind: "yours" }
  | { kind: "over"; because: OverBecause };

/** `too_late`: it is less than the minimum notice before the start. */
export const OVER_BECAUSE = [
  "declined",
  "withdrawn",
  "cancelled",
  "taken",
  "slot_gone",
  "request_closed",
  "too_late",
] as const;
export type OverBecause = (typeof OVER_BECAUSE)[number];

/** The effect of an answer at this instant. A no is accepted as long as a yes is accepted or stored. */
export function mayAnswer(answering: Answering, rules: Rules, now: Date): MayAnswer {
  const { offer, slot, requestOpen } = answering;
  const bookings = answering.bookings.filter(({ state }) => state !== "cancelled");
  if (offer.status === "accepted") {
    const standing = bookings.some(({ requestId }) => requestId === offer.requestId);
    return standing ? { kind: "yours" } : over("cancelled");
  }
  // Said first: the other endings promise that the place in the list is kept.
  if (!requestOpen) return over("request_closed");
  if (offer.status === "declined" || offer.status === "withdrawn") return over(endedAs(offer.status, bookings));
  if (slot.status !== "available") return over("slot_gone");
  if (bookings.some(({ state }) => state === "booked")) return over("taken");
  if (offer.status === "open" && now < offer.holdsUntil) return { kind: "open", until: offer.holdsUntil };
  const latest = noticeBegins(slot.startsAt, rules.settings);
  if (now >= latest) return over("too_late");
  if (offer.lateYesAt) return { kind: "kept" };
  const heldUntil = heldByOthers(answering, now);
  if (heldUntil) return { kind: "held_by_another", until: loudFrom(heldUntil, quietOf(rules)) };
  return { kind: "late", until: latest };
}

const over = (because: OverBecause): MayAnswer => ({ kind: "over", because });

function endedAs(status: "declined" | "withdrawn", bookings: readonly Booking[]): OverBecause {
  if (status === "declined") return "declined";
  return bookings.some(({ state }) => state === "booked") ? "taken" : "withdrawn";
}

/** The last end of other people's holds; now, if an earlier late yes only waits for its turn; `null`: no hold. */
function heldByOthers({ offer, offers, bookings }: Answering, now: Date): Date | null {
  const others = offers.filter(({ id }) => id !== offer.id);
  const ends = [
    ...others.flatMap(({ status, holdsUntil }) => (status === "open" && holdsUntil > now ? [holdsUntil] : [])),
    ...bookings.filter(isHold).flatMap(({ askedUntil }) => (askedUntil && askedUntil > now ? [askedUntil] : [])),
    ...others.flatMap(({ status, lateYesAt }) => (status === "expired" && lateYesAt ? [now] : [])),
  ];
  return ends.length > 0 ? new Date(Math.max(...ends.map((end) => end.getTime()))) : null;
}
