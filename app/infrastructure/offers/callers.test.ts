import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { rotateKeys } from "#app/infrastructure/keys/key-rotation.ts";
import { keyStatus } from "#app/infrastructure/keys/key-status.ts";
import { privateLinks } from "#app/infrastructure/keys/private-links.ts";
import { revokeLinks } from "#app/infrastructure/keys/revoke-links.ts";
import { createLogger } from "#app/infrastructure/logger.ts";
import { callers } from "#app/infrastructure/tables/callers.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { callersOver, phone, type TestCallers } from "#app/testing/offers/callers.ts";
import { testKeys } from "#app/testing/practice.ts";
import { type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { callerRepository } from "./callers.ts";

describe.each(DATABASES)("callers under new keys, $name", ({ open }) => {
  let list: TestWaitlist;
  let desk: TestCallers;
  beforeAll(async () => {
    list = await waitlistOver(await open());
    desk = await callersOver(list);
  });
  afterAll(() => list.close());

  it("the contact is re-encrypted, found and counted; a revoked link opens nothing", async () => {
    const { service } = await desk.world();
    const contact = phone(21);
    const { callerId, token } = await desk.asked({ contact, serviceId: service.id, slotId: null });
    const of = testKeys();
    const both = {
      contact: [{ ...of.contact[0], kid: "c2" }, ...list.keys.contact],
      fingerprint: [{ ...of.fingerprint[0], kid: "f2" }, ...list.keys.fingerprint],
      link: [{ ...of.link[0], kid: "l2" }, ...list.keys.link],
    } as const;
    const [cipher, links] = [new ContactCipher(both), privateLinks(both.link)];
    const onwards = { logger: createLogger("silent"), stopped: () => false };
    expect(await rotateKeys(list.db, cipher, onwards)).toEqual({ rewritten: 1, undecryptable: [] });
    const rotated = callerRepository(list.db, cipher, links);
    expect(await rotated.contactOf(callerId)).toEqual(contact);
    expect(await rotated.waitingWith(contact)).toMatchObject([{ id: callerId, slotId: null }]);
    const status = await keyStatus(list.db, both);
    const used = status.flatMap(({ kid, tables }) => tables.map((each) => ({ kid, ...each })));
    const ofCallers = used.filter(({ table, rows }) => table === "callers" && rows > 0);
    expect(ofCallers.map(({ kid }) => kid).sort()).toEqual(["c2", "f2", "l1"]);
    expect(await rotated.linkTokenOf(callerId)).toBe(token);
    expect(await revokeLinks(list.db, links, "l1")).toBe(1);
    expect(await rotated.findByTokenHash(links.hash(token))).toBeNull();
    const anew = (await rotated.linkTokenOf(callerId)) ?? "";
    expect(await rotated.findByTokenHash(links.hash(anew))).toMatchObject({ id: callerId });
    await list.db.delete(callers).where(eq(callers.id, callerId));
  });
});
