import { randomBytes, timingSafeEqual } from "node:crypto";
import type { Passwords } from "#app/application/ports/team.ts";
import { type Derivation, DerivationThreads } from "./derivation-threads.ts";
import { Turns } from "./turns.ts";

/** One of OWASP's equivalent choices (Password Storage Cheat Sheet), the one with 32 MiB: the machine is small. */
const COST = { N: 2 ** 15, r: 8, p: 3 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;
/** Node refuses more than 32 MiB by default. */
const MAX_MEMORY = 64 * 1024 * 1024;
/** Each takes a core for a fifth of a second, and 32 MiB. The last one in the queue waits for about a second. */
const QUEUE = { atOnce: 2, places: 8 };

/** The hash that an unknown account's password is compared with. */
const NOBODY = { ...COST, salt: Buffer.alloc(SALT_BYTES), key: Buffer.alloc(KEY_BYTES) };

type Kept = typeof NOBODY;

function read(text: string): Kept {
  const [kind, N, r, p, salt, key] = text.split("$");
  if (kind !== "scrypt" || salt === undefined || key === undefined)
    throw new Error("a password hash of an unknown kind");
  const bytes = (part: string) => Buffer.from(part, "base64url");
  return { N: Number(N), r: Number(r), p: Number(p), salt: bytes(salt), key: bytes(key) };
}

function derivationOf(password: string, { N, r, p, salt }: Kept): Derivation {
  return { password: password.normalize("NFC"), salt, bytes: KEY_BYTES, cost: { N, r, p, maxmem: MAX_MEMORY } };
}

/** `scrypt$N$r$p$salt$key`, base64url: a hash contains its own parameters. */
export function passwordsBy(derive: (derivation: Derivation) => Promise<Uint8Array>, queue = QUEUE) {
  const turns = new Turns(queue);
  const keyOf = (password: string, kept: Kept) => turns.take(() => derive(derivationOf(password, kept)));
  return {
    get busy() {
      return turns.full;
    },

    async hash(password) {
      const kept = { ...NOBODY, salt: randomBytes(SALT_BYTES) };
      const key = await keyOf(password, kept);
      if (key === null) return null;
      const [salt, derived] = [kept.salt, Buffer.from(key)].map((bytes) => bytes.toString("base64url"));
      return ["scrypt", kept.N, kept.r, kept.p, salt, derived].join("$");
    },

    async verify(password, hash) {
      const kept = hash === null ? NOBODY : read(hash);
      const key = await keyOf(password, kept);
      if (key === null) return "busy";
      const same = timingSafeEqual(key, kept.key);
      return same && hash !== null ? "right" : "wrong";
    },

    close: () => turns.close(),
  } satisfies Passwords & { close(): void };
}

/** Hashes passwords beside the process's other work. `close` ends the threads. */
export function passwordHashing() {
  const threads = new DerivationThreads();
  const passwords = passwordsBy((derivation) => threads.derive(derivation));
  return {
    passwords,
    async close() {
      passwords.close();
      await threads.close();
    },
  };
}
