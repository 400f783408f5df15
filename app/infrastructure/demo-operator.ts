import { hkdfSync } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Operator } from "#app/domain/operator.ts";
import type { Db } from "./database.ts";
import { passwordHashing } from "./passwords.ts";
import { deskSessions, operators, waitlistRequests } from "./schema.ts";
import { secondFactor } from "./second-factor.ts";

const DEMO_OPERATOR: Operator = {
  id: "00000000-0000-7000-8000-00000000de30",
  email: "demo@practice.example",
  role: "owner",
};
export const demoOperatorId = DEMO_OPERATOR.id;
const TOTP_VERSION = 1;
const PASSWORD_BYTES = 12;

/** How one signs in to a demo: made from its own key, so that every copy has another, and the code of this moment. */
export function demoSignIn(linkKey: Uint8Array): { email: string; password: string; code: string } {
  const bytes = hkdfSync("sha256", linkKey, "", "demo-operator", PASSWORD_BYTES);
  return {
    email: DEMO_OPERATOR.email,
    password: Buffer.from(bytes).toString("base64url"),
    code: secondFactor(linkKey).now(DEMO_OPERATOR, TOTP_VERSION),
  };
}

/** Somebody works or waits here who is no demo's: nobody made up is added, whatever the database was started as. */
export async function isOfOthers(db: Db): Promise<boolean> {
  const [demo] = await db.select({ id: operators.id }).from(operators).where(eq(operators.id, DEMO_OPERATOR.id));
  if (demo) return false;
  const [operator] = await db.select({ id: operators.id }).from(operators).limit(1);
  const [request] = await db.select({ id: waitlistRequests.id }).from(waitlistRequests).limit(1);
  return operator !== undefined || request !== undefined;
}

/** Somebody to look at the desk as. Does nothing when they are there. */
export async function seedDemoOperator(db: Db, linkKey: Uint8Array, now: Date): Promise<void> {
  const [present] = await db.select({ id: operators.id }).from(operators).where(eq(operators.id, DEMO_OPERATOR.id));
  if (present) return;
  const { passwords, close } = passwordHashing();
  const passwordHash = await passwords.hash(demoSignIn(linkKey).password);
  await close();
  await db
    .insert(operators)
    .values({ ...DEMO_OPERATOR, passwordHash, totpVersion: TOTP_VERSION, createdAt: now })
    .onConflictDoNothing();
}

/** A database that was a demo's once lets nobody in by the demo's door. */
export async function shutDemoDoor(db: Db, now: Date): Promise<void> {
  await db.delete(deskSessions).where(eq(deskSessions.operatorId, DEMO_OPERATOR.id));
  const shut = { disabledAt: now, passwordHash: null, inviteTokenHash: null, inviteExpiresAt: null };
  await db.update(operators).set(shut).where(eq(operators.id, DEMO_OPERATOR.id));
}
