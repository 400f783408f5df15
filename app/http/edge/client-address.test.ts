import { isIPv4, isIPv6 } from "node:net";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NEARBY, networksOf } from "#app/infrastructure/config/networks.ts";
import { addressPrefix, clientAddress, readAddress } from "./client-address.ts";

const behind = (trustProxy: number) => ({ trustProxy, trustProxyFrom: networksOf(NEARBY) });
const PROXY = "10.0.0.9";

describe("the client's address", () => {
  it.each([
    ["no proxy is trusted: the header is anybody's word", PROXY, "1.1.1.1", 0, PROXY],
    ["one proxy: what it saw", PROXY, "6.6.6.6, 1.1.1.1", 1, "1.1.1.1"],
    ["two proxies", PROXY, "6.6.6.6, 1.1.1.1, 10.0.0.2", 2, "1.1.1.1"],
    ["the nearer of two proxies was asked directly", PROXY, "6.6.6.6, 1.1.1.1", 2, "1.1.1.1"],
    ["fewer proxies than were told of", PROXY, "1.1.1.1", 2, "1.1.1.1"],
    ["a proxy that said nothing", PROXY, undefined, 1, PROXY],
    ["a proxy that said no address", PROXY, "6.6.6.6, unknown", 1, PROXY],
    ["the header of somebody who is no proxy", "203.0.113.7", "1.1.1.1", 1, "203.0.113.7"],
    ["a proxy seen by a socket of both versions", "::ffff:10.0.0.9", "1.1.1.1", 1, "1.1.1.1"],
    ["a connection that is gone", undefined, "1.1.1.1", 1, null],
  ])("%s", (_, remoteAddress, forwarded, hops, client) =>
    expect(clientAddress({ remoteAddress }, forwarded, behind(hops))).toBe(client),
  );
});

describe("an address as servers write it", () => {
  it.each([
    ["203.0.113.7", "203.0.113.7"],
    [" 203.0.113.7 ", "203.0.113.7"],
    ["203.0.113.7:51000", "203.0.113.7"],
    ['"203.0.113.7:51000"', "203.0.113.7"],
    ["[2001:db8::1]:51000", "2001:db8::1"],
    ['"[2001:DB8::1]"', "2001:db8::1"],
    ["2001:0db8:0:0:0:0:0:1", "2001:db8::1"],
    ["fe80::1%eth0", "fe80::1"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["::FFFF:cb00:7107", "203.0.113.7"],
    ["64:ff9b::203.0.113.7", "203.0.113.7"],
    ["[64:ff9b::cb00:7107]:51000", "203.0.113.7"],
    ["64:ff9b:1::203.0.113.7", "64:ff9b:1::cb00:7107"],
  ])("%j is %s", (text, address) => expect(readAddress(text)).toBe(address));

  it.each([
    "",
    "unknown",
    "_hidden",
    "203.0.113",
    "203.0.113.256",
    "2001:db8::1::2",
    "[203.0.113.7",
    "1.1.1.1, 2.2.2.2",
  ])("%j is none", (text) => expect(readAddress(text)).toBeNull());
});

describe("the prefix that a limit counts", () => {
  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8:1:2::1", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    [null, "unknown"],
  ])("of %s is %s", (address, prefix) => expect(addressPrefix(address)).toBe(prefix));
});

const four = fc.ipV4();
const six = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 });
const written = (groups: number[]) => groups.map((group) => group.toString(16)).join(":");
/** An address as one server or another writes it. */
const dressed = (address: string) =>
  fc
    .record({ port: fc.option(fc.integer({ min: 0, max: 65535 })), quoted: fc.boolean(), spaced: fc.boolean() })
    .map(({ port, quoted, spaced }) => {
      const host = isIPv6(address) && port !== null ? `[${address}]` : address;
      const whole = port === null ? host : `${host}:${port}`;
      return `${spaced ? " " : ""}${quoted ? `"${whole}"` : whole}`;
    });
const fourWithin = four.chain((address) =>
  fc
    .constantFrom("", "::ffff:", "::FFFF:", "0:0:0:0:0:ffff:", "64:ff9b::", "0064:FF9B:0:0:0:0:")
    .chain((before) => dressed(before + address))
    .map((text) => ({ address, text })),
);
const keyOf = (entry: string) => addressPrefix(clientAddress({ remoteAddress: PROXY }, entry, behind(1)));

describe("whatever stands in the header", () => {
  it("keeps an IPv4 address as one key in any spelling and wrapping", () => {
    fc.assert(
      fc.property(fourWithin, ({ address, text }) => {
        expect(keyOf(text)).toBe(address);
      }),
    );
  });

  it("gives an IPv6 address the key of its /64, in any spelling", () => {
    const groups = six.filter(([first]) => first !== 0 && first !== 0x64);
    const spelled = groups.chain((each) =>
      fc
        .constantFrom(written(each), written(each).toUpperCase(), new URL(`http://[${written(each)}]`).hostname)
        .chain((text) => (text.startsWith("[") ? fc.constant(text) : dressed(text)))
        .map((text) => ({ text, prefix: `${written(each.slice(0, 4))}::/64` })),
    );
    fc.assert(
      fc.property(spelled, ({ text, prefix }) => {
        expect(keyOf(text)).toBe(prefix);
      }),
    );
  });

  it("makes keys only of real prefixes: an invalid address counts as the proxy's", () => {
    const rubbish = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary" }),
      fc.ipV6(),
      fourWithin.map(({ text }) => text),
    );
    fc.assert(
      fc.property(rubbish, rubbish, (before, last) => {
        const key = keyOf(`${before},${last}`);
        expect(isIPv4(key) || isIPv6(key.replace("/64", ""))).toBe(true);
        if (readAddress(last.split(",").at(-1) ?? "") === null) expect(key).toBe(PROXY);
      }),
    );
  });

  it("ignores what a stranger puts before the proxy's entry", () => {
    fc.assert(
      fc.property(fc.string(), fourWithin, (before, { address, text }) => {
        expect(keyOf(`${before},${text}`)).toBe(address);
      }),
    );
  });
});
