import { describe, expect, it } from "vitest";
import { aBooking, aSlot, MOSCOW, moscow } from "#app/testing/offers/fixtures.ts";
import { cancelBooking, gainedTime, offeredByHand } from "./gained-time.ts";
import type { OfferSettings } from "./types.ts";

const now = moscow("2026-11-30 12:00");
const inFiveDays = aSlot(moscow("2026-12-05 18:00"));
const gained = (slot = inFiveDays, more: Partial<OfferSettings> = {}, somebodyFits = true) =>
  gainedTime(slot, somebodyFits, { ...MOSCOW.settings, ...more }, now);

describe("gained time", () => {
  it("is public at once when it suits nobody", () => {
    expect(gained(inFiveDays, {}, false)).toEqual({ kind: "public" });
  });

  it("waits for the operator for 24 hours, or until 48 hours before its start", () => {
    const filling = { mode: "manual", startsAt: now, startedBy: null };
    expect(gained()).toEqual({ kind: "filling", filling: { ...filling, keepsUntil: moscow("2026-12-01 12:00") } });
    const nearer = gained(aSlot(moscow("2026-12-03 10:00")));
    expect(nearer).toEqual({ kind: "filling", filling: { ...filling, keepsUntil: moscow("2026-12-01 10:00") } });
  });

  it("is public at once where 48 hours before its start is past", () => {
    expect(gained(aSlot(moscow("2026-12-02 11:00")))).toEqual({ kind: "public" });
  });

  it("is offered by itself after the undo delay, hidden from strangers", () => {
    const keepsUntil = moscow("2026-12-05 15:00");
    const filling = { mode: "automatic", startsAt: moscow("2026-11-30 12:10"), keepsUntil, startedBy: null };
    expect(gained(inFiveDays, { automatic: true })).toEqual({ kind: "filling", filling });
    expect(gained(inFiveDays, { automaticByService: { service: true } })).toEqual({ kind: "filling", filling });
    expect(gained(inFiveDays, { automatic: true, automaticByService: { service: false } })).toMatchObject({
      filling: { mode: "manual" },
    });
  });

  it("is seen by strangers too where the list does not come first", () => {
    expect(gained(inFiveDays, { listFirst: false })).toEqual({ kind: "public" });
    expect(gained(inFiveDays, { listFirst: false, automatic: true })).toMatchObject({ filling: { keepsUntil: now } });
  });

  it("is offered at once when the operator presses", () => {
    expect(offeredByHand(inFiveDays, "operator", MOSCOW.settings, now)).toEqual({
      mode: "manual",
      startsAt: now,
      keepsUntil: moscow("2026-12-05 15:00"),
      startedBy: "operator",
    });
  });
});

describe("cancelling", () => {
  const cancel = (by: "person" | "operator", at: Date, booking = aBooking()) =>
    cancelBooking(booking, by, inFiveDays, MOSCOW.settings, at);

  it("is the person's until the minimum notice, and then the operator's", () => {
    const notice = moscow("2026-12-05 15:00");
    const booking = aBooking({ state: "cancelled", cancelledAt: now, cancelledBy: "person" });
    expect(cancel("person", now)).toEqual({ kind: "cancelled", booking });
    expect(cancel("person", notice)).toEqual({ kind: "too_late" });
    expect(cancel("operator", notice)).toMatchObject({ kind: "cancelled", booking: { cancelledBy: "operator" } });
    expect(cancel("operator", inFiveDays.startsAt)).toEqual({ kind: "too_late" });
  });

  it("happens once", () => {
    expect(cancel("person", now, aBooking({ state: "cancelled" }))).toEqual({ kind: "already" });
  });
});
