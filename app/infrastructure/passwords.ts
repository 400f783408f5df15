import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type { Passwords } from "#app/application/desk/ports.ts";

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** One of OWASP's equal choices (Password Storage Cheat Sheet), the one with 32 MiB: the machine is small. */
const COST = { N: 2 ** 15, r: 8, p: 3 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;
/** Node refuses by default what needs more than 32 MiB. */
const MAX_MEMORY = 64 * 1024 * 1024;

/** What a password of nobody is compared with. */
const NOBODY = { ...COST, salt: Buffer.alloc(SALT_BYTES), key: Buffer.alloc(KEY_BYTES) };

type Kept = typeof NOBODY;

function read(text: string): Kept {
  const [kind, N, r, p, salt, key] = text.split("$");
  if (kind !== "scrypt" || salt === undefined || key === undefined)
    throw new Error("a password hash of an unknown kind");
  const bytes = (part: string) => Buffer.from(part, "base64url");
  return { N: Number(N), r: Number(r), p: Number(p), salt: bytes(salt), key: bytes(key) };
}

const keyOf = (password: string, { N, r, p, salt }: Kept) =>
  derive(password.normalize("NFC"), salt, KEY_BYTES, { N, r, p, maxmem: MAX_MEMORY });

/** `scrypt$N$r$p$salt$key`, base64url: a hash says itself how it was made. */
export const passwords: Passwords = {
  async hash(password) {
    const kept = { ...NOBODY, salt: randomBytes(SALT_BYTES) };
    const key = await keyOf(password, kept);
    return ["scrypt", kept.N, kept.r, kept.p, kept.salt.toString("base64url"), key.toString("base64url")].join("$");
  },

  async verify(password, hash) {
    const kept = hash === null ? NOBODY : read(hash);
    const same = timingSafeEqual(await keyOf(password, kept), kept.key);
    return same && hash !== null;
  },
};
