import { describe, expect, it } from "vitest";
import { addDaytime, daytimeBetween, isQuiet, loudFrom, type Quiet, quietSince } from "./quiet-hours.ts";

const at = (iso: string) => new Date(iso);
const HOUR = 60 * 60 * 1000;
const berlin: Quiet = { hours: { from: "21:00", to: "09:00" }, timeZone: "Europe/Berlin" };
const withHours = (quiet: Quiet, from: string, to: string): Quiet => ({ ...quiet, hours: { from, to } });

describe("quiet hours", () => {
  it("begin at their first instant and end before their last", () => {
    expect(["19:59:59.999Z", "20:00:00.000Z"].map((time) => isQuiet(at(`2026-11-30T${time}`), berlin))).toEqual([
      false,
      true,
    ]);
    expect(["07:59:59.999Z", "08:00:00.000Z"].map((time) => isQuiet(at(`2026-11-30T${time}`), berlin))).toEqual([
      true,
      false,
    ]);
  });

  it("may lie within one day, or not be at all", () => {
    const siesta = withHours(berlin, "13:00", "15:00");
    expect([11, 12, 13, 14].map((hour) => isQuiet(at(`2026-11-30T${hour}:30:00Z`), siesta))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    const none = withHours(berlin, "00:00", "00:00");
    expect([0, 8, 23].map((hour) => isQuiet(at(`2026-11-30T${String(hour).padStart(2, "0")}:00:00Z`), none))).toEqual([
      false,
      false,
      false,
    ]);
  });

  it("end with the morning of the zone's clock on both nights on which it changes", () => {
    expect(loudFrom(at("2026-03-28T22:00:00Z"), berlin)).toEqual(at("2026-03-29T07:00:00Z"));
    expect(loudFrom(at("2026-10-24T22:00:00Z"), berlin)).toEqual(at("2026-10-25T08:00:00Z"));
  });

  it("end an hour later where the clocks leave their end out", () => {
    expect(loudFrom(at("2026-03-29T00:00:00Z"), withHours(berlin, "21:00", "02:30"))).toEqual(
      at("2026-03-29T01:30:00Z"),
    );
  });

  it("end at the first of two equal times, and do not begin again", () => {
    const short = withHours(berlin, "21:00", "02:30");
    expect(loudFrom(at("2026-10-24T23:00:00Z"), short)).toEqual(at("2026-10-25T00:30:00Z"));
    expect(isQuiet(at("2026-10-25T01:15:00Z"), short)).toBe(false);
  });

  it("know when they began", () => {
    expect(quietSince(at("2026-12-01T05:00:00Z"), berlin)).toEqual(at("2026-11-30T20:00:00Z"));
    expect(quietSince(at("2026-12-01T12:00:00Z"), berlin)).toEqual(at("2026-11-30T20:00:00Z"));
  });
});

describe("daytime", () => {
  it("is counted without the nights between", () => {
    expect(daytimeBetween(at("2026-11-30T19:00:00Z"), at("2026-12-02T09:00:00Z"), berlin)).toBe((1 + 12 + 1) * HOUR);
    expect(daytimeBetween(at("2026-11-30T21:00:00Z"), at("2026-12-01T05:00:00Z"), berlin)).toBe(0);
  });

  it("goes on in the morning when it is added in the evening or at night", () => {
    expect(addDaytime(at("2026-11-30T19:00:00Z"), 2 * HOUR, berlin)).toEqual(at("2026-12-01T09:00:00Z"));
    expect(addDaytime(at("2026-11-30T23:00:00Z"), 2 * HOUR, berlin)).toEqual(at("2026-12-01T10:00:00Z"));
  });
});
