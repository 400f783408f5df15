import { createHash, timingSafeEqual } from "node:crypto";

const digest = (text: string) => createHash("sha256").update(text).digest();

/** Returns whether a webhook's secret is ours. Compares in constant time. */
export function sameSecret(secret: string) {
  const expected = digest(secret);
  return (given: string | null): boolean => timingSafeEqual(digest(given ?? ""), expected);
}
