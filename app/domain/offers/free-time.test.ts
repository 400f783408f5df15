import { describe, expect, it } from "vitest";
import { aBooking, aFilling, anOffer, aSlot, MOSCOW, moscow } from "#app/testing/offers/fixtures.ts";
import { type Holders, isFree } from "./free-time.ts";

const now = moscow("2026-11-30 12:00");
const slot = aSlot(moscow("2026-12-04 18:00"));
const closes = moscow("2026-12-04 15:00");
const later = moscow("2026-12-01 12:00");
const free = (more: Partial<Holders> = {}, at = now) =>
  isFree(slot, { fillings: [], offers: [], bookings: [], ...more }, MOSCOW.settings, at);
const kept = { fillings: [aFilling(now, { keepsUntil: later })] };

describe("free time", () => {
  it("is free until the minimum notice before its start", () => {
    expect(free()).toEqual({ free: true, until: closes });
    expect(free({}, closes)).toEqual({ free: false, until: null });
  });

  it("is not free while it is held, and by itself again after", () => {
    const offers = [anOffer(now, later)];
    expect(free({ offers })).toEqual({ free: false, until: later });
    expect(free({ offers }, later)).toEqual({ free: true, until: closes });
  });

  it("is not free while a filling keeps it or a visitor asked for it", () => {
    expect(free(kept)).toEqual({ free: false, until: later });
    expect(free({ bookings: [aBooking({ state: "asked", askedUntil: later })] })).toEqual({
      free: false,
      until: later,
    });
  });

  it("is held until the last of all holds ends", () => {
    const end = moscow("2026-12-02 12:00");
    expect(free({ ...kept, offers: [anOffer(now, end)] })).toEqual({ free: false, until: end });
    const beyond = [aFilling(now, { keepsUntil: slot.startsAt })];
    expect(free({ fillings: beyond })).toEqual({ free: false, until: null });
  });

  it("is free when what held it has ended or is another slot's", () => {
    const fillings = [aFilling(now, { state: "exhausted" }), aFilling(now, { slotId: "other" })];
    const offers = [
      anOffer(now, later, { status: "declined" }),
      anOffer(now, later, { slotId: "other", fillingId: "x" }),
    ];
    const bookings = [aBooking({ state: "cancelled" }), aBooking({ slotId: "other" })];
    expect(free({ fillings, offers, bookings })).toMatchObject({ free: true });
  });

  it("is not free when it is booked or blocked", () => {
    expect(free({ bookings: [aBooking()] })).toEqual({ free: false, until: null });
    const none = { fillings: [], offers: [], bookings: [] };
    const blocked = isFree({ ...slot, status: "blocked" }, none, MOSCOW.settings, now);
    expect(blocked).toEqual({ free: false, until: null });
  });

  it("is held by a weekly offer that would take it too", () => {
    const fillings = [aFilling(now, { slotId: "first", seriesSlotIds: ["slot"], keepsUntil: now })];
    expect(free({ fillings, offers: [anOffer(now, later, { slotId: "first" })] })).toEqual({
      free: false,
      until: later,
    });
  });
});
