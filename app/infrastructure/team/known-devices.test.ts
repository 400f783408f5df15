import { describe, expect, it } from "vitest";
import { knownDevices } from "./known-devices.ts";

const ANNA = "anna@practice.example";
const BORIS = "boris@practice.example";
const devices = knownDevices(new Uint8Array(32).fill(7));

describe("a known browser", () => {
  it("is known to the account that it signed in to, and tells nobody's name", () => {
    const cookie = devices.remember(null, ANNA);
    expect(cookie).toMatch(/^[\w-]{22}\.[\w-]{43}$/);
    expect(devices.markOf(cookie, ANNA)).toBe(cookie.slice(0, 22));
    expect(devices.markOf(cookie, BORIS)).toBeNull();
    expect(knownDevices(new Uint8Array(32).fill(8)).markOf(cookie, ANNA)).toBeNull();
  });

  it("gets a new mark each time, and keeps those of four accounts, the last of them", () => {
    const first = devices.remember(null, ANNA);
    const again = devices.remember(first, ANNA);
    expect(devices.markOf(again, ANNA)).not.toBe(devices.markOf(first, ANNA));
    expect(again).toHaveLength(first.length);
    const shared = devices.remember(again, BORIS);
    expect([devices.markOf(shared, ANNA), devices.markOf(shared, BORIS)]).toEqual([
      devices.markOf(again, ANNA),
      expect.any(String),
    ]);
    const crowded = ["c@example.org", "d@example.org", "e@example.org"].reduce(devices.remember, shared);
    expect([devices.markOf(crowded, ANNA), devices.markOf(crowded, "e@example.org")]).toEqual([
      null,
      expect.any(String),
    ]);
    expect(crowded.length).toBeLessThanOrEqual(400);
  });

  it("is none whose cookie we did not make", () => {
    const [mark = "", proof = ""] = devices.remember(null, ANNA).split(".");
    const other = devices.remember(null, ANNA).slice(0, 22);
    const odd = [
      null,
      "",
      "~",
      mark,
      `${mark}.`,
      `${other}.${proof}`,
      `${mark}.${"A".repeat(43)}`,
      `${mark}.${proof}A`,
    ];
    for (const cookie of odd) expect([cookie, devices.markOf(cookie, ANNA)]).toEqual([cookie, null]);
  });
});
