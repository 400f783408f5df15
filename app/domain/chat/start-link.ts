import type { NamedBot } from "./messenger.ts";

/** Telegram's limit for the `start` parameter (core.telegram.org/bots/features#deep-linking). */
export const START_PAYLOAD_MAX_LENGTH = 64;
/** A link is stored this long with its service, campaign and time, and never with a person. */
export const DEEP_LINK_LIVES_DAYS = 30;
const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const ID_LENGTH = 8;

/** Eight base62 characters from random bytes. Skips bytes that would bias the distribution. Needs at least 32 bytes. */
export function deepLinkIdFrom(random: Uint8Array): string {
  let id = "";
  for (const byte of random) {
    if (byte < 248 && id.length < ID_LENGTH) id += BASE62.charAt(byte % 62);
  }
  if (id.length < ID_LENGTH) throw new Error("not enough random bytes for a deep link id");
  return id;
}

/** base64url of the payload: exactly 64 characters, which is all that Telegram allows; MAX allows 128. */
export function startPayload(deepLinkId: string): string {
  return btoa(JSON.stringify({ dl: deepLinkId, f: "concierge", s: "no_slots" }))
    .replaceAll("+", "-")
    .replaceAll("/", "_");
}

/** The bot's own page in its messenger, without a payload. */
export function botAddress({ messenger, name }: NamedBot): string {
  return `${{ telegram: "https://t.me", max: "https://max.ru" }[messenger]}/${name}`;
}

/** The link that starts the bot from one click. */
export const startAddress = (bot: NamedBot, deepLinkId: string) =>
  `${botAddress(bot)}?start=${startPayload(deepLinkId)}`;

/** Returns the id inside a payload, or `null` for anything that `startPayload` did not produce. */
export function deepLinkIdIn(payload: string): string | null {
  if (payload.length !== START_PAYLOAD_MAX_LENGTH || !/^[A-Za-z0-9_-]+$/.test(payload)) return null;
  const json = atob(payload.replaceAll("-", "+").replaceAll("_", "/"));
  const id = /^\{"dl":"([0-9A-Za-z]{8})","f":"concierge","s":"no_slots"\}$/.exec(json)?.[1];
  return id ?? null;
}
