import { createHash, timingSafeEqual } from "node:crypto";

const digest = (text: string) => createHash("sha256").update(text).digest();

/** Whether a webhook's `X-Telegram-Bot-Api-Secret-Token` is ours, in a time that tells nothing of how far it is right. */
export function sameSecret(secret: string) {
  const expected = digest(secret);
  return (given: string | null): boolean => timingSafeEqual(digest(given ?? ""), expected);
}
