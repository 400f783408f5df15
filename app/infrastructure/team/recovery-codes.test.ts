import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRecoveryCode } from "#app/domain/team/recovery-code.ts";
import { DATABASES, type TestDatabase } from "#app/testing/databases.ts";
import { addOperator } from "#app/testing/desk.ts";
import { deskTokens } from "./desk-tokens.ts";
import { makeRecoveryCodes, recoveryCodeRepository } from "./recovery-codes.ts";

const NOW = new Date("2026-11-23T10:00:00Z");

describe.each(DATABASES)("recovery codes on $name", ({ open }) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await open();
    await test.connection.migrate();
  });
  afterAll(() => test.drop());

  it("are ten, all different and normalised", () => {
    const codes = [makeRecoveryCodes(), makeRecoveryCodes()].flat();
    expect(new Set(codes).size).toBe(20);
    expect(codes.map(readRecoveryCode)).toEqual(codes);
  });

  it("open once, also in parallel, for their operator only, and not after replacement", async () => {
    const repository = recoveryCodeRepository(test.connection.db);
    const [anna, boris] = [await addOperator(test.connection), await addOperator(test.connection)];
    const [old = "", ...others] = makeRecoveryCodes().map(deskTokens.hash);
    await repository.replace(anna.id, [old, ...others], NOW);
    expect(await repository.left(anna.id)).toEqual({ count: 10, since: NOW });
    expect(await repository.take(boris.id, old)).toBe(false);
    const taken = await Promise.all([repository.take(anna.id, old), repository.take(anna.id, old)]);
    expect(taken.sort()).toEqual([false, true]);
    expect(await repository.left(anna.id)).toEqual({ count: 9, since: NOW });

    await repository.replace(anna.id, makeRecoveryCodes().map(deskTokens.hash), NOW);
    expect(await repository.take(anna.id, others[0] ?? "")).toBe(false);
    await repository.replace(anna.id, [], NOW);
    expect(await repository.left(anna.id)).toEqual({ count: 0, since: null });
  });
});
