import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Keys } from "#app/infrastructure/keyring.ts";
import { createLogger } from "#app/infrastructure/logger.ts";
import { consents, leads, waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { checkConsentTexts } from "#app/infrastructure/waitlist/consent-texts.ts";
import { DATABASES, type TestDatabase } from "#app/testing/databases.ts";
import { addService, testKeys } from "#app/testing/practice.ts";
import { visitorUnder } from "#app/testing/visitor.ts";
import { allConsentDocuments } from "#app/wiring/documents.server.ts";
import { ContactCipher } from "./contact-cipher.ts";
import { checkKeyCanaries, forgetUnusedKeys, WrongKeyError } from "./key-canaries.ts";
import { countKeys, rotateKeys } from "./key-rotation.ts";
import { privateLinks } from "./private-links.ts";

describe.each(DATABASES)("new keys on $name", ({ open }) => {
  let test: TestDatabase;
  let old: Keys;
  let both: Keys;
  let fresh: Keys;
  const logger = createLogger("silent");
  const onwards = { logger, stopped: () => false };

  beforeEach(async () => {
    test = await open();
    await test.connection.migrate();
    old = testKeys();
    const contact = { ...testKeys().contact[0], kid: "c2" };
    const fingerprint = { ...testKeys().fingerprint[0], kid: "f2" };
    both = { ...old, contact: [contact, ...old.contact], fingerprint: [fingerprint, ...old.fingerprint] };
    fresh = { ...old, contact: [contact], fingerprint: [fingerprint] };
    await check(old);
  });
  afterEach(() => test.drop());

  const check = (keys: Keys) => checkKeyCanaries(test.connection.db, new ContactCipher(keys), privateLinks(keys.link));
  const rotate = (keys: Keys, parts = onwards) => rotateKeys(test.connection.db, new ContactCipher(keys), parts);
  const forget = (keys: Keys) => forgetUnusedKeys(test.connection.db, new ContactCipher(keys), privateLinks(keys.link));
  const held = async () => {
    const counts = await countKeys(test.connection.db);
    return counts.map(({ table, kid, rows }) => `${table} ${kid} ${rows}`);
  };

  const addresses = Array.from({ length: 24 }, (_, at) => `person${at}@example.org`);
  async function everybody() {
    const service = await addService(test.connection);
    for (const address of addresses) await visitorUnder(test.connection, old).submit(service.slug, address);
    return service;
  }
  const rows = () => test.connection.db.select().from(waitlistRequests);
  const readable = async (keys: Keys) => {
    const contacts = await Promise.all(
      (await rows()).map(({ id }) => visitorUnder(test.connection, keys).contactOf(id)),
    );
    return contacts.map((contact) => contact?.value).sort();
  };

  it("re-encrypt every row; after it the old keys protect nothing and may be removed", async () => {
    await everybody();
    await check(both);
    await expect(check(fresh)).rejects.toThrow(WrongKeyError);
    expect(await rotate(both)).toEqual({ rewritten: 48, undecryptable: [] });
    expect(await held()).toEqual([
      "waitlist_requests c2 24",
      "waitlist_requests f2 24",
      "lead_identities c2 24",
      "lead_identities f2 24",
      "waitlist_requests l1 24",
    ]);
    expect((await forget(both)).sort()).toEqual(["contact/c1", "fingerprint/f1"]);
    await check(fresh);
    expect(await readable(fresh)).toEqual([...addresses].sort());
    expect(await rotate(fresh)).toEqual({ rewritten: 0, undecryptable: [] });
  });

  it("reach the chats and their names, which the new keys alone find and decrypt", async () => {
    const id = await visitorUnder(test.connection, old).opensChat(4242, "anna_k");
    await check(both);
    expect(await visitorUnder(test.connection, both).opensChat(4242, "anna_k")).toBe(id);
    expect(await rotate(both)).toEqual({ rewritten: 2, undecryptable: [] });
    expect(await held()).toEqual(["chats c2 1", "chats f2 1", "chat_names c2 1", "chat_names f2 1"]);
    expect(await visitorUnder(test.connection, fresh).opensChat(4242, "anna_k")).toBe(id);
    expect(await visitorUnder(test.connection, fresh).chat(id)).toMatchObject({
      contact: { value: "telegram:4242" },
      name: { value: "anna_k" },
    });
  });

  it("continue after an interruption, and a key that still protects a row is kept", async () => {
    await everybody();
    let looks = 0;
    const half = await rotate(both, { logger, stopped: () => ++looks > 1 });
    expect(half.rewritten).toBeGreaterThan(0);
    expect(half.rewritten).toBeLessThan(48);
    await forget(both);
    await expect(check(fresh)).rejects.toThrow(WrongKeyError);
    expect((await rotate(both)).rewritten).toBe(48 - half.rewritten);
    expect(await readable(fresh)).toEqual([...addresses].sort());
  });

  it("lose no concurrent change by visitors, and split no person in two", async () => {
    const service = await everybody();
    const visitor = visitorUnder(test.connection, both);
    const again = addresses.map((address) => visitor.submit(service.slug, address));
    const others = addresses.map((_, at) => visitor.submit(service.slug, `newcomer${at}@example.org`));
    const [first, second] = await Promise.all([rotate(both), rotate(both), ...again, ...others]);
    expect([first, second].flatMap(({ undecryptable }) => undecryptable)).toEqual([]);
    await rotate(both);
    expect(await rows()).toHaveLength(48);
    expect(await test.connection.db.$count(leads)).toBe(48);
    expect(await held()).toEqual([
      "waitlist_requests c2 48",
      "waitlist_requests f2 48",
      "lead_identities c2 48",
      "lead_identities f2 48",
      "waitlist_requests l1 48",
    ]);
    expect(new Set(await readable(fresh)).size).toBe(48);
  });

  it("report an undecryptable row by its place, and leave it unchanged", async () => {
    await everybody();
    const [one, two, three] = await rows();
    if (!one || !two || !three) throw new Error("everybody waits");
    const write = (id: string, encryptedContactValue: string | null) =>
      test.connection.db.update(waitlistRequests).set({ encryptedContactValue }).where(eq(waitlistRequests.id, id));
    await write(one.id, two.encryptedContactValue);
    await write(three.id, "not.a.jwe");
    const before = (await rows()).filter(({ id }) => [one.id, three.id].includes(id));
    const { rewritten, undecryptable } = await rotate(both);
    expect(rewritten).toBe(46);
    expect(undecryptable.sort()).toEqual([`waitlist_requests/${one.id}`, `waitlist_requests/${three.id}`].sort());
    const after = (await rows()).filter(({ id }) => [one.id, three.id].includes(id));
    expect(after).toEqual(expect.arrayContaining(before));
    await forget(both);
    await expect(check(fresh)).rejects.toThrow("contact/c1");
  });

  it("a consent whose hash matches no known text is reported with type and number", async () => {
    const sha256 = (text: string) => Buffer.from(text).toString("hex").slice(0, 64).padEnd(64, "0");
    const known = allConsentDocuments(sha256);
    await everybody();
    const odd = await checkConsentTexts(test.connection.db, async () => known, logger);
    expect(odd.sort((a, b) => a.type.localeCompare(b.type))).toEqual([
      { type: "communications", version: "2026-11-23", rows: 24 },
      { type: "personal_data", version: "2026-11-23", rows: 24 },
    ]);
    for (const { type, sha256: documentSha256, version } of known) {
      await test.connection.db
        .update(consents)
        .set({ documentSha256, documentVersion: version })
        .where(eq(consents.type, type));
    }
    expect(await checkConsentTexts(test.connection.db, async () => known, logger)).toEqual([]);
  });

  it("a consent to a text published during the check raises no alarm", async () => {
    await everybody();
    const stored = await test.connection.db.select().from(consents);
    const known = stored.map(({ type, documentVersion, documentSha256 }) => ({
      ...{ type, version: documentVersion, sha256: documentSha256 },
    }));
    const readTexts = async () => {
      await test.connection.db.update(consents).set({ documentVersion: "2027-01-10-t" });
      return known;
    };
    expect(await checkConsentTexts(test.connection.db, readTexts, logger)).toEqual([]);
  });
});
