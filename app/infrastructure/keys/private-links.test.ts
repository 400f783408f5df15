import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { privateLinks } from "./private-links.ts";

const key = (kid: string) => ({ kid, secret: new Uint8Array(randomBytes(32)) });
const [l1, l2] = [key("l1"), key("l2")];
const links = privateLinks([l2, l1]);
const kid = fc.constantFrom("l1", "l2");
const version = fc.integer({ min: 1, max: 1_000_000 });
const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

it("a private link's token is 22 URL-safe characters and reproducible", () => {
  fc.assert(
    fc.property(fc.uuid(), version, kid, (id, linkVersion, kid) => {
      const token = links.token(id, linkVersion, kid);
      expect(token).toMatch(/^[A-Za-z0-9_-]{22}$/);
      expect(links.token(id, linkVersion, kid)).toBe(token);
      expect(links.hash(token)).toMatch(/^[0-9a-f]{64}$/);
      expect(links.hash(token)).not.toContain(token);
    }),
  );
});

it("another request, version or key has another token", () => {
  const stranger = privateLinks([key("l1"), key("l2")]);
  fc.assert(
    fc.property(fc.uuid(), version, fc.uuid(), version, kid, (id, linkVersion, otherId, otherVersion, kid) => {
      const token = links.token(id, linkVersion, kid);
      expect(stranger.token(id, linkVersion, kid)).not.toBe(token);
      expect(links.token(id, otherVersion, kid) === token).toBe(otherVersion === linkVersion);
      expect(links.token(otherId, linkVersion, kid) === token).toBe(otherId === id);
      expect(links.token(id, linkVersion, kid === "l1" ? "l2" : "l1")).not.toBe(token);
    }),
  );
});

it("a key makes the same tokens anywhere in the ring; the first key makes new links", () => {
  fc.assert(
    fc.property(fc.uuid(), version, kid, (id, linkVersion, kid) => {
      const token = links.token(id, linkVersion, kid);
      expect(privateLinks([l1, l2]).token(id, linkVersion, kid)).toBe(token);
      expect(privateLinks([kid === "l1" ? l1 : l2]).token(id, linkVersion, kid)).toBe(token);
    }),
  );
  expect([links.writingKid, privateLinks([l1, l2]).writingKid]).toEqual(["l2", "l1"]);
  expect(() => privateLinks([l2]).token(crypto.randomUUID(), 1, "l1")).toThrow("the link key l1 is not configured");
});

it("only the exact token opens: no change, addition, omission or other spelling does", () => {
  const spoilt = fc.tuple(
    fc.uuid(),
    version,
    kid,
    fc.nat(21),
    fc.constantFrom(...SIGNS),
    fc.string({ unit: "binary" }),
  );
  fc.assert(
    fc.property(spoilt, ([id, linkVersion, kid, at, sign, more]) => {
      const token = links.token(id, linkVersion, kid);
      const forged = [
        token.slice(0, at) + sign + token.slice(at + 1),
        // The last character carries four bits that no byte needs.
        ...[...SIGNS].map((last) => token.slice(0, 21) + last),
        token.slice(0, at),
        token.slice(0, at) + more + token.slice(at),
        `${token}==`,
        token.toUpperCase(),
        token.toLowerCase(),
        Buffer.from(token, "base64url").toString("hex"),
        more,
      ];
      for (const each of forged.filter((text) => text !== token)) expect(links.hash(each)).not.toBe(links.hash(token));
    }),
  );
});
