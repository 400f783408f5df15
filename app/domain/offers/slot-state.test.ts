import { describe, expect, it } from "vitest";
import type { Holders } from "./free-time.ts";
import { DEFAULT_OFFER_SETTINGS } from "./settings.ts";
import { slotStateOf } from "./slot-state.ts";
import type { Booking, Filling, Offer } from "./types.ts";

const NOW = new Date("2026-11-30T09:00:00Z");
const inHours = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);
const NOTHING: Holders = { fillings: [], offers: [], bookings: [] };
const slot = { id: "s", status: "available" as const, startsAt: inHours(48) };
const filling: Filling = {
  ...{ id: "f", slotId: "s", seriesSlotIds: [], mode: "manual", state: "scheduled", startedBy: null },
  ...{ startsAt: NOW, keepsUntil: inHours(24), createdAt: NOW },
};
const offer: Offer = {
  ...{ id: "o", fillingId: "f", slotId: "s", requestId: "r", round: 1, channel: "email", status: "open" },
  ...{ offeredAt: NOW, sentAt: null, calledAt: null, holdsUntil: inHours(2), extendedAt: null },
  ...{ answeredAt: null, lateYesAt: null, declineReason: null },
};
const booking: Booking = {
  ...{ id: "b", slotId: "s", requestId: "r", offerId: null, state: "booked", askedUntil: null },
  ...{ bookedAt: NOW, cancelledAt: null, cancelledBy: null },
};
const stateOf = (holders: Partial<Holders>, of: Partial<Parameters<typeof slotStateOf>[0]> = {}) =>
  slotStateOf({ ...slot, ...of }, { ...NOTHING, ...holders }, DEFAULT_OFFER_SETTINGS, NOW);

describe("the state of an hour", () => {
  it("is free, near, past or blocked while nobody has it", () => {
    expect(stateOf({})).toEqual({ kind: "free" });
    expect(stateOf({}, { startsAt: inHours(2) })).toEqual({ kind: "near" });
    expect(stateOf({}, { startsAt: inHours(-1) })).toEqual({ kind: "past" });
    expect(stateOf({}, { status: "blocked" })).toEqual({ kind: "blocked" });
  });

  it("is hidden while its filling keeps it, and names whether the operator is asked", () => {
    expect(stateOf({ fillings: [filling] })).toEqual({ kind: "hidden", until: inHours(24), undecided: true });
    expect(stateOf({ fillings: [{ ...filling, startedBy: "anna" }] })).toMatchObject({ undecided: false });
    expect(stateOf({ fillings: [{ ...filling, keepsUntil: NOW }] })).toEqual({ kind: "free" });
    expect(stateOf({ fillings: [{ ...filling, state: "stopped" }] })).toEqual({ kind: "free" });
  });

  it("is offered until the last hold of a round ends, and no longer at that instant", () => {
    const later = { ...offer, id: "p", holdsUntil: inHours(3) };
    const offered = { fillings: [filling], offers: [offer, later] };
    expect(stateOf(offered)).toEqual({ kind: "offered", until: inHours(3), people: 2 });
    expect(stateOf({ offers: [{ ...offer, holdsUntil: NOW }] })).toEqual({ kind: "free" });
  });

  it("counts the offer of a weekly series for each of its hours", () => {
    const series = { ...filling, slotId: "first", seriesSlotIds: ["s"] };
    expect(stateOf({ fillings: [series], offers: [{ ...offer, slotId: "first" }] })).toMatchObject({ kind: "offered" });
  });

  it("is booked before everything else, and asked for until the practice's term ends", () => {
    expect(stateOf({ bookings: [booking], offers: [offer] })).toMatchObject({ kind: "booked", bookingId: "b" });
    const asked = { ...booking, state: "asked" as const, askedUntil: inHours(5) };
    expect(stateOf({ bookings: [asked] })).toMatchObject({ kind: "asked", until: inHours(5) });
    expect(stateOf({ bookings: [{ ...asked, askedUntil: NOW }] })).toEqual({ kind: "free" });
  });
});
