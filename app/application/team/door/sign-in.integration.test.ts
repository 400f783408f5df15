import { TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { deskTokens } from "#app/infrastructure/team/desk-tokens.ts";
import { DATABASES, type TestDatabase } from "#app/testing/databases.ts";
import { deskDoorOver, PASSWORD, type TestDoor, tokenOf } from "#app/testing/desk-door.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

// One operator for all tests: passwords are slow to hash on purpose.
describe.each(DATABASES.slice(-1))("the desk's door on $name", ({ open }) => {
  let test: TestDatabase;
  let at: TestDoor;
  let door: TestDoor["door"];
  beforeAll(async () => {
    test = await open();
    at = await deskDoorOver(test);
    door = at.door;
  });
  beforeEach(() => test.connection.run("delete from rate_limits", []));
  afterAll(() => test.drop());

  it("each step issues a new token, voids the earlier one, and stores only hashes", async () => {
    const { email, codeIn } = await at.somebody("steps");
    const half = tokenOf(await at.password(email.toUpperCase()));
    expect(await door.getDeskOperator.execute(half)).toMatchObject({ session: { stage: "password" } });
    const whole = tokenOf(await at.confirm(half, codeIn(0)));
    expect(whole).not.toBe(half);
    expect(await door.getDeskOperator.execute(half)).toBeNull();
    expect(await door.getDeskOperator.execute(whole)).toMatchObject({
      session: { stage: "full" },
      operator: { email },
    });
    expect(await at.confirm(whole, codeIn(30 * SECOND))).toEqual({ status: "over" });
    const kept = JSON.stringify([
      await at.rows("select * from desk_sessions"),
      await at.rows("select * from operators"),
    ]);
    expect(kept).toContain(deskTokens.hash(whole));
    for (const secret of [whole, half, PASSWORD]) expect(kept).not.toContain(secret);
  });

  it("a code works once, in its step and the next, and never one older than the last", async () => {
    const { email, codeIn } = await at.somebody("codes");
    const half = () => at.password(email).then(tokenOf);
    const refused = async (codes: string[]) => {
      const token = await half();
      for (const code of codes) expect(await at.confirm(token, code)).toMatchObject({ status: "refused" });
    };
    await refused([codeIn(-31 * SECOND), codeIn(30 * SECOND), codeIn(61 * SECOND)]);
    const before = codeIn(-SECOND);
    const present = codeIn(0);
    tokenOf(await at.confirm(await half(), before));
    tokenOf(await at.confirm(await half(), present));
    await refused([before, present]);
    at.later(MINUTE);
    const contested = codeIn(0);
    const [one, other] = [await half(), await half()];
    const outcomes = await Promise.all([at.confirm(one, contested), at.confirm(other, contested)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["accepted", "refused"]);
  });

  it("a code used while the clock was ahead keeps nobody out, and works once", async () => {
    const { email, codeIn } = await at.somebody("ahead");
    const half = () => at.password(email).then(tokenOf);
    at.later(24 * HOUR);
    tokenOf(await at.confirm(await half(), codeIn(0)));
    at.later(-24 * HOUR);
    const present = codeIn(0);
    tokenOf(await at.confirm(await half(), present));
    expect(await at.confirm(await half(), present)).toMatchObject({ status: "refused" });
  });

  it("a session ends after two idle or twelve hours; a half one after ten minutes", async () => {
    const { email, enter } = await at.somebody("ends");
    const half = tokenOf(await at.password(email));
    at.later(10 * MINUTE);
    expect(await door.getDeskOperator.execute(half)).toBeNull();
    const idle = (await enter()).whole;
    at.later(2 * HOUR);
    expect(await door.getDeskOperator.execute(idle)).toBeNull();
    const busy = (await enter()).whole;
    // Signing in moved the clock by a minute.
    for (let hour = 0; hour < 11; hour += 1) {
      expect(await door.getDeskOperator.execute(busy)).not.toBeNull();
      at.later(HOUR);
    }
    at.later(HOUR - MINUTE);
    expect(await door.getDeskOperator.execute(busy)).toBeNull();
  });

  it("signing out everywhere ends all own sessions, half ones too, and no others", async () => {
    const { email, token, enter } = await at.somebody("everywhere");
    const other = await at.somebody("stays");
    const { whole } = await enter();
    const half = tokenOf(await at.password(email));
    const operator = (await door.getDeskOperator.execute(whole))?.operator;
    await door.signOutEverywhere.execute({ operatorId: operator?.id ?? "" });
    for (const ended of [token, whole, half]) expect(await door.getDeskOperator.execute(ended)).toBeNull();
    expect(await door.getDeskOperator.execute(other.token)).not.toBeNull();
  });

  it("an invitation works once, for a day, the newest only, and ends earlier sessions", async () => {
    const { email, inviteToken, token, first, codeIn } = await at.somebody("invited");
    const accept = (each: string, { sealed }: { sealed: string }, code: string, password = "another long password") =>
      door.acceptInvitation.execute({ inviteToken: each, password, offer: sealed, code, device: null });
    const early = await at.invite(email);
    const seen = await at.offerOf(early.token);
    expect(await accept(inviteToken, seen, codeIn(0))).toEqual({ status: "gone" });
    const newest = (await at.invite(email)).token;
    expect(await door.getInvitation.execute(early.token)).toBeNull();
    const [one, other] = [await at.offerOf(newest), await at.offerOf(newest)];
    expect(new Set([seen.base32, one.base32, other.base32]).size).toBe(3);
    // Codes of the old app or of another view do not prove the new seed.
    const code = new TOTP({ secret: one.base32 }).generate({ timestamp: at.clock().getTime() });
    expect(await accept(newest, one, first)).toEqual({ status: "wrong-code" });
    expect(await accept(newest, other, code)).toEqual({ status: "wrong-code" });
    const foreign = await at.offerOf((await at.invite("another@practice.example")).token);
    expect(await accept(newest, foreign, code)).toEqual({ status: "old-offer" });
    const weak = await accept(newest, one, code, "1qaz2wsx3edc4rfv");
    expect(weak).toEqual({ status: "weak-password", weakness: "common" });
    tokenOf(await accept(newest, one, code));
    expect(await door.getDeskOperator.execute(token)).toBeNull();
    expect(await at.password(email)).toEqual({ status: "refused" });

    const late = (await at.invite(email)).token;
    at.later(24 * HOUR);
    expect(await door.getInvitation.execute(late)).toBeNull();
    expect(await accept(late, one, code)).toEqual({ status: "gone" });
  });

  it("stores no address and no browser of operators", async () => {
    const { rows: columns } = await test.connection.run(
      "select table_name || '.' || column_name as name from information_schema.columns where table_name in ('operators', 'desk_sessions', 'desk_audit')",
      [],
    );
    expect(columns.length).toBeGreaterThan(15);
    expect(JSON.stringify(columns)).not.toMatch(/ip_|address|agent|browser|device/);
    await at.password("traced@practice.example", PASSWORD, "198.51.100.7/32");
    expect(JSON.stringify(await at.rows("select * from rate_limits"))).not.toMatch(/198\.51|traced/);
  });
});
