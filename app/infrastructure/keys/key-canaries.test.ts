import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Keys } from "#app/infrastructure/keyring.ts";
import { DATABASES, type TestDatabase } from "#app/testing/databases.ts";
import { testKeys } from "#app/testing/practice.ts";
import { ContactCipher } from "./contact-cipher.ts";
import { checkKeyCanaries, WrongKeyError } from "./key-canaries.ts";
import { privateLinks } from "./private-links.ts";

const PURPOSES = ["contact", "fingerprint", "link"] as const;

describe.each(DATABASES)("keys at start on $name", ({ open }) => {
  let test: TestDatabase;
  const keys = testKeys();
  const check = (given: Keys) =>
    checkKeyCanaries(test.connection.db, new ContactCipher(given), privateLinks(given.link));
  const renamed = (kid: string, from: keyof Keys) => ({ ...testKeys()[from][0], kid });

  beforeAll(async () => {
    test = await open();
    await test.connection.migrate();
    await check(keys);
  });
  afterAll(() => test.drop());

  it("the keys that wrote the database start it again", async () => {
    await check(keys);
    await check(keys);
  });

  it.each(PURPOSES)("another %s key under the same name stops the start", async (purpose) => {
    const [known] = keys[purpose];
    await expect(check({ ...keys, [purpose]: [renamed(known.kid, purpose)] })).rejects.toThrow(WrongKeyError);
  });

  it.each(PURPOSES)("a %s key that wrote and is missing from the configuration stops the start", async (purpose) => {
    await expect(check({ ...keys, [purpose]: [renamed("other", purpose)] })).rejects.toThrow(WrongKeyError);
  });

  it("new first keys beside the old ones start", async () => {
    const added = PURPOSES.map((purpose) => [purpose, [renamed("new", purpose), ...keys[purpose]]]);
    await check({ ...keys, ...Object.fromEntries(added) });
  });

  it("a key declared as lost may be missing, and no other", async () => {
    const fresh = await open();
    try {
      await fresh.connection.migrate();
      const start = (given: Keys, lost?: string) =>
        checkKeyCanaries(fresh.connection.db, new ContactCipher(given), privateLinks(given.link), lost ? { lost } : {});
      await start(keys);
      const without = { ...keys, link: [renamed("other", "link")] } as const;
      await expect(start(without, "contact/c1")).rejects.toThrow("link/l1");
      await start(without, "link/l1");
    } finally {
      await fresh.drop();
    }
  });
});
