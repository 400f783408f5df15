import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { demoSignIn, seedDemoOperator, shutDemoDoor } from "./demo-operator.ts";
import { passwords } from "./passwords.ts";
import { deskAudit, operators } from "./schema.ts";
import { DATABASES } from "./testing/databases.ts";

const KEY = new Uint8Array(32).fill(7);
const NOW = new Date("2026-11-23T10:00:00Z");

describe.each(DATABASES)("the demo's operator on $name", ({ open }) => {
  it("signs in with what `npm start` prints, is added once, and is shut out of a real practice", async () => {
    const test = await open();
    try {
      await test.connection.migrate();
      const { db } = test.connection;
      const found = () =>
        db
          .select()
          .from(operators)
          .where(eq(operators.email, demoSignIn(KEY).email));
      await seedDemoOperator(db, KEY, NOW);
      await seedDemoOperator(db, KEY, NOW);
      const [operator, ...others] = await found();
      expect(others).toEqual([]);
      expect(await passwords.verify(demoSignIn(KEY).password, operator?.passwordHash ?? null)).toBe(true);
      expect(await passwords.verify("something else", operator?.passwordHash ?? null)).toBe(false);

      await db.update(operators).set({ inviteTokenHash: "open", inviteExpiresAt: new Date("2026-11-24T10:00:00Z") });
      await shutDemoDoor(db, NOW);
      const [shut] = await found();
      expect(shut).toMatchObject({ disabledAt: NOW, passwordHash: null, inviteTokenHash: null });
    } finally {
      await test.drop();
    }
  });

  it("what the audit log holds cannot be changed or removed, by nobody", async () => {
    const test = await open();
    try {
      await test.connection.migrate();
      const { db } = test.connection;
      await db.insert(deskAudit).values({ operatorId: null, action: "sign_in_failed", at: NOW, details: {} });
      await expect(db.update(deskAudit).set({ action: "sign_in" })).rejects.toThrow();
      await expect(db.delete(deskAudit)).rejects.toThrow();
      expect(await db.select({ action: deskAudit.action }).from(deskAudit)).toEqual([{ action: "sign_in_failed" }]);
    } finally {
      await test.drop();
    }
  });
});
