import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

/** A 32-byte key and its public name. */
export type Key = { kid: string; secret: Uint8Array };
/** The first key writes (or makes links), all of them read. */
export type Keyring = readonly [Key, ...Key[]];
export type Keys = { contact: Keyring; fingerprint: Keyring; link: Keyring };

const KEY_BYTES = 32;

const secretSchema = z
  .string()
  .transform((text) => new Uint8Array(Buffer.from(text, "base64")))
  .refine((secret) => secret.length === KEY_BYTES, `must be ${KEY_BYTES} bytes in base64`);

/** Reads `kid:base64,kid:base64,…`. */
export const keyringSchema = z.string().transform((text, context): Keyring => {
  const keys = text.split(",").map((entry) => {
    const [kid = "", secret = ""] = entry.trim().split(/:(.*)/);
    const parsed = secretSchema.safeParse(secret);
    return /^[\w-]{1,32}$/.test(kid) && parsed.success ? { kid, secret: parsed.data } : null;
  });
  const known = keys.filter((key) => key !== null);
  const [first, ...others] = known;
  const distinct = new Set(known.map((key) => key.kid)).size === keys.length;
  if (first && known.length === keys.length && distinct) return [first, ...others];
  context.addIssue({ code: "custom", message: `must be kid:base64,… with distinct kids and ${KEY_BYTES}-byte keys` });
  return z.NEVER;
});

const keysSchema = z.object({ contact: keyringSchema, fingerprint: keyringSchema, link: keyringSchema });

/** A trace of a key in the database, which reveals another key of the same name at start. */
export type KeyCanary = { name: string; value: string; matches(stored: string): Promise<boolean> };

/** The canary of an HMAC key: the HMAC of a known text. */
export function hmacCanary(purpose: string, { kid, secret }: Key): KeyCanary {
  const value = createHmac("sha256", secret).update("canary").digest("base64url");
  return {
    name: `${purpose}/${kid}`,
    value,
    matches: async (stored) =>
      stored.length === value.length && timingSafeEqual(Buffer.from(stored), Buffer.from(value)),
  };
}

/** Keys for a demo: created once, readable by their owner only. `null`: the file is damaged or of an older version. */
export function demoKeys(dataDir: string): Keys | null {
  const file = path.join(dataDir, "keys.json");
  if (!existsSync(file)) {
    const secret = () => randomBytes(KEY_BYTES).toString("base64");
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const made = { contact: `demo:${secret()}`, fingerprint: `demo:${secret()}`, link: `demo:${secret()}` };
    writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flag: "wx" });
  }
  return keysSchema.safeParse(jsonOf(readFileSync(file, "utf8"))).data ?? null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
