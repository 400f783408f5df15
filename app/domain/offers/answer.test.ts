import { describe, expect, it } from "vitest";
import { aBooking, anOffer, aSlot, MOSCOW, moscow } from "#app/testing/offers/fixtures.ts";
import { type Answering, mayAnswer } from "./answer.ts";

const offered = moscow("2026-11-30 12:00");
const holdsUntil = moscow("2026-11-30 18:00");
const slot = aSlot(moscow("2026-12-04 18:00"));
const offer = anOffer(offered, holdsUntil);
const second = (instant: Date, seconds: number) => new Date(instant.getTime() + seconds * 1000);
const may = (more: Partial<Answering> = {}, now = second(holdsUntil, -1)) =>
  mayAnswer({ offer, slot, offers: [offer], bookings: [], requestOpen: true, ...more }, MOSCOW, now);
const over = (because: string) => ({ kind: "over", because });

describe("an answer", () => {
  it("takes the hour one second before the hold's end", () => {
    expect(may()).toEqual({ kind: "open", until: holdsUntil });
  });

  it("takes it one second after the end too, where it is free", () => {
    const late = { kind: "late", until: moscow("2026-12-04 15:00") };
    expect(may({}, second(holdsUntil, 1))).toEqual(late);
    expect(may({ offer: { ...offer, status: "expired" } }, second(holdsUntil, 1))).toEqual(late);
  });

  it("is kept while somebody else holds the hour", () => {
    const until = moscow("2026-12-01 10:00");
    const other = anOffer(holdsUntil, until, { id: "other" });
    const asked = aBooking({ requestId: "other", state: "asked", askedUntil: until });
    expect(may({ offers: [offer, other] }, second(holdsUntil, 1))).toEqual({ kind: "held_by_another", until });
    expect(may({ bookings: [asked] }, second(holdsUntil, 1))).toEqual({ kind: "held_by_another", until });
  });

  it("goes behind an earlier late yes that waits for the morning", () => {
    const other = anOffer(offered, holdsUntil, { id: "other", status: "expired", lateYesAt: holdsUntil });
    const night = moscow("2026-11-30 22:00");
    const until = moscow("2026-12-01 09:00");
    expect(may({ offers: [offer, other] }, night)).toEqual({ kind: "held_by_another", until });
  });

  it("is kept once", () => {
    expect(may({ offer: { ...offer, status: "expired", lateYesAt: offered } }, second(holdsUntil, 1))).toEqual({
      kind: "kept",
    });
  });

  it("in a round of three goes to whoever is first", () => {
    const other = anOffer(offered, holdsUntil, { id: "other" });
    expect(may({ offers: [offer, other] })).toMatchObject({ kind: "open" });
    expect(may({ offers: [offer, other], bookings: [aBooking({ requestId: "other" })] })).toEqual(over("taken"));
  });

  it("comes too late within the minimum notice", () => {
    expect(may({}, moscow("2026-12-04 14:59"))).toMatchObject({ kind: "late" });
    expect(may({}, moscow("2026-12-04 15:00"))).toEqual(over("too_late"));
  });

  it("comes too late when the hour or the request is gone", () => {
    expect(may({ slot: { ...slot, status: "blocked" } })).toEqual(over("slot_gone"));
    expect(may({ requestOpen: false })).toEqual(over("request_closed"));
    expect(may({ offer: { ...offer, status: "withdrawn" } })).toEqual(over("withdrawn"));
    expect(may({ offer: { ...offer, status: "withdrawn" }, bookings: [aBooking({ requestId: "other" })] })).toEqual(
      over("taken"),
    );
    expect(may({ offer: { ...offer, status: "declined" } })).toEqual(over("declined"));
  });

  it("finds one's own booking, or that it was cancelled", () => {
    const accepted = { ...offer, status: "accepted" } as const;
    expect(may({ offer: accepted, bookings: [aBooking()], requestOpen: false })).toEqual({ kind: "yours" });
    expect(may({ offer: accepted, bookings: [aBooking({ state: "cancelled" })] })).toEqual(over("cancelled"));
  });
});
