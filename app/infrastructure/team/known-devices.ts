import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import type { KnownDevices } from "#app/application/ports/team.ts";
import type { Key, Keyring } from "#app/infrastructure/keyring.ts";

const KEY_BYTES = 32;
const MARK_BYTES = 16;
/** Operators who share a browser. Each mark with its proof takes 67 characters. */
const MOST_ACCOUNTS = 4;
const ENTRY = /^([\w-]{22})\.([\w-]{43})$/;

type Entry = { mark: string; proof: string };

function entriesOf(cookie: string | null): Entry[] {
  return (cookie ?? "").split("~").flatMap((text) => {
    const [, mark, proof] = ENTRY.exec(text) ?? [];
    return mark && proof ? [{ mark, proof }] : [];
  });
}

function proofOf({ secret }: Key, mark: string, email: string): Buffer {
  const key = hkdfSync("sha256", secret, "", "desk-device", KEY_BYTES);
  return createHmac("sha256", new Uint8Array(key)).update(`${mark}|${email}`).digest();
}

/**
 * Device cookies: `mark.proof`, joined by `~`, the newest first
 * (https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies). A mark is random and names nobody;
 * its proof binds it to one account. The first key signs, all of them verify. Nothing is stored but the limiter's count.
 */
export function knownDevices(linkKeys: Keyring): KnownDevices {
  const isOf = (email: string) => (entry: Entry) =>
    linkKeys.some((key) => timingSafeEqual(proofOf(key, entry.mark, email), Buffer.from(entry.proof, "base64url")));

  return {
    markOf: (cookie, email) => entriesOf(cookie).find(isOf(email))?.mark ?? null,
    remember(cookie, email) {
      const mark = randomBytes(MARK_BYTES).toString("base64url");
      const proof = proofOf(linkKeys[0], mark, email).toString("base64url");
      const others = entriesOf(cookie).filter((entry) => !isOf(email)(entry));
      const entries = [{ mark, proof }, ...others].slice(0, MOST_ACCOUNTS);
      return entries.map((entry) => `${entry.mark}.${entry.proof}`).join("~");
    },
  };
}
