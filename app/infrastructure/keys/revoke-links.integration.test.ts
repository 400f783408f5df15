import { asc, eq } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Key, Keys } from "#app/infrastructure/keyring.ts";
import { createLogger } from "#app/infrastructure/logger.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { DATABASES, type TestDatabase } from "#app/testing/databases.ts";
import { addService, testKeys } from "#app/testing/practice.ts";
import { visitorUnder } from "#app/testing/visitor.ts";
import { ContactCipher } from "./contact-cipher.ts";
import { checkKeyCanaries, forgetUnusedKeys } from "./key-canaries.ts";
import { rotateKeys } from "./key-rotation.ts";
import { keyStatus } from "./key-status.ts";
import { privateLinks } from "./private-links.ts";
import { revokeLinks } from "./revoke-links.ts";

const PEOPLE = 8;
const addressOf = (at: number) => `person${at}@example.org`;
const named = (kid: string, key: Key) => ({ ...key, kid });

describe.each(DATABASES)("private links under a new key on $name", ({ open }) => {
  let test: TestDatabase;
  const made = testKeys();
  const first: Keys = { ...made, link: [named("l1", made.link[0])] };
  beforeAll(async () => {
    test = await open();
    await test.connection.migrate();
  });
  afterAll(() => test.drop());

  const visitor = (keys: Keys) => visitorUnder(test.connection, keys);
  const check = (keys: Keys, lost?: string) =>
    checkKeyCanaries(test.connection.db, new ContactCipher(keys), privateLinks(keys.link), lost ? { lost } : {});
  const forget = (keys: Keys) => forgetUnusedKeys(test.connection.db, new ContactCipher(keys), privateLinks(keys.link));
  const revoke = (keys: Keys, kid: string) => revokeLinks(test.connection.db, privateLinks(keys.link), kid);
  const rows = (serviceId: string) =>
    test.connection.db
      .select()
      .from(waitlistRequests)
      .where(eq(waitlistRequests.serviceId, serviceId))
      .orderBy(asc(waitlistRequests.id));

  /** The present key of `before` gets a successor that makes the links. */
  const withNext = (before: Keys): Keys => {
    const kid = `l${Number(before.link[0].kid.slice(1)) + 1}`;
    return { ...before, link: [named(kid, testKeys().link[0]), before.link[0]] };
  };
  async function waiting(keys: Keys) {
    const service = await addService(test.connection);
    for (let at = 0; at < PEOPLE; at += 1) await visitor(keys).submit(service.slug, addressOf(at));
    const ids = (await rows(service.id)).map(({ id }) => id);
    const tokens = await Promise.all(ids.map((id) => visitor(keys).linkTokenOf(id)));
    return { service, ids, tokens: tokens.map(String) };
  }
  const opening = async (keys: Keys, tokens: string[]) => {
    const opened = await Promise.all(tokens.map((token) => visitor(keys).opens(token)));
    return opened.filter(Boolean).length;
  };

  it("links of both keys stay valid while people come and contacts are rotated", async () => {
    await check(first);
    const { service, ids, tokens } = await waiting(first);
    const both = withNext({ ...first, contact: [named("c2", testKeys().contact[0]), ...first.contact] });
    await check(both);
    const logger = createLogger("silent");
    const [rotation] = await Promise.all([
      rotateKeys(test.connection.db, new ContactCipher(both), { logger, stopped: () => false }),
      ...tokens.map((token) => visitor(both).pause(token)),
      ...ids.map((_, at) => visitor(both).submit(service.slug, `newcomer${at}@example.org`)),
      ...ids.map((_, at) => visitor(both).submit(service.slug, addressOf(at))),
    ]);
    expect(rotation.undecryptable).toEqual([]);
    const all = await rows(service.id);
    expect(all).toHaveLength(2 * PEOPLE);
    const again = await Promise.all(ids.map((id) => visitor(both).linkTokenOf(id)));
    expect(again).toEqual(tokens);
    const newer = all.filter(({ linkKid }) => linkKid === "l2");
    expect(newer.map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id).filter((id) => !ids.includes(id)));
    const newTokens = await Promise.all(newer.map(({ id }) => visitor(both).linkTokenOf(id)));
    expect(await opening(both, [...tokens, ...newTokens.map(String)])).toBe(2 * PEOPLE);

    const status = await keyStatus(test.connection.db, both);
    const dates = { first: all[0]?.createdAt, last: all[0]?.createdAt };
    expect(status.filter(({ purpose }) => purpose === "link")).toEqual(
      (["writes", "reads"] as const).map((role, at) => ({
        purpose: "link",
        kid: both.link[at]?.kid,
        role,
        rows: PEOPLE,
        tables: [
          { table: "waitlist_requests", rows: PEOPLE, made: dates },
          { table: "offers", rows: 0, made: null },
          { table: "callers", rows: 0, made: null },
        ],
      })),
    );
    expect(await forget(both)).not.toContain("link/l1");
    const without: Keys = { ...both, link: [both.link[0]] };
    await expect(check(without)).rejects.toThrow("link/l1, which is not configured");
    expect(await revoke(both, "l1")).toBe(PEOPLE);
    expect(await forget(both)).toContain("link/l1");
    await check(without);
    expect(await opening(without, tokens)).toBe(0);
    expect(await opening(without, newTokens.map(String))).toBe(PEOPLE);
  });

  it("the key that makes links cannot be revoked", async () => {
    await expect(revoke(first, "l1")).rejects.toThrow("l1 makes the links");
  });

  it("a lost key is replaced: all its links are made anew without it", async () => {
    const keys: Keys = { ...testKeys(), link: [named("lost", testKeys().link[0])] };
    const { ids, tokens } = await waiting(keys);
    const found: Keys = { ...keys, link: [named("found", testKeys().link[0])] };
    await expect(visitor(found).linkTokenOf(ids[0] ?? "")).rejects.toThrow("the link key lost is not configured");
    expect(await revoke(found, "lost")).toBe(PEOPLE);
    const again = await Promise.all(ids.map((id) => visitor(found).linkTokenOf(id)));
    expect(await opening(found, again.map(String))).toBe(PEOPLE);
    expect(await opening(found, tokens)).toBe(0);
  });

  it("revoking beside visitors loses no change and leaves no link of the old key", async () => {
    const deeds = ["pause", "erase", "repeat", "come", "revoke"] as const;
    const deed = fc.tuple(fc.constantFrom(...deeds), fc.nat(PEOPLE - 1));
    const given = testKeys();
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 24 }), async (done) => {
        const before: Keys = { ...given, link: [named("l8", testKeys().link[0])] };
        const both = withNext(before);
        const { service, ids, tokens } = await waiting(before);
        const erased = new Set<string>();
        const does = async (what: (typeof deeds)[number], at: number) => {
          const { submit, pause, erase } = visitor(both);
          const token = tokens[at] ?? "";
          if (what === "revoke") await revoke(both, "l8");
          if (what === "come") await submit(service.slug, `new${at}@example.org`);
          if (what === "repeat") await submit(service.slug, addressOf(at));
          if (what === "pause") await pause(token);
          if (what === "erase" && (await erase(token)).status === "erased") erased.add(ids[at] ?? "");
        };
        await Promise.all([revoke(both, "l8"), ...done.map(([what, at]) => does(what, at))]);
        const all = await rows(service.id);
        for (const { id, linkKid, linkTokenHash, encryptedContactValue, status } of all) {
          expect([linkKid, status === "closed"]).toEqual(encryptedContactValue ? ["l9", false] : [null, true]);
          const token = await visitor(both).linkTokenOf(id);
          expect(token && privateLinks(both.link).hash(token)).toBe(linkTokenHash);
        }
        const closed = all.filter(({ status }) => status === "closed");
        expect(closed.map(({ id }) => id).sort()).toEqual([...erased].sort());
        expect(await opening(both, tokens)).toBe(0);
      }),
      { numRuns: 5 },
    );
  });
});
