import fc from "fast-check";
import { expect, it } from "vitest";
import { prefixesOf } from "./address-prefix.ts";

it("counts an IPv4 address as itself only, never by a wider network", () => {
  expect(prefixesOf("203.0.113.7")).toEqual({ narrow: "203.0.113.7", wider: null });
});

it.each([
  ["2001:db8:1:2ab::/64", "2001:db8:1:200::/56", "2001:db8:1::/48"],
  ["2001:db8:1:2ff::/64", "2001:db8:1:200::/56", "2001:db8:1::/48"],
  ["2001:db8:1:ff01::/64", "2001:db8:1:ff00::/56", "2001:db8:1::/48"],
  ["2001:db8:0:1::/64", "2001:db8:0:0::/56", "2001:db8:0::/48"],
])("%s is counted by %s and %s too", (narrow, by56, by48) => {
  expect(prefixesOf(narrow)).toEqual({ narrow, wider: { by56, by48 } });
});

it("returns no networks for an address that cannot be parsed", () => {
  expect(prefixesOf("unknown")).toEqual({ narrow: "unknown", wider: null });
});

it("counts two IPv6 addresses together by exactly the networks whose bits they share", () => {
  const group = fc.integer({ min: 0, max: 0xffff });
  const four = fc.tuple(group, group, group, group);
  const near = fc.tuple(four, group).map(([one, other]) => [one, [one[0], one[1], one[2], other]] as const);
  const networks = (groups: readonly number[]) => {
    const { narrow, wider } = prefixesOf(`${groups.map((each) => each.toString(16)).join(":")}::/64`);
    return [narrow, wider?.by56, wider?.by48];
  };
  const leading = (groups: readonly number[], bits: number) =>
    groups.reduce((sum, each) => (sum << 16n) | BigInt(each), 0n) >> BigInt(64 - bits);
  fc.assert(
    fc.property(fc.oneof(near, fc.tuple(four, four)), ([one, other]) => {
      for (const [at, bits] of [64, 56, 48].entries())
        expect(networks(one)[at] === networks(other)[at], `/${bits}`).toBe(leading(one, bits) === leading(other, bits));
    }),
  );
});
