import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { knownDevices } from "./known-devices.ts";

const ANNA = "anna@practice.example";
const BORIS = "boris@practice.example";
const key = (kid: string) => ({ kid, secret: new Uint8Array(randomBytes(32)) });
const [FIRST, SECOND] = [key("l1"), key("l2")];
const devices = knownDevices([FIRST]);

describe("a known browser", () => {
  it("is known to the account that it signed in to, without naming anybody", () => {
    const cookie = devices.remember(null, ANNA);
    expect(cookie).toMatch(/^[\w-]{22}\.[\w-]{43}$/);
    expect(devices.markOf(cookie, ANNA)).toBe(cookie.slice(0, 22));
    expect(devices.markOf(cookie, BORIS)).toBeNull();
  });

  it("stays known while its key is in the ring; its next cookie uses the first key", () => {
    const cookie = devices.remember(null, ANNA);
    const both = knownDevices([SECOND, FIRST]);
    expect(both.markOf(cookie, ANNA)).toBe(cookie.slice(0, 22));
    expect(knownDevices([SECOND]).markOf(cookie, ANNA)).toBeNull();
    expect(knownDevices([SECOND]).markOf(both.remember(cookie, ANNA), ANNA)).not.toBeNull();
  });

  it("gets a new mark each time, and keeps those of the last four accounts", () => {
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

  it("is unknown with a forged cookie", () => {
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
