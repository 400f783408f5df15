import { inArray } from "drizzle-orm";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { keyCanary } from "#app/infrastructure/tables/upkeep.ts";
import type { ContactCipher } from "./contact-cipher.ts";
import { countKeys } from "./key-rotation.ts";
import type { LinkMaker } from "./private-links.ts";

/** A key differs from the one that wrote the database. Starting would lose new contacts, so no process starts. */
export class WrongKeyError extends Error {
  override name = "WrongKeyError";
}

/**
 * Checks every key against its earlier output, and stores a canary for each new one. `lost`: the name of a key that
 * may be missing. Throws `WrongKeyError`.
 */
export async function checkKeyCanaries(
  db: Db,
  cipher: ContactCipher,
  links: LinkMaker,
  { lost }: { lost?: string } = {},
): Promise<void> {
  const stored = await db.select().from(keyCanary);
  const added = await newCanaries(stored, cipher, links, lost);
  if (added.length > 0) await db.insert(keyCanary).values(added).onConflictDoNothing();
}

type StoredCanary = { name: string; value: string };

/** The canaries that are not stored yet. Throws `WrongKeyError` when the keys are not those that made the stored ones. */
export async function newCanaries(
  known: StoredCanary[],
  cipher: ContactCipher,
  links: LinkMaker,
  lost?: string,
): Promise<StoredCanary[]> {
  const canaries = [...(await cipher.canaries()), ...links.canaries];
  const stored = new Map(known.map(({ name, value }) => [name, value]));
  for (const canary of canaries) {
    const before = stored.get(canary.name);
    if (before === undefined) continue;
    if (!(await canary.matches(before)))
      throw new WrongKeyError(`The key ${canary.name} is not the one that wrote this database.`);
  }
  const configured = canaries.map(({ name }) => name);
  const missing = [...stored.keys()].filter((name) => name !== lost && !configured.includes(name));
  if (missing.length > 0)
    throw new WrongKeyError(`This database was written with ${missing.join(", ")}, which is not configured.`);
  return canaries.filter(({ name }) => !stored.has(name)).map(({ name, value }) => ({ name, value }));
}

/** Deletes the canaries of keys that no row needs, which may then leave the configuration. */
export async function forgetUnusedKeys(db: Db, cipher: ContactCipher, links: LinkMaker): Promise<string[]> {
  const { contact, fingerprint } = cipher.writingKids;
  const held = (await countKeys(db)).map(({ purpose, kid }) => `${purpose}/${kid}`);
  const writing = [`contact/${contact}`, `fingerprint/${fingerprint}`, `link/${links.writingKid}`];
  const needed = new Set([...writing, ...held]);
  const stored = await db.select({ name: keyCanary.name }).from(keyCanary);
  const unused = stored.map(({ name }) => name).filter((name) => !needed.has(name));
  if (unused.length > 0) await db.delete(keyCanary).where(inArray(keyCanary.name, unused));
  return unused;
}
