import { createHash, createHmac } from "node:crypto";
import type { PrivateLinks } from "#app/application/ports/waitlist.ts";
import { hmacCanary, type Key, type KeyCanary, type Keyring } from "#app/infrastructure/keyring.ts";

const TOKEN_BYTES = 16;

/** Makes private links, and finds them by their hash. */
export type LinkMaker = PrivateLinks & {
  /** The key that makes the links of new requests. */
  writingKid: string;
  /** The token of a request's private link under a key: 22 base64url characters. Throws when the key is not configured. */
  token(requestId: string, linkVersion: number, kid: string): string;
  canaries: KeyCanary[];
};

/** Tokens are derived, not stored: the database holds their hashes, and a higher version revokes older ones. */
export function privateLinks(keys: Keyring): LinkMaker {
  return {
    writingKid: keys[0].kid,
    token(requestId, linkVersion, kid) {
      const mac = createHmac("sha256", keyNamed(kid, keys).secret).update(`${requestId}|${linkVersion}`).digest();
      return mac.subarray(0, TOKEN_BYTES).toString("base64url");
    },
    canaries: keys.map((key) => hmacCanary("link", key)),
    hash: (token) => createHash("sha256").update(token).digest("hex"),
  };
}

function keyNamed(kid: string, keys: Keyring): Key {
  const key = keys.find((each) => each.kid === kid);
  if (!key) throw new Error(`the link key ${kid} is not configured`);
  return key;
}
