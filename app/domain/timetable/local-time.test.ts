import { describe, expect, it } from "vitest";
import {
  addLocalDays,
  instantOf,
  isLocalDate,
  localDateOf,
  mondayOf,
  startOfLocalDate,
  weekdayOf,
} from "./local-time.ts";

const at = (date: string, time: string, zone = "Europe/Berlin") => instantOf(date, time, zone)?.toISOString() ?? null;

describe("local time", () => {
  it("keeps the clock time all year, as different instants around a clock change", () => {
    expect(at("2026-03-28", "10:00")).toBe("2026-03-28T09:00:00.000Z");
    expect(at("2026-03-29", "10:00")).toBe("2026-03-29T08:00:00.000Z");
    expect(at("2026-10-24", "10:00")).toBe("2026-10-24T08:00:00.000Z");
    expect(at("2026-10-25", "10:00")).toBe("2026-10-25T09:00:00.000Z");
    expect(at("2026-07-01", "00:00", "Europe/Moscow")).toBe("2026-06-30T21:00:00.000Z");
  });

  it("does not exist in the hour that is skipped", () => {
    expect(at("2026-03-29", "01:59")).toBe("2026-03-29T00:59:00.000Z");
    expect(at("2026-03-29", "02:00")).toBeNull();
    expect(at("2026-03-29", "02:59")).toBeNull();
    expect(at("2026-03-29", "03:00")).toBe("2026-03-29T01:00:00.000Z");
  });

  it("is the first of the two in the hour that repeats", () => {
    expect(at("2026-10-25", "02:30")).toBe("2026-10-25T00:30:00.000Z");
    expect(at("2026-10-25", "03:00")).toBe("2026-10-25T02:00:00.000Z");
  });

  it("a day begins at midnight, or at one where midnight is skipped, in every zone", () => {
    expect(startOfLocalDate("2026-03-29", "Europe/Berlin").toISOString()).toBe("2026-03-28T23:00:00.000Z");
    expect(startOfLocalDate("2026-10-26", "Europe/Berlin").toISOString()).toBe("2026-10-25T23:00:00.000Z");
    expect(startOfLocalDate("2026-01-10", "Pacific/Kiritimati").toISOString()).toBe("2026-01-09T10:00:00.000Z");
    expect(startOfLocalDate("2026-01-10", "Pacific/Pago_Pago").toISOString()).toBe("2026-01-10T11:00:00.000Z");
    expect(startOfLocalDate("2026-09-06", "America/Santiago").toISOString()).toBe("2026-09-06T04:00:00.000Z");
  });

  it("starts weeks on Monday and validates days", () => {
    expect(["2026-11-23", "2026-11-29"].map(weekdayOf)).toEqual([1, 7]);
    expect(["2026-11-23", "2026-11-29", "2027-01-01"].map(mondayOf)).toEqual([
      "2026-11-23",
      "2026-11-23",
      "2026-12-28",
    ]);
    expect(addLocalDays("2026-02-28", 1)).toBe("2026-03-01");
    expect(localDateOf(new Date("2026-11-23T21:30:00Z"), "Europe/Moscow")).toBe("2026-11-24");
    expect(["2026-02-30", "2026-1-1", "завтра", "2026-13-01", ""].filter(isLocalDate)).toEqual([]);
    expect(["0000-01-01", "0001-01-01", "1999-12-31", "2200-01-01", "9999-12-31"].filter(isLocalDate)).toEqual([]);
    expect(["275760-01-01", "+012345-01-01", "-000001-01-01"].filter(isLocalDate)).toEqual([]);
    expect(["2028-02-29", "2000-01-01", "2199-12-31"].filter(isLocalDate)).toHaveLength(3);
  });
});
