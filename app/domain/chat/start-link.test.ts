import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deepLinkIdFrom, deepLinkIdIn, START_PAYLOAD_MAX_LENGTH, startPayload } from "./start-link.ts";

const id = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .filter((bytes) => bytes.filter((byte) => byte < 248).length >= 8)
  .map(deepLinkIdFrom);

describe("the start payload", () => {
  it("has exactly the allowed length and alphabet, and parses back to its id", () => {
    fc.assert(
      fc.property(id, (deepLinkId) => {
        const payload = startPayload(deepLinkId);
        expect(payload).toMatch(/^[A-Za-z0-9_-]{64}$/);
        expect(payload).toHaveLength(START_PAYLOAD_MAX_LENGTH);
        expect(JSON.parse(Buffer.from(payload, "base64url").toString())).toEqual({
          dl: deepLinkId,
          f: "concierge",
          s: "no_slots",
        });
        expect(deepLinkIdIn(payload)).toBe(deepLinkId);
      }),
    );
  });

  it("is not found in any other text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), (text) => {
        expect(deepLinkIdIn(text)).toBeNull();
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 48, maxLength: 48 }), (bytes) => {
        expect(deepLinkIdIn(Buffer.from(bytes).toString("base64url"))).toBeNull();
      }),
    );
  });
});
