import { createHash, createHmac } from "node:crypto";
import type { PrivateLinks } from "#app/application/ports.ts";

const TOKEN_BYTES = 16;

/** Tokens are derived, not kept: the database holds only their hashes, and a higher version revokes the older ones. */
export function privateLinks(linkKey: Uint8Array): PrivateLinks & { canary: string } {
  return {
    token(requestId, linkVersion) {
      const mac = createHmac("sha256", linkKey).update(`${requestId}|${linkVersion}`).digest();
      return mac.subarray(0, TOKEN_BYTES).toString("base64url");
    },
    canary: createHmac("sha256", linkKey).update("canary").digest("base64url"),
    hash: (token) => createHash("sha256").update(token).digest("hex"),
  };
}
