import type { ContactCipher } from "./contact-cipher.ts";
import type { Db } from "./database.ts";
import { keyCanary } from "./schema.ts";

/** A key differs from the one that wrote the database. Starting would lose new contacts under it, so nobody starts. */
export class WrongKeyError extends Error {
  override name = "WrongKeyError";
}

/** Checks every key against what it wrote before, and leaves a canary under each new one. Throws `WrongKeyError`. */
export async function checkKeyCanaries(db: Db, cipher: ContactCipher): Promise<void> {
  const canaries = await cipher.canaries();
  const stored = new Map((await db.select().from(keyCanary)).map(({ name, value }) => [name, value]));
  for (const canary of canaries) {
    const before = stored.get(canary.name);
    if (before === undefined) continue;
    if (!(await canary.matches(before)))
      throw new WrongKeyError(`The key ${canary.name} is not the one that wrote this database.`);
  }
  for (const purpose of ["contact/", "fingerprint/"]) {
    const written = [...stored.keys()].filter((name) => name.startsWith(purpose));
    const missing = written.filter((name) => !canaries.some((canary) => canary.name === name));
    if (missing.length > 0)
      throw new WrongKeyError(`This database was written with ${missing.join(", ")}, which is not configured.`);
  }
  const added = canaries.filter(({ name }) => !stored.has(name)).map(({ name, value }) => ({ name, value }));
  if (added.length > 0) await db.insert(keyCanary).values(added).onConflictDoNothing();
}
