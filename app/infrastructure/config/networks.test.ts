import { describe, expect, it } from "vitest";
import { isLoopbackHost, isNetwork, isWithin, NEARBY, networksOf } from "./networks.ts";

it.each(["10.0.0.0/8", "203.0.113.7", "::/0", "2001:db8::/32", "fc00::1"])("%s is a network", (text) =>
  expect(isNetwork(text)).toBe(true),
);

it.each(["", "10.0.0", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8/8", "2001:db8::/129", "proxy", "10.0.0.0/-1", "0/0"])(
  "%j is none",
  (text) => expect(isNetwork(text)).toBe(false),
);

it.each([
  ["127.0.0.1", true],
  ["::1", true],
  ["192.168.7.7", true],
  ["172.31.0.1", true],
  ["fd00::1", true],
  ["172.32.0.1", false],
  ["203.0.113.7", false],
  ["2001:db8::1", false],
])("%s is nearby: %s", (address, nearby) => expect(isWithin(networksOf(NEARBY), address)).toBe(nearby));

it("an address alone is a network of one", () => {
  const list = networksOf(["203.0.113.7", "2001:db8::7"]);
  const found = ["203.0.113.7", "2001:db8::7", "203.0.113.8", "2001:db8::8"].map((each) => isWithin(list, each));
  expect(found).toEqual([true, true, false, false]);
});

describe("a host that is this machine", () => {
  it.each(["localhost", "LOCALHOST", "app.localhost", "127.0.0.1", "127.9.9.9", "::1", "[::1]"])("%s", (host) =>
    expect(isLoopbackHost(host)).toBe(true),
  );
  it.each(["", "example.org", "localhost.example.org", "notlocalhost", "127.0.0.1.example.org", "0.0.0.0", "[::]"])(
    "%j is not",
    (host) => expect(isLoopbackHost(host)).toBe(false),
  );
});
