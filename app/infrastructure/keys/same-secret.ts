import { createHash, timingSafeEqual } from "node:crypto";

const digest = (text: string) => createHash("sha256").update(text).digest();

/** Returns whether a given secret is ours: a webhook's, or of who reads the metrics. Compares in constant time. */
export function sameSecret(secret: string) {
  const expected = digest(secret);
  return (given: string | null): boolean => timingSafeEqual(digest(given ?? ""), expected);
}
