import { describe, expect, it } from "vitest";
import { addressPrefix, clientAddress } from "./client-address.ts";

describe("the client's address", () => {
  it.each([
    ["no proxy is trusted: the header is anybody's word", "10.0.0.9", "1.1.1.1", 0, "10.0.0.9"],
    ["one proxy: what it saw", "10.0.0.9", "6.6.6.6, 1.1.1.1", 1, "1.1.1.1"],
    ["two proxies", "10.0.0.9", "6.6.6.6, 1.1.1.1, 10.0.0.2", 2, "1.1.1.1"],
    ["a proxy that said nothing", "10.0.0.9", undefined, 1, "10.0.0.9"],
  ])("%s", (_, remote, forwarded, hops, client) => expect(clientAddress(remote, forwarded, hops)).toBe(client));
});

describe("the prefix that a limit counts", () => {
  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
    ["2001:0db8:0001:0002::1", "2001:db8:1:2"],
    ["2001:db8::1", "2001:db8:0:0"],
    ["::1", "0:0:0:0"],
  ])("of %s is %s", (address, prefix) => expect(addressPrefix(address)).toBe(prefix));
});
