import { canStillHold, holdUntil } from "./hold.ts";
import { rowAt } from "./settings.ts";
import type { Offer, OfferChannel, OfferedSlot, Rules } from "./types.ts";

/**
 * The outcome of an open offer whose hold has ended. `silence`: expired by the person. `not_called`: expired by the practice, which
 * neither wrote nor called; the journal records the skip. `extended`, `to_call`: no transport took the message; the offer stays open.
 */
export type EndedHold = { offerId: string; requestId: string } & (
  | { as: "silence" | "not_called" }
  | { as: "extended" | "to_call"; holdsUntil: Date }
);

export function endedHolds(offers: readonly Offer[], slot: OfferedSlot, rules: Rules, now: Date): EndedHold[] {
  return offers
    .filter(({ status, holdsUntil }) => status === "open" && holdsUntil <= now)
    .map((offer) => ({ offerId: offer.id, requestId: offer.requestId, ...endOf(offer, slot, rules, now) }));
}

function endOf(offer: Offer, slot: OfferedSlot, rules: Rules, now: Date) {
  if (offer.channel === "call") return { as: offer.calledAt ? "silence" : "not_called" } as const;
  if (offer.sentAt) return { as: "silence" } as const;
  const row = rowAt(rules.settings, slot.startsAt, now);
  if (!row || !canStillHold(slot.startsAt, now, rules)) return { as: "not_called" } as const;
  const toCall = offer.extendedAt !== null || row.by === "call";
  const channel: OfferChannel = toCall ? "call" : offer.channel;
  // After a failed delivery nobody waits longer than for a normal hold.
  const holding = { startsAt: slot.startsAt, row, channel, waiting: Number.POSITIVE_INFINITY };
  return { as: toCall ? "to_call" : "extended", holdsUntil: holdUntil(holding, now, rules) } as const;
}

/** The offers after their ends were written. */
export function afterEnds(offers: readonly Offer[], ended: readonly EndedHold[], now: Date): Offer[] {
  const ends = new Map(ended.map((end) => [end.offerId, end]));
  return offers.map((offer) => {
    const end = ends.get(offer.id);
    return end ? afterEnd(offer, end, now) : offer;
  });
}

function afterEnd(offer: Offer, end: EndedHold, now: Date): Offer {
  switch (end.as) {
    case "silence":
    case "not_called":
      return { ...offer, status: "expired" };
    case "extended":
      return { ...offer, extendedAt: now, holdsUntil: end.holdsUntil };
    case "to_call":
      return { ...offer, channel: "call", holdsUntil: end.holdsUntil };
  }
}

/** The practice neither wrote nor called: the offer never reached its person. */
const neverReached = ({ channel, sentAt, calledAt }: Offer) => (channel === "call" ? calledAt : sentAt) === null;

/** Whether an offer counts to its person's weekly cap. An offer that never reached its person does not. */
export function countsToCap(offer: Offer): boolean {
  return offer.status === "open" || !neverReached(offer);
}

/** After this many silences in a row the person is asked «Ждать дальше?», and gets no offers until they answer. */
export const SILENCES_BEFORE_QUESTION = 2;

/** Silences since the person's last answer, over all offers of a request. A late yes is an answer; an omission of the practice is no silence. */
export function silencesInRow(offers: readonly Offer[]): number {
  const latestFirst = offers.toSorted((a, b) => b.offeredAt.getTime() - a.offeredAt.getTime());
  let silences = 0;
  for (const offer of latestFirst) {
    if (offer.answeredAt) return silences;
    if (offer.status === "expired" && !neverReached(offer)) silences += 1;
  }
  return silences;
}
