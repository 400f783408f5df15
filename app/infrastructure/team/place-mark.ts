import { createHmac } from "node:crypto";
import type { PlaceMark } from "#app/application/ports/team.ts";

/** Enough to tell places apart for as long as the log is stored. */
const MARK_BYTES = 12;

export function placeMark(secret: Uint8Array): PlaceMark {
  return (addressPrefix) =>
    createHmac("sha256", secret)
      .update(`place|${addressPrefix}`)
      .digest()
      .subarray(0, MARK_BYTES)
      .toString("base64url");
}
