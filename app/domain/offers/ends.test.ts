import { describe, expect, it } from "vitest";
import { aBooking, anOffer, moscow } from "#app/testing/offers/fixtures.ts";
import { endsWithRequest, endsWithSlot, endsWithTaking } from "./ends.ts";

const now = moscow("2026-11-30 12:00");
const later = moscow("2026-11-30 18:00");
const open = anOffer(now, later, { id: "open" });
const lateYes = anOffer(now, now, { id: "late", status: "expired", lateYesAt: now });
const silent = anOffer(now, now, { id: "silent", status: "expired" });
const offers = [open, lateYes, silent, anOffer(now, later, { id: "declined", status: "declined" })];
const asked = aBooking({ id: "asked", state: "asked", askedUntil: later });
const booked = aBooking({ id: "booked" });

describe("what ends", () => {
  it.each(["left", "consent_withdrawn", "closed"] as const)("%s: open offers and an unanswered wish", (end) => {
    expect(endsWithRequest(end, offers, [asked, booked])).toEqual({ withdraw: [open, lateYes], cancel: [asked] });
  });

  it("paused: open offers alone", () => {
    expect(endsWithRequest("paused", offers, [asked, booked])).toEqual({ withdraw: [open, lateYes], cancel: [] });
  });

  it("erased: the booked hour too", () => {
    expect(endsWithRequest("erased", offers, [asked, booked])).toMatchObject({ cancel: [asked, booked] });
  });

  it.each(["blocked", "removed", "moved"] as const)("%s: all that is open, but never what is booked", (end) => {
    const ends = { withdraw: [open, lateYes], cancel: [asked] };
    expect(endsWithSlot(end, offers, [asked])).toEqual({ kind: "ends", ends });
    expect(endsWithSlot(end, [], [booked])).toEqual({ kind: "booked", booking: booked });
  });

  it("an archived service keeps what is booked", () => {
    expect(endsWithSlot("archived", [open], [booked])).toEqual({
      kind: "ends",
      ends: { withdraw: [open], cancel: [] },
    });
  });

  it("taken: the others of the hour, and the person's other offer", () => {
    const elsewhere = anOffer(now, later, { id: "elsewhere", slotId: "other" });
    expect(endsWithTaking(open, offers, [open, elsewhere])).toEqual([lateYes, elsewhere]);
  });
});
