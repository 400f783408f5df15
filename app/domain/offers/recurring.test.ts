import { describe, expect, it } from "vitest";
import { aSlot } from "#app/testing/offers/fixtures.ts";
import { seriesTaken, weeklySeries } from "./recurring.ts";

const at = (iso: string, more: Parameters<typeof aSlot>[1] = {}) => aSlot(new Date(iso), { id: iso, ...more });
const first = at("2026-10-20T16:00:00Z");

describe("a weekly offer", () => {
  it("has the same weekday and time on the clock, also after it changed", () => {
    const [same, nextChange] = [at("2026-11-03T17:00:00Z"), at("2026-10-27T17:00:00Z")];
    const others = [
      at("2026-10-27T16:00:00Z"),
      at("2026-10-28T17:00:00Z"),
      at("2026-10-13T16:00:00Z"),
      at("2026-11-10T17:00:00Z", { status: "blocked" }),
      at("2026-11-17T17:00:00Z", { serviceId: null }),
      at("2026-11-24T17:00:00Z", { endsAt: new Date("2026-11-24T17:50:00Z") }),
    ];
    expect(weeklySeries(first, [first, same, nextChange, ...others], "Europe/Berlin")).toEqual([nextChange, same]);
  });

  it("takes what still stands and tells what is missing", () => {
    const past = at("2026-10-13T16:00:00Z");
    const [free, taken, blocked] = [
      at("2026-10-27T17:00:00Z"),
      at("2026-11-03T17:00:00Z"),
      at("2026-11-10T17:00:00Z", { status: "blocked" }),
    ];
    const series = [past, first, free, taken, blocked];
    expect(seriesTaken(series, (slot) => slot !== taken, new Date("2026-10-19T12:00:00Z"))).toEqual({
      slots: [first, free],
      missing: [taken, blocked],
    });
  });
});
