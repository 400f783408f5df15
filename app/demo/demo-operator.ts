import { hkdfSync } from "node:crypto";
import { eq } from "drizzle-orm";
import { Secret } from "otpauth";
import type { Operator } from "#app/domain/team/operator.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import type { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { deskSessions, operators } from "#app/infrastructure/tables/team.ts";
import { recoveryCodes } from "#app/infrastructure/tables/upkeep.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { FACTOR_HOLDER } from "#app/infrastructure/team/factor-rotation.ts";
import { passwordHashing } from "#app/infrastructure/team/passwords.ts";
import { codeAt } from "#app/infrastructure/team/second-factor.ts";

const DEMO_OPERATOR: Operator = {
  id: "00000000-0000-7000-8000-00000000de30",
  email: "demo@practice.example",
  role: "owner",
};
export const demoOperatorId = DEMO_OPERATOR.id;
const PASSWORD_BYTES = 12;
const SEED_BYTES = 20;

/** How to sign in to a demo: derived from its own key, so that every copy differs, with the present code. */
export function demoSignIn(linkKey: Uint8Array): { email: string; password: string; code: string } {
  const bytes = hkdfSync("sha256", linkKey, "", "demo-operator", PASSWORD_BYTES);
  return {
    email: DEMO_OPERATOR.email,
    password: Buffer.from(bytes).toString("base64url"),
    code: codeAt(demoSeed(linkKey), new Date()),
  };
}

/** Not random, unlike every other operator's: `desk:code` must know it without the database. */
function demoSeed(linkKey: Uint8Array): string {
  return new Secret({ buffer: hkdfSync("sha256", linkKey, "", "demo-operator-factor", SEED_BYTES) }).base32;
}

/** Real operators or people exist here: nobody made up is added, however the database was started. */
export async function isOfOthers(db: Db): Promise<boolean> {
  const [demo] = await db.select({ id: operators.id }).from(operators).where(eq(operators.id, DEMO_OPERATOR.id));
  if (demo) return false;
  const [operator] = await db.select({ id: operators.id }).from(operators).limit(1);
  const [request] = await db.select({ id: waitlistRequests.id }).from(waitlistRequests).limit(1);
  return operator !== undefined || request !== undefined;
}

/** The demo's operator. Does nothing when it exists. */
export async function seedDemoOperator(
  db: Db,
  { cipher, linkKey, now }: { cipher: ContactCipher; linkKey: Uint8Array; now: Date },
): Promise<void> {
  const [present] = await db.select({ id: operators.id }).from(operators).where(eq(operators.id, DEMO_OPERATOR.id));
  if (present) return;
  const { passwords, close } = passwordHashing();
  const passwordHash = await passwords.hash(demoSignIn(linkKey).password);
  await close();
  const totpSecret = await cipher.sealText(demoSeed(linkKey), { table: FACTOR_HOLDER, id: DEMO_OPERATOR.id });
  await db
    .insert(operators)
    .values({ ...DEMO_OPERATOR, passwordHash, totpSecret, createdAt: now })
    .onConflictDoNothing();
}

/** A database that was a demo's once refuses the demo's sign-in. */
export async function shutDemoDoor(db: Db, now: Date): Promise<void> {
  await db.delete(deskSessions).where(eq(deskSessions.operatorId, DEMO_OPERATOR.id));
  await db.delete(recoveryCodes).where(eq(recoveryCodes.operatorId, DEMO_OPERATOR.id));
  const shut = {
    disabledAt: now,
    passwordHash: null,
    totpSecret: null,
    inviteTokenHash: null,
    inviteExpiresAt: null,
  };
  await db.update(operators).set(shut).where(eq(operators.id, DEMO_OPERATOR.id));
}
