import { describe, expect, it } from "vitest";
import { anOffer, moscow } from "#app/testing/offers/fixtures.ts";
import { countsToCap, silencesInRow } from "./ended-holds.ts";
import type { Offer } from "./types.ts";

const day = (date: number) => moscow(`2026-11-${String(date).padStart(2, "0")} 12:00`);
const expired = (date: number, more: Partial<Offer> = {}) =>
  anOffer(day(date), day(date), { status: "expired", ...more });

describe("silence", () => {
  it("is counted since the person last answered", () => {
    expect(silencesInRow([expired(1), expired(2)])).toBe(2);
    expect(
      silencesInRow([expired(3), anOffer(day(2), day(2), { status: "declined", answeredAt: day(2) }), expired(1)]),
    ).toBe(1);
    expect(silencesInRow([expired(1), expired(2, { answeredAt: day(3), lateYesAt: day(3) })])).toBe(0);
  });

  it("is no omission of the practice, and no lost round", () => {
    const call = { channel: "call", sentAt: null } as const;
    expect(silencesInRow([expired(1, call), expired(2, { sentAt: null }), expired(3, { status: "withdrawn" })])).toBe(
      0,
    );
    expect(silencesInRow([expired(1, { ...call, calledAt: day(1) })])).toBe(1);
  });
});

it("an offer that never reached its person does not count to the weekly cap", () => {
  const call = { channel: "call", sentAt: null } as const;
  expect(
    [expired(1), expired(1, { ...call, calledAt: day(1) }), anOffer(day(1), day(2), call)].every(countsToCap),
  ).toBe(true);
  expect([expired(1, call), expired(1, { sentAt: null })].some(countsToCap)).toBe(false);
});
