import { asc } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Operator } from "#app/domain/team/operator.ts";
import { deskAudit } from "#app/infrastructure/tables/team.ts";
import { signInFailures } from "#app/infrastructure/tables/upkeep.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addOperator } from "#app/testing/desk.ts";
import { type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";

describe.each(DATABASES)("failed sign-ins on $name", ({ open }) => {
  let list: TestWaitlist;
  let owner: Operator;
  beforeAll(async () => {
    list = await waitlistOver(await open());
    owner = await addOperator(list.connection);
  });
  afterAll(() => list.close());

  const fails = (operatorId: string | null, step: "password" | "code", details = {}) =>
    list.database.transaction(({ deskAudit: audit }) =>
      audit.record({ operatorId, action: "sign_in_failed", at: list.clock(), details: { step, ...details } }),
    );
  const written = async () => {
    const rows = await list.db.select().from(deskAudit).orderBy(asc(deskAudit.id));
    return rows.map(({ operatorId, details }) => ({ operatorId, details }));
  };

  it("are one entry per account, step and hour, and one with their sum after the hour", async () => {
    await fails(owner.id, "password", { from: "AbCdEfGh" });
    await Promise.all(Array.from({ length: 40 }, () => fails(owner.id, "password")));
    await Promise.all(Array.from({ length: 200 }, () => fails(null, "password")));
    await fails(owner.id, "code");
    const first = [
      { operatorId: owner.id, details: { step: "password", from: "AbCdEfGh" } },
      { operatorId: null, details: { step: "password" } },
      { operatorId: owner.id, details: { step: "code" } },
    ];
    expect(await written()).toEqual(first);
    await list.runRetention.execute();
    expect(await written()).toEqual(first);
    expect(await list.db.$count(signInFailures)).toBe(3);

    const since = list.clock().toISOString();
    list.later(0.5 / 24);
    await fails(owner.id, "password");
    const until = list.clock().toISOString();
    list.later(0.5 / 24);
    await Promise.all([list.runRetention.execute(), list.runRetention.execute()]);
    const sums = (await written()).slice(first.length);
    expect(sums).toHaveLength(2);
    expect(sums).toEqual(
      expect.arrayContaining([
        { operatorId: owner.id, details: { step: "password", more: "41", since, until } },
        { operatorId: null, details: { step: "password", more: "199", since, until: since } },
      ]),
    );
    expect(await list.db.$count(signInFailures)).toBe(0);

    await fails(owner.id, "password");
    expect(await written()).toHaveLength(first.length + sums.length + 1);
  });

  it("that are not stored roll the transaction back", async () => {
    const before = await written();
    const broken = list.database.transaction(async ({ deskAudit: audit }) => {
      await audit.record({ operatorId: null, action: "sign_in_failed", at: list.clock(), details: { step: "code" } });
      throw new Error("rolled back");
    });
    await expect(broken).rejects.toThrow("rolled back");
    expect(await written()).toEqual(before);
    expect(await list.db.$count(signInFailures)).toBe(1);
  });
});
