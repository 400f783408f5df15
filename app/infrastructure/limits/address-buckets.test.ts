import { describe, expect, it } from "vitest";
import { AddressBuckets } from "./address-buckets.ts";

const bucketsOf = (burst: number, perSecond: number) => {
  const clock = { ms: 0 };
  return { buckets: new AddressBuckets({ burst, perSecond }, () => clock.ms), clock };
};
/** How many tokens an address gets before it is refused. */
function drain(buckets: AddressBuckets, prefix: string): number {
  let taken = 0;
  while (buckets.take(prefix)) taken += 1;
  return taken;
}

describe("tokens of an address", () => {
  it("are granted up to the burst, refill by the second, and never exceed the burst", () => {
    const { buckets, clock } = bucketsOf(10, 2);
    expect(drain(buckets, "203.0.113.7")).toBe(10);
    clock.ms += 499;
    expect(drain(buckets, "203.0.113.7")).toBe(0);
    clock.ms += 1;
    expect(drain(buckets, "203.0.113.7")).toBe(1);
    clock.ms += 1_500;
    expect(drain(buckets, "203.0.113.7")).toBe(3);
    clock.ms += 3_600_000;
    expect(drain(buckets, "203.0.113.7")).toBe(10);
  });

  it("are not taken from another address", () => {
    const { buckets } = bucketsOf(3, 1);
    expect(drain(buckets, "203.0.113.7")).toBe(3);
    expect(drain(buckets, "203.0.113.8")).toBe(3);
  });

  it("are shared by all networks of one IPv6 site, which has 65,536 of them", () => {
    const { buckets } = bucketsOf(3, 1);
    expect(drain(buckets, "2001:db8:1:0::/64")).toBe(3);
    expect(drain(buckets, "2001:db8:1:ffff::/64")).toBe(0);
    expect(drain(buckets, "2001:db8:2:0::/64")).toBe(3);
  });

  it("are taken all or none, when an act costs several", () => {
    const { buckets } = bucketsOf(10, 1);
    expect([buckets.take("203.0.113.7", 8), buckets.take("203.0.113.7", 8)]).toEqual([true, false]);
    expect(drain(buckets, "203.0.113.7")).toBe(2);
  });

  it("are not taken for an act that would leave fewer than it has to", () => {
    const { buckets } = bucketsOf(10, 1);
    expect([buckets.take("203.0.113.7", 3, 5), buckets.take("203.0.113.7", 3, 5)]).toEqual([true, false]);
    expect(drain(buckets, "203.0.113.7")).toBe(7);
  });

  it("are kept for recent addresses in bounded memory; made-up ones free no attacker", () => {
    const { buckets } = bucketsOf(1, 0);
    const address = (nth: number) => `10.${nth >> 16}.${(nth >> 8) & 255}.${nth & 255}`;
    buckets.take("203.0.113.7");
    for (let nth = 0; nth < 30_000; nth += 1) {
      buckets.take(address(nth));
      if (nth % 10_000 === 0) expect(buckets.take("203.0.113.7")).toBe(false);
    }
    expect(buckets.take(address(29_999))).toBe(false);
    expect(buckets.take(address(0))).toBe(true);
  });
});
