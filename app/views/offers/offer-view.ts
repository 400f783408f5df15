import { addresses } from "#app/addresses.ts";
import type { OwnOffer } from "#app/application/offers/person/get-offer-page.ts";
import type { OwnBooking } from "#app/application/offers/person/own-booking.ts";
import { hourWords, untilWords, zoneWords } from "#app/copy/hours.ts";
import { offersCopy } from "#app/copy/offers.ts";
import type { OverBecause } from "#app/domain/offers/answer.ts";
import type { ServiceFormat } from "#app/domain/timetable/availability.ts";

const OFFER_DONE = ["accepted", "declined", "kept", "cancelled", "returned"] as const;
export type OfferDone = (typeof OFFER_DONE)[number];

export type Fact = { term: string; value: string };

/** An hour that the person has. */
export type BookingView = {
  id: string;
  facts: Fact[];
  /** Of the meeting: where it is, the practice says. */
  format: ServiceFormat;
  /** The page to which its buttons post. */
  action: string;
  calendarHref: string;
  cancelUntil: string;
  mayCancel: boolean;
};

export type OfferState =
  | { kind: "open" | "held_by_another"; until: string }
  | { kind: "late" | "kept" }
  | { kind: "yours"; booking: BookingView }
  | { kind: "over"; because: OverBecause; mayReturn: boolean };

export type OfferView = { action: string; facts: Fact[]; weekly: boolean; state: OfferState; done: OfferDone | null };

type Shown = Extract<OwnOffer, { status: "shown" }>;

/** The page of an offer for display. `done`: what the address says of the last press, shown only where it is so. */
export function offerView(page: Shown, token: string, { done, now }: { done: OfferDone | null; now: Date }): OfferView {
  const { hour } = page;
  const state = stateOf(page, token, now);
  return {
    action: addresses.offer(token),
    facts: factsOf(hour),
    weekly: hour.alsoAt.length > 0,
    state,
    done: done !== null && isTrue(done, state) ? done : null,
  };
}

function stateOf({ hour, may, booking, mayReturn }: Shown, token: string, now: Date): OfferState {
  switch (may.kind) {
    case "open":
    case "held_by_another":
      return { kind: may.kind, until: untilWords(may.until, hour.timeZone) };
    case "late":
    case "kept":
      return { kind: may.kind };
    case "yours": {
      if (!booking) return { kind: "over", because: "cancelled", mayReturn };
      const hrefs = { action: addresses.offer(token), calendarHref: addresses.offerCalendar(token) };
      return { kind: "yours", booking: { ...hrefs, ...bookingView(booking, hour, now) } };
    }
    case "over":
      return { kind: "over", because: may.because, mayReturn };
  }
}

type About = { serviceTitle: string; timeZone: string; format: ServiceFormat };

export function bookingView(
  { id, hours, cancelUntil }: OwnBooking,
  about: About,
  now: Date,
): Omit<BookingView, "action" | "calendarHref"> {
  const [first, ...others] = hours;
  const alsoAt = others.map(({ startsAt }) => startsAt);
  return {
    id,
    facts: first ? factsOf({ ...about, startsAt: first.startsAt, alsoAt }) : [],
    format: about.format,
    cancelUntil: untilWords(cancelUntil, about.timeZone),
    mayCancel: now < cancelUntil,
  };
}

function factsOf({ serviceTitle, timeZone, format, startsAt, alsoAt }: Shown["hour"]): Fact[] {
  const zone = zoneWords(startsAt, timeZone);
  return [
    { term: offersCopy.service, value: serviceTitle },
    { term: offersCopy.when, value: hourWords(startsAt, timeZone) },
    ...(alsoAt.length > 0
      ? [{ term: offersCopy.alsoAt, value: alsoAt.map((at) => hourWords(at, timeZone)).join("; ") }]
      : []),
    ...(zone === null ? [] : [{ term: offersCopy.timeZone, value: zone }]),
    { term: offersCopy.format, value: offersCopy.formats[format] },
  ];
}

function isTrue(done: OfferDone, state: OfferState): boolean {
  switch (done) {
    case "accepted":
      return state.kind === "yours";
    case "kept":
      return state.kind === "kept";
    case "declined":
      return state.kind === "over" && state.because === "declined";
    case "cancelled":
      return state.kind === "over" && state.because === "cancelled" && state.mayReturn;
    case "returned":
      return state.kind === "over" && state.because === "cancelled" && !state.mayReturn;
  }
}

/** The result of a press, for the page after the redirect. */
export function offerDoneIn(url: URL): OfferDone | null {
  return OFFER_DONE.find((done) => done === url.searchParams.get("done")) ?? null;
}
