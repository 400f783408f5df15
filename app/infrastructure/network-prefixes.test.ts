import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressPrefix } from "#app/http/client-address.ts";
import { networksOf, widening } from "./network-prefixes.ts";

const group = fc.integer({ min: 0, max: 0xffff });
const address = fc.tuple(group, group, group, group, group, group, group, group);
const written = (groups: number[]) => groups.map((each) => each.toString(16)).join(":");
const networks = (groups: number[]) => networksOf(addressPrefix(written(groups)));
/** The number that an address' first bits make. */
const leading = (groups: number[], bits: number) =>
  groups.reduce((sum, each) => (sum << 16n) | BigInt(each), 0n) >> BigInt(128 - bits);

describe("the networks by which an address is counted", () => {
  it("two addresses share exactly those whose bits they share", () => {
    const near = fc.tuple(address, group, fc.integer({ min: 2, max: 7 })).map(([one, other, at]) => {
      return [one, one.map((each, place) => (place === at ? other : each))] as const;
    });
    fc.assert(
      fc.property(fc.oneof(near, fc.tuple(address, address)), ([one, other]) => {
        for (const [step, bits] of [64, 56, 48].entries()) {
          const shared = networks(one)[step] === networks(other)[step];
          expect(shared, `/${bits}`).toBe(leading(one, bits) === leading(other, bits));
        }
      }),
    );
  });

  it.each(["203.0.113.7", "unknown", ""])("%s is one of its own", (prefix) => {
    expect(networksOf(prefix)).toEqual([prefix]);
  });

  it("are never taken for each other, and the wider have the larger limits", () => {
    expect(networksOf("2001:db8:1:200::/64")).toEqual(["2001:db8:1:200::/64", "2001:db8:1:200/56", "2001:db8:1:0/48"]);
    expect(widening({ points: 30, duration: 60 }).map(({ points }) => points)).toEqual([30, 120, 480]);
  });
});
