import { TOTP } from "otpauth";
import { expect } from "vitest";
import type { Job } from "#app/application/ports/jobs.ts";
import type { Passwords } from "#app/application/ports/team.ts";
import { DEMO_ABOUT } from "#app/copy/practice.ts";
import type { OperatorRole } from "#app/domain/team/operator.ts";
import { randomIds } from "#app/infrastructure/ids.ts";
import { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { privateLinks } from "#app/infrastructure/keys/private-links.ts";
import { abuseLimits } from "#app/infrastructure/limits/abuse-limits.ts";
import { transactionalDatabase } from "#app/infrastructure/repositories.ts";
import { deskTokens } from "#app/infrastructure/team/desk-tokens.ts";
import { knownDevices } from "#app/infrastructure/team/known-devices.ts";
import { passwordHashing } from "#app/infrastructure/team/passwords.ts";
import { placeMark } from "#app/infrastructure/team/place-mark.ts";
import { secondFactor } from "#app/infrastructure/team/second-factor.ts";
import { teamOf } from "#app/wiring/team.server.ts";
import type { TestDatabase } from "./databases.ts";
import { testKeys } from "./practice.ts";

export const PASSWORD = "correct horse battery";
const MINUTE = 60 * 1000;

/** For tests of counting: hashing takes a fifth of a second on purpose, and has tests of its own. */
export const unhashed: Passwords = {
  busy: false,
  hash: async (password) => password,
  verify: async (password, hash) => (password === hash ? "right" : "wrong"),
};

/** The desk's sign-in over a database, with a clock that a test moves, and its users. */
export async function deskDoorOver(test: TestDatabase, passwords: Passwords = passwordHashing().passwords) {
  await test.connection.migrate();
  const keys = testKeys();
  /** Long before the timers of the limits, which use the machine's own clock. */
  let now = Date.parse("2026-11-23T10:00:00Z");
  const clock = () => new Date(now);
  const queued: Job[] = [];
  const enqueue = async (_: unknown, jobs: Job[]) => void queued.push(...jobs);
  const cipher = new ContactCipher(keys);
  const database = transactionalDatabase(test.connection.db, {
    cipher,
    links: privateLinks(keys.link),
    enqueue,
    ready: () => true,
  });
  const limits = abuseLimits(test.connection, keys.fingerprint[0].secret).signIn;
  const ids = randomIds(clock);
  const markKey = keys.fingerprint[0].secret;
  const practiceMemory = { about: DEMO_ABOUT };
  const shared = { database, practiceMemory, ids, clock };
  const door = teamOf({ ...shared, passwords, limits, cipher, linkKeys: keys.link, markKey });

  /** Without a particular place and browser unless they are given. */
  const password = (email: string, typed = PASSWORD, place?: string, device: string | null = null) =>
    door.signIn.execute({ email, password: typed, addressPrefix: place ?? crypto.randomUUID(), device });
  const confirm = (token: string, code: string, place?: string, device: string | null = null) =>
    door.confirmCode.execute({ token, code, addressPrefix: place ?? crypto.randomUUID(), device });

  async function invite(email: string, role: OperatorRole = "owner") {
    const invited = await door.inviteOperator.execute({ email, role, by: null });
    if (invited.status !== "invited") throw new Error(`not invited: ${invited.status}`);
    return invited;
  }

  /** A new key, as the invitation's page shows it. */
  async function offerOf(inviteToken: string) {
    const invitation = await door.getInvitation.execute(inviteToken);
    if (!invitation) throw new Error("no such invitation");
    return invitation.offer;
  }

  /** Accepts an invitation: returns the operator's codes and the cookie of their browser. */
  async function accept(inviteToken: string, typed = PASSWORD) {
    const { base32, sealed } = await offerOf(inviteToken);
    const codeIn = (milliseconds: number) => new TOTP({ secret: base32 }).generate({ timestamp: now + milliseconds });
    const first = codeIn(0);
    const accepting = { inviteToken, password: typed, offer: sealed, code: first, device: null };
    const outcome = await door.acceptInvitation.execute(accepting);
    const token = tokenOf(outcome);
    now += MINUTE;
    return { token, first, codeIn, device: outcome.status === "accepted" ? outcome.device : "" };
  }

  return {
    door,
    parts: {
      ...{ ...shared, tokens: deskTokens, limits },
      ...{
        devices: knownDevices(keys.link),
        secondFactor: secondFactor(cipher, practiceMemory),
        placeMark: placeMark(markKey),
      },
    },
    queued,
    clock,
    password,
    confirm,
    invite,
    offerOf,
    accept,
    later: (milliseconds: number) => {
      now += milliseconds;
    },
    rows: async (text: string) => (await test.connection.run(text, [])).rows,
    /** Sets the count of every key of this name. */
    counted: (name: "door_password" | "account" | "everybody" | "device", points: number) =>
      test.connection.run("update rate_limits set points = $1 where key like $2", [points, `${name}:%`]),
    async somebody(name: string) {
      const email = `${name}@practice.example`;
      const { token: inviteToken } = await invite(email);
      const accepted = await accept(inviteToken);
      const enter = async () => {
        const half = tokenOf(await password(email));
        const whole = tokenOf(await confirm(half, accepted.codeIn(0)));
        now += MINUTE;
        return { half, whole };
      };
      return { email, inviteToken, ...accepted, enter };
    },
  };
}
export type TestDoor = Awaited<ReturnType<typeof deskDoorOver>>;

/** The token of an outcome that must be `accepted`. */
export function tokenOf(outcome: { status: string; token?: string }): string {
  expect(outcome).toMatchObject({ status: "accepted", token: expect.stringMatching(/^[\w-]{43}$/) });
  return outcome.token ?? "";
}
