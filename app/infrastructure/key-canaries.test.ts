import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ContactCipher } from "./contact-cipher.ts";
import { checkKeyCanaries, WrongKeyError } from "./key-canaries.ts";
import type { Keys } from "./keys.ts";
import { privateLinks } from "./private-links.ts";
import { DATABASES, type TestDatabase } from "./testing/databases.ts";
import { testKeys } from "./testing/practice.ts";

describe.each(DATABASES)("keys at start on $name", ({ open }) => {
  let test: TestDatabase;
  const keys = testKeys();
  const check = (given: Keys) =>
    checkKeyCanaries(test.connection.db, new ContactCipher(given), privateLinks(given.link));
  const renamed = (kid: string, from: "contact" | "fingerprint") => ({ ...testKeys()[from][0], kid });

  beforeAll(async () => {
    test = await open();
    await test.connection.migrate();
    await check(keys);
  });
  afterAll(() => test.drop());

  it("the keys that wrote the database start it again and again", async () => {
    await check(keys);
    await check(keys);
  });

  it.each(["contact", "fingerprint"] as const)(
    "another %s key under the same name stops the start",
    async (purpose) => {
      const [known] = keys[purpose];
      await expect(check({ ...keys, [purpose]: [renamed(known.kid, purpose)] })).rejects.toThrow(WrongKeyError);
    },
  );

  it.each(["contact", "fingerprint"] as const)(
    "a %s key that wrote and is gone from the configuration stops the start",
    async (purpose) => {
      await expect(check({ ...keys, [purpose]: [renamed("other", purpose)] })).rejects.toThrow(WrongKeyError);
    },
  );

  it("another link key stops the start: it would make every link in every mail a dead end", async () => {
    await expect(check({ ...keys, link: testKeys().link })).rejects.toThrow(WrongKeyError);
  });

  it("a new first key beside the old one starts", async () => {
    await check({ ...keys, contact: [renamed("c2", "contact"), ...keys.contact] });
  });
});
