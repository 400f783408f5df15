import { describe, expect, it } from "vitest";
import { MOSCOW, moscow } from "#app/testing/offers/fixtures.ts";
import { askedUntil, hasLapsed } from "./asked-hour.ts";
import type { Booking } from "./types.ts";

const until = (now: string, startsAt: string) => askedUntil(moscow(startsAt), MOSCOW, moscow(now));

describe("an hour that a visitor asks for", () => {
  it("is held for a day", () => {
    expect(until("2026-11-30 12:00", "2026-12-08 18:00")).toEqual(moscow("2026-12-01 12:00"));
  });

  it("is held until three hours before a near start", () => {
    expect(until("2026-11-30 12:00", "2026-11-30 18:00")).toEqual(moscow("2026-11-30 15:00"));
  });

  it("is not let go at night", () => {
    expect(until("2026-11-30 23:00", "2026-12-08 18:00")).toEqual(moscow("2026-12-02 10:00"));
    expect(until("2026-11-30 12:00", "2026-12-01 11:00")).toEqual(moscow("2026-11-30 20:30"));
  });

  it("is held through the night where an early hour is asked for in the evening", () => {
    expect(until("2026-11-30 22:00", "2026-12-01 09:00")).toEqual(moscow("2026-12-01 06:00"));
  });

  it("lapses at the end of its hold, and only while the practice has not answered", () => {
    const end = moscow("2026-12-01 12:00");
    const asked = { state: "asked", askedUntil: end } as Booking;
    expect(hasLapsed(asked, new Date(end.getTime() - 1))).toBe(false);
    expect(hasLapsed(asked, end)).toBe(true);
    expect(hasLapsed({ ...asked, state: "booked" }, end)).toBe(false);
  });
});
