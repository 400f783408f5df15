import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { DEMO_ABOUT } from "#app/copy/practice.ts";
import type { Connection } from "#app/infrastructure/database/connection.ts";
import { randomIds } from "#app/infrastructure/ids.ts";
import { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { privateLinks } from "#app/infrastructure/keys/private-links.ts";
import { abuseLimits } from "#app/infrastructure/limits/abuse-limits.ts";
import { transactionalDatabase } from "#app/infrastructure/repositories.ts";
import { deskAudit, operators } from "#app/infrastructure/tables/team.ts";
import { passwordHashing } from "#app/infrastructure/team/passwords.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { testKeys } from "#app/testing/practice.ts";
import { teamOf } from "#app/wiring/team.server.ts";
import { demoSignIn, seedDemoOperator, shutDemoDoor } from "./demo-operator.ts";

const KEY = new Uint8Array(32).fill(7);
const { passwords } = passwordHashing();
const NOW = new Date("2026-11-23T10:00:00Z");

const keys = testKeys();
const cipher = new ContactCipher(keys);

function door(connection: Connection) {
  const links = privateLinks(keys.link);
  const enqueue = () => Promise.reject(new Error("the door needs no job"));
  const parts = { cipher, links, enqueue, ready: () => true };
  const database = transactionalDatabase(connection.db, parts);
  const clock = () => NOW;
  const limits = abuseLimits(connection, KEY).signIn;
  return teamOf({
    database,
    passwords,
    limits,
    linkKeys: [{ kid: "l1", secret: KEY }],
    cipher,
    practiceMemory: { about: DEMO_ABOUT },
    markKey: KEY,
    ids: randomIds(clock),
    clock,
  });
}

describe.each(DATABASES)("the demo's operator on $name", ({ open }) => {
  it("signs in with what `npm start` prints, is added once, never in a real practice", async () => {
    const test = await open();
    try {
      await test.connection.migrate();
      const { db } = test.connection;
      const found = () =>
        db
          .select()
          .from(operators)
          .where(eq(operators.email, demoSignIn(KEY).email));
      const demo = { cipher, linkKey: KEY, now: NOW };
      await seedDemoOperator(db, demo);
      await seedDemoOperator(db, demo);
      const [operator, ...others] = await found();
      expect(others).toEqual([]);
      expect(await passwords.verify(demoSignIn(KEY).password, operator?.passwordHash ?? null)).toBe("right");
      expect(await passwords.verify("something else", operator?.passwordHash ?? null)).toBe("wrong");

      await db.update(operators).set({ inviteTokenHash: "open", inviteExpiresAt: new Date("2026-11-24T10:00:00Z") });
      const { email, password, code } = demoSignIn(KEY);
      const enter = () =>
        door(test.connection).signIn.execute({ email, password, addressPrefix: "somewhere", device: null });
      const half = await enter();
      expect(half).toEqual({ status: "accepted", token: expect.any(String), device: null });
      await shutDemoDoor(db, NOW);
      const [shut] = await found();
      expect(shut).toMatchObject({ disabledAt: NOW, passwordHash: null, totpSecret: null, inviteTokenHash: null });
      expect(await enter()).toEqual({ status: "refused" });
      const token = half.status === "accepted" ? half.token : "";
      const confirm = door(test.connection).confirmCode;
      expect(await confirm.execute({ token, code, addressPrefix: "somewhere", device: null })).toEqual({
        status: "over",
      });
      expect(await door(test.connection).getInvitation.execute("open")).toBeNull();
    } finally {
      await test.drop();
    }
  });

  it("the audit log cannot be changed or deleted", async () => {
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
