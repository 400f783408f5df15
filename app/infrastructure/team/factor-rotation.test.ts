import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UndecryptableError } from "#app/application/ports/database.ts";
import { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { checkKeyCanaries, forgetUnusedKeys } from "#app/infrastructure/keys/key-canaries.ts";
import { rotateKeys, undecryptableRows } from "#app/infrastructure/keys/key-rotation.ts";
import { keyStatus } from "#app/infrastructure/keys/key-status.ts";
import { privateLinks } from "#app/infrastructure/keys/private-links.ts";
import { createLogger } from "#app/infrastructure/logger.ts";
import { operators } from "#app/infrastructure/tables/team.ts";
import { DATABASES, type TestDatabase } from "#app/testing/databases.ts";
import { addOperator } from "#app/testing/desk.ts";
import { testKeys } from "#app/testing/practice.ts";
import { operatorRepository } from "./operators.ts";

const SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const onwards = { logger: createLogger("silent"), stopped: () => false };

describe.each(DATABASES)("seeds of second factors on $name", ({ open }) => {
  let test: TestDatabase;
  const keys = testKeys();
  const newer = { ...keys, contact: [{ ...testKeys().contact[0], kid: "c2" }, ...keys.contact] } as const;
  const fresh = { ...keys, contact: [newer.contact[0]] } as const;
  const seedOf = (id: string, by: ConstructorParameters<typeof ContactCipher>[0]) =>
    operatorRepository(test.connection.db, new ContactCipher(by)).seedOf(id);
  const sealed = async (id: string) => {
    const [row] = await test.connection.db
      .select({ sealed: operators.totpSecret })
      .from(operators)
      .where(eq(operators.id, id));
    return row?.sealed ?? null;
  };
  async function withFactor() {
    const { id } = await addOperator(test.connection);
    await operatorRepository(test.connection.db, new ContactCipher(keys)).setFactor(id, { seed: SEED, usedStep: 1 });
    return id;
  }
  beforeAll(async () => {
    test = await open();
    await test.connection.migrate();
    await checkKeyCanaries(test.connection.db, new ContactCipher(keys), privateLinks(keys.link));
  });
  afterAll(() => test.drop());

  it("are sealed per row; one moved to another row does not open and is reported", async () => {
    const [one, other] = [await withFactor(), await withFactor()];
    expect(await seedOf(one, keys)).toBe(SEED);
    expect(await sealed(one)).not.toContain(SEED);
    expect(await sealed(one)).not.toBe(await sealed(other));
    await test.connection.db
      .update(operators)
      .set({ totpSecret: await sealed(one) })
      .where(eq(operators.id, other));
    await expect(seedOf(other, keys)).rejects.toThrow(UndecryptableError);
    expect(await undecryptableRows(test.connection.db, new ContactCipher(keys))).toEqual([`operators/${other}`]);
    const rotation = await rotateKeys(test.connection.db, new ContactCipher(newer), onwards);
    expect(rotation.undecryptable).toEqual([`operators/${other}`]);
    await test.connection.db.update(operators).set({ totpSecret: null }).where(eq(operators.id, other));
  });

  it("are resealed under the new key, counted under it, and need the old one no more", async () => {
    const id = await withFactor();
    const held = async () => {
      const status = await keyStatus(test.connection.db, newer);
      return status
        .filter(({ purpose }) => purpose === "contact")
        .map(({ kid, tables }) => [kid, tables.find(({ table }) => table === "operators")?.rows]);
    };
    expect(await held()).toEqual([
      ["c2", 1],
      ["c1", 1],
    ]);
    await checkKeyCanaries(test.connection.db, new ContactCipher(newer), privateLinks(keys.link));
    expect(await forgetUnusedKeys(test.connection.db, new ContactCipher(newer), privateLinks(keys.link))).toEqual([]);
    await rotateKeys(test.connection.db, new ContactCipher(newer), onwards);
    expect(await held()).toEqual([
      ["c2", 2],
      ["c1", 0],
    ]);
    expect(await seedOf(id, fresh)).toBe(SEED);
    expect(await forgetUnusedKeys(test.connection.db, new ContactCipher(newer), privateLinks(keys.link))).toEqual([
      "contact/c1",
    ]);
  });
});
