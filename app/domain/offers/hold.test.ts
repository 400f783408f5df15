import { describe, expect, it } from "vitest";
import { MOSCOW, moscow } from "#app/testing/offers/fixtures.ts";
import { canStillHold, holdUntil, latestHoldEnd } from "./hold.ts";
import { rowAt } from "./settings.ts";
import type { OfferChannel } from "./types.ts";

function held(now: string, startsAt: string, waiting = 1000, channel: OfferChannel = "email") {
  const [at, starts] = [moscow(now), moscow(startsAt)];
  const row = rowAt(MOSCOW.settings, starts, at);
  if (!row) throw new Error("it started");
  return holdUntil({ startsAt: starts, row, channel, waiting }, at, MOSCOW);
}

describe("a hold", () => {
  it("that would end at night ends at 10:00", () => {
    expect(held("2026-11-30 16:00", "2026-12-05 18:00")).toEqual(moscow("2026-12-01 10:00"));
  });

  it("ends at least three hours before the start", () => {
    expect(held("2026-11-30 12:00", "2026-11-30 16:30")).toEqual(moscow("2026-11-30 13:30"));
  });

  it("ends in the evening before, where three hours before the start is night", () => {
    expect(latestHoldEnd(moscow("2026-12-01 11:00"), MOSCOW)).toEqual(moscow("2026-11-30 20:30"));
    expect(latestHoldEnd(moscow("2026-12-01 12:00"), MOSCOW)).toEqual(moscow("2026-12-01 09:00"));
  });

  it("of a call counts daytime only", () => {
    expect(held("2026-11-30 18:00", "2026-12-05 18:00", 1000, "call")).toEqual(moscow("2026-12-01 12:00"));
    expect(held("2026-11-30 18:00", "2026-12-20 18:00", 1000, "call")).toEqual(moscow("2026-12-02 18:00"));
  });

  it("shares the daytime until the call list among the rounds that are left", () => {
    // From 9:00 to 21:00 and from 9:00 to 18:00: 21 hours.
    expect(held("2026-12-01 09:00", "2026-12-03 18:00", 6)).toEqual(moscow("2026-12-01 19:30"));
    expect(held("2026-12-01 09:00", "2026-12-03 18:00", 15)).toEqual(moscow("2026-12-01 13:12"));
    expect(held("2026-12-01 09:00", "2026-12-03 18:00", 100)).toEqual(moscow("2026-12-01 11:00"));
  });

  it("is stretched to 24 hours at most, and not where calls are made", () => {
    expect(held("2026-12-01 12:00", "2026-12-06 18:00", 1)).toEqual(moscow("2026-12-02 12:00"));
    expect(held("2026-12-01 12:00", "2026-12-02 11:00", 1, "call")).toEqual(moscow("2026-12-01 14:00"));
  });

  it("is worth no offer when it would last less than half an hour", () => {
    const startsAt = moscow("2026-11-30 18:00");
    expect(canStillHold(startsAt, moscow("2026-11-30 14:30"), MOSCOW)).toBe(true);
    expect(canStillHold(startsAt, moscow("2026-11-30 14:31"), MOSCOW)).toBe(false);
  });
});
