import { expect, it } from "vitest";
import { prefixesOf } from "./address-prefix.ts";

it("an IPv4 address is counted whole, and by nothing wider", () => {
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

it("an address that nobody could read has no networks around it", () => {
  expect(prefixesOf("unknown")).toEqual({ narrow: "unknown", wider: null });
});
