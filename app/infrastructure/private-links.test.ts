import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { privateLinks } from "./private-links.ts";

const links = privateLinks(randomBytes(32));
const version = fc.integer({ min: 1, max: 1_000_000 });
const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

it("a private link's token is 22 signs that go into an address as they are, the same whenever it is made", () => {
  fc.assert(
    fc.property(fc.uuid(), version, (id, linkVersion) => {
      const token = links.token(id, linkVersion);
      expect(token).toMatch(/^[A-Za-z0-9_-]{22}$/);
      expect(links.token(id, linkVersion)).toBe(token);
      expect(links.hash(token)).toMatch(/^[0-9a-f]{64}$/);
      expect(links.hash(token)).not.toContain(token);
    }),
  );
});

it("another request, version or key has another token", () => {
  const stranger = privateLinks(randomBytes(32));
  fc.assert(
    fc.property(fc.uuid(), version, fc.uuid(), version, (id, linkVersion, otherId, otherVersion) => {
      const token = links.token(id, linkVersion);
      expect(stranger.token(id, linkVersion)).not.toBe(token);
      expect(links.token(id, otherVersion) === token).toBe(otherVersion === linkVersion);
      expect(links.token(otherId, linkVersion) === token).toBe(otherId === id);
    }),
  );
});

it("only the token itself opens: no sign of it changed, added, left out or written otherwise, though it decode to the same bytes", () => {
  const spoilt = fc.tuple(fc.uuid(), version, fc.nat(21), fc.constantFrom(...SIGNS), fc.string({ unit: "binary" }));
  fc.assert(
    fc.property(spoilt, ([id, linkVersion, at, sign, more]) => {
      const token = links.token(id, linkVersion);
      const forged = [
        token.slice(0, at) + sign + token.slice(at + 1),
        // The last sign carries four bits that no byte needs.
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
