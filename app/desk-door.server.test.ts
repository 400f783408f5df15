import { TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { deskDoorOf } from "./desk-door.server.ts";
import type { OperatorRole } from "./domain/operator.ts";
import { ContactCipher } from "./infrastructure/contact-cipher.ts";
import { deskTokens } from "./infrastructure/desk-tokens.ts";
import { randomIds } from "./infrastructure/ids.ts";
import { privateLinks } from "./infrastructure/private-links.ts";
import { rateLimits } from "./infrastructure/rate-limits.ts";
import { transactionalDatabase } from "./infrastructure/repositories.ts";
import { DATABASES, type TestDatabase } from "./infrastructure/testing/databases.ts";
import { testKeys } from "./infrastructure/testing/practice.ts";

const PASSWORD = "correct horse battery";
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

// One of them: passwords are slow to hash, on purpose.
describe.each(DATABASES.slice(-1))("the desk's door on $name", ({ open }) => {
  let test: TestDatabase;
  let door: ReturnType<typeof deskDoorOf>;
  /** Long before the timers of the limits, which go by the machine's own clock. */
  let now = Date.parse("2026-11-23T10:00:00Z");
  beforeAll(async () => {
    test = await open();
    await test.connection.migrate();
    const keys = testKeys();
    const clock = () => new Date(now);
    const links = privateLinks(keys.link);
    const enqueue = () => Promise.reject(new Error("the door needs no job"));
    const parts = { cipher: new ContactCipher(keys), links, enqueue, ready: () => true };
    const database = transactionalDatabase(test.connection.db, parts);
    const limits = rateLimits(test.connection, keys.fingerprint[0].secret).signIn;
    door = deskDoorOf({ database, limits, linkKey: keys.link[0].secret, ids: randomIds(clock), clock });
  });
  beforeEach(() => test.connection.run("delete from rate_limits", []));
  afterAll(() => test.drop());

  const rows = async (text: string) => (await test.connection.run(text, [])).rows;
  /** From nowhere in particular, unless a place is named. */
  const password = (email: string, typed = PASSWORD, addressPrefix: string = crypto.randomUUID()) =>
    door.signIn.execute({ email, password: typed, addressPrefix });
  const confirm = (token: string, code: string, addressPrefix: string = crypto.randomUUID()) =>
    door.confirmCode.execute({ token, code, addressPrefix });
  const tokenOf = (outcome: { status: string; token?: string }) => {
    expect(outcome).toEqual({ status: "accepted", token: expect.stringMatching(/^[\w-]{43}$/) });
    return outcome.token ?? "";
  };

  async function invite(email: string, role: OperatorRole = "owner") {
    const invited = await door.inviteOperator.execute({ email, role, by: null });
    if (invited.status !== "invited") throw new Error(`not invited: ${invited.status}`);
    return invited;
  }

  async function somebody(name: string) {
    const email = `${name}@practice.example`;
    const { token: inviteToken } = await invite(email);
    const base32 = (await door.getInvitation.execute(inviteToken))?.base32 ?? "";
    const codeIn = (milliseconds: number) => new TOTP({ secret: base32 }).generate({ timestamp: now + milliseconds });
    const first = codeIn(0);
    const token = tokenOf(await door.acceptInvitation.execute({ inviteToken, password: PASSWORD, code: first }));
    now += MINUTE;
    const enter = async () => {
      const half = tokenOf(await password(email));
      const whole = tokenOf(await confirm(half, codeIn(0)));
      now += MINUTE;
      return { half, whole };
    };
    return { email, inviteToken, token, first, codeIn, enter };
  }

  it("each step is a new token; of the earlier one nothing is left, and the database holds only hashes", async () => {
    const { email, codeIn } = await somebody("steps");
    const half = tokenOf(await password(email.toUpperCase()));
    expect(await door.getDeskOperator.execute(half)).toMatchObject({ stage: "password" });
    const whole = tokenOf(await confirm(half, codeIn(0)));
    expect(whole).not.toBe(half);
    expect(await door.getDeskOperator.execute(half)).toBeNull();
    expect(await door.getDeskOperator.execute(whole)).toMatchObject({ stage: "full", operator: { email } });
    expect(await confirm(whole, codeIn(30 * SECOND))).toEqual({ status: "over" });
    const kept = JSON.stringify([await rows("select * from desk_sessions"), await rows("select * from operators")]);
    expect(kept).toContain(deskTokens.hash(whole));
    for (const secret of [whole, half, PASSWORD]) expect(kept).not.toContain(secret);
  });

  it("a code works once, within half a minute either way, and never one older than the last", async () => {
    const { email, codeIn } = await somebody("codes");
    const half = () => password(email).then(tokenOf);
    const refused = async (codes: string[]) => {
      const token = await half();
      for (const code of codes) expect(await confirm(token, code)).toEqual({ status: "refused" });
    };
    await refused([codeIn(-61 * SECOND), codeIn(61 * SECOND)]);
    const early = codeIn(-30 * SECOND);
    const present = codeIn(0);
    const late = codeIn(30 * SECOND);
    tokenOf(await confirm(await half(), early));
    tokenOf(await confirm(await half(), late));
    await refused([early, present, late]);
    now += MINUTE;
    const contested = codeIn(0);
    const [one, other] = [await half(), await half()];
    const outcomes = await Promise.all([confirm(one, contested), confirm(other, contested)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["accepted", "refused"]);
  });

  it("one place is locked out after ten attempts, an account after a hundred, known or not, in the same words", async () => {
    const { email } = await somebody("locked");
    const guess = async (of: string, place?: string) =>
      expect(await password(of, "a wrong password", place)).toEqual({ status: "refused" });
    const counted = (what: "door" | "account", points: number) =>
      test.connection.run("update rate_limits set points = $1 where key like $2", [points, `${what}:%`]);
    await guess(email, "one place");
    await counted("door", 9);
    await guess(email, "one place");
    const limited = { status: "limited", retryAfterSeconds: expect.any(Number) };
    expect(await password(email, PASSWORD, "one place")).toEqual(limited);
    tokenOf(await password(email, PASSWORD, "another place"));

    await guess("nobody@practice.example");
    await counted("account", 99);
    for (const each of [email, "nobody@practice.example"]) {
      await guess(each);
      expect(await password(each)).toEqual(limited);
    }
  });

  it("the code is locked out by itself: ten from one place, twenty of an account from everywhere", async () => {
    const { email, codeIn } = await somebody("guessed");
    const half = tokenOf(await password(email));
    const wrong = codeIn(HOUR);
    const limited = { status: "limited", retryAfterSeconds: expect.any(Number) };
    for (let each = 0; each < 10; each += 1) expect(await confirm(half, wrong, "here")).toEqual({ status: "refused" });
    expect(await confirm(half, codeIn(0), "here")).toEqual(limited);
    for (let each = 0; each < 10; each += 1) expect(await confirm(half, wrong)).toEqual({ status: "refused" });
    expect(await confirm(half, codeIn(0))).toEqual(limited);
    // Another half session is no way round it.
    expect(await confirm(tokenOf(await password(email)), codeIn(0))).toEqual(limited);
  });

  it("a session ends two hours after it was last used, twelve after it began, and a half one after ten minutes", async () => {
    const { email, enter } = await somebody("ends");
    const half = tokenOf(await password(email));
    now += 10 * MINUTE;
    expect(await door.getDeskOperator.execute(half)).toBeNull();
    const idle = (await enter()).whole;
    now += 2 * HOUR;
    expect(await door.getDeskOperator.execute(idle)).toBeNull();
    const began = now;
    const busy = (await enter()).whole;
    for (; now < began + 11 * HOUR; now += HOUR) expect(await door.getDeskOperator.execute(busy)).not.toBeNull();
    now = began + 12 * HOUR;
    expect(await door.getDeskOperator.execute(busy)).toBeNull();
  });

  it("leaving everywhere ends every session of one's own at once, half ones too, and nobody else's", async () => {
    const { email, token, enter } = await somebody("everywhere");
    const other = await somebody("stays");
    const { whole } = await enter();
    const half = tokenOf(await password(email));
    const operator = (await door.getDeskOperator.execute(whole))?.operator;
    await door.signOutEverywhere.execute({ operatorId: operator?.id ?? "" });
    for (const ended of [token, whole, half]) expect(await door.getDeskOperator.execute(ended)).toBeNull();
    expect(await door.getDeskOperator.execute(other.token)).not.toBeNull();
  });

  it("an invitation opens once, for a day, the newest only; accepting it ends every earlier session", async () => {
    const { email, inviteToken, token, first, codeIn } = await somebody("invited");
    const accept = (each: string, code: string) =>
      door.acceptInvitation.execute({ inviteToken: each, password: "another long password", code });
    expect(await accept(inviteToken, codeIn(0))).toEqual({ status: "gone" });
    const replaced = (await invite(email)).token;
    const newest = (await invite(email)).token;
    expect(await door.getInvitation.execute(replaced)).toBeNull();
    // The old app's codes are no proof that the new key was learnt.
    expect(await accept(newest, first)).toEqual({ status: "wrong-code" });
    const base32 = (await door.getInvitation.execute(newest))?.base32 ?? "";
    const code = new TOTP({ secret: base32 }).generate({ timestamp: now });
    tokenOf(await accept(newest, code));
    expect(await door.getDeskOperator.execute(token)).toBeNull();
    expect(await password(email)).toEqual({ status: "refused" });

    const late = (await invite(email)).token;
    now += 24 * HOUR;
    expect(await door.getInvitation.execute(late)).toBeNull();
    expect(await accept(late, code)).toEqual({ status: "gone" });
  });

  it("keeps no address and no browser of those who come", async () => {
    const { rows: columns } = await test.connection.run(
      "select table_name || '.' || column_name as name from information_schema.columns where table_name in ('operators', 'desk_sessions', 'desk_audit')",
      [],
    );
    expect(columns.length).toBeGreaterThan(15);
    expect(JSON.stringify(columns)).not.toMatch(/ip_|address|agent|browser|device/);
    await password("traced@practice.example", PASSWORD, "198.51.100.7/32");
    expect(JSON.stringify(await rows("select * from rate_limits"))).not.toMatch(/198\.51|traced/);
  });
});
