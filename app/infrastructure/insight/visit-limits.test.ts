import { describe, expect, it } from "vitest";
import { DEEP_LINKS, MemoryVisitLimits, VISITS } from "./visit-limits.ts";

const HERE = "203.0.113.7";
const counted = (times: number, admit: () => boolean) => Array.from({ length: times }, admit).filter(Boolean).length;

describe("counted visits of one address", () => {
  it("allow a burst and then a steady rate; anything above is only counted as refused", () => {
    const clock = { ms: 0 };
    const limits = new MemoryVisitLimits(() => clock.ms);
    expect(counted(VISITS.burst + 50, () => limits.admitView(HERE))).toBe(VISITS.burst);
    expect(limits.refused).toBe(50);
    clock.ms += 60_000;
    expect(counted(100, () => limits.admitView(HERE))).toBe(20);
    expect(limits.admitView("203.0.113.8")).toBe(true);
  });

  it("share one limit for views and clicks", () => {
    const limits = new MemoryVisitLimits(() => 0);
    counted(VISITS.burst - 1, () => limits.admitView(HERE));
    expect([limits.admitClick(HERE), limits.admitClick(HERE), limits.admitView(HERE)]).toEqual([true, false, false]);
  });

  it("limit clicks to the links allowed in an hour", () => {
    const clock = { ms: 0 };
    const limits = new MemoryVisitLimits(() => clock.ms);
    expect(counted(DEEP_LINKS.burst + 10, () => limits.admitClick(HERE))).toBe(DEEP_LINKS.burst);
    expect(limits.admitView(HERE)).toBe(true);
    clock.ms += 3_600_000;
    expect(counted(2 * DEEP_LINKS.burst, () => limits.admitClick(HERE))).toBe(DEEP_LINKS.burst);
  });
});
