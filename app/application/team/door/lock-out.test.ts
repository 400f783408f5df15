import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { UnavailableError } from "#app/application/ports/database.ts";
import { DATABASES, type TestDatabase } from "#app/testing/databases.ts";
import { deskDoorOver, type TestDoor, tokenOf, unhashed } from "#app/testing/desk-door.ts";
import { SignInUseCase } from "./sign-in.ts";

const HOUR = 60 * 60 * 1000;
const WRONG = "a wrong password";
const NOBODY = "nobody@practice.example";
const LIMITED = { status: "limited", retryAfterSeconds: expect.any(Number), known: false };
const REFUSED = { status: "refused" };

describe.each(DATABASES)("a lock-out on $name", ({ open }) => {
  let test: TestDatabase;
  let at: TestDoor;
  beforeAll(async () => {
    test = await open();
    at = await deskDoorOver(test, unhashed);
  });
  beforeEach(async () => {
    await test.connection.run("delete from rate_limits", []);
    at.queued.length = 0;
  });
  afterAll(() => test.drop());

  /** The warnings to the operator; owners also get news of each other. */
  const told = () => at.queued.map(({ data }) => data).filter((data) => !("accountId" in data));
  const points = async (name: string) => {
    const rows = await at.rows(`select points from rate_limits where key like '${name}:%'`);
    return rows.map((row) => Number(Object(row).points));
  };

  it("of a place begins after ten failures there; a success is not counted", async () => {
    const { email } = await at.somebody("place");
    tokenOf(await at.password(email, undefined, "here"));
    expect([await points("door_password"), await points("account"), await points("everybody")]).toEqual([
      [0],
      [0],
      [0],
    ]);
    expect(await at.password(email, WRONG, "here")).toEqual(REFUSED);
    await at.counted("door_password", 9);
    tokenOf(await at.password(email, undefined, "here"));
    expect(await at.password(email, WRONG, "here")).toEqual(REFUSED);
    expect(await at.password(email, undefined, "here")).toEqual(LIMITED);
    tokenOf(await at.password(email, undefined, "elsewhere"));
    // An attempt that was not tried counts for nobody.
    expect(await points("everybody")).toEqual([2]);
  });

  it("of an account by strangers leaves its known browser in, and is reported once", async () => {
    const { email, device, codeIn } = await at.somebody("owner");
    for (const each of [email, NOBODY]) expect(await at.password(each, WRONG)).toEqual(REFUSED);
    await at.counted("account", 99);
    for (const each of [email, NOBODY]) {
      expect(await at.password(each, WRONG)).toEqual(REFUSED);
      expect(await at.password(each)).toEqual(LIMITED);
    }
    const half = tokenOf(await at.password(email, undefined, "home", device));
    const entered = await at.confirm(half, codeIn(0), "home", device);
    tokenOf(entered);
    expect(entered).toMatchObject({ device: expect.not.stringMatching(device) });
    expect(told()).toMatchObject([{ about: "locked" }]);

    await at.counted("account", 99);
    expect(await at.password(email, WRONG)).toEqual(REFUSED);
    expect(told()).toHaveLength(1);
    at.later(24 * HOUR);
    await at.counted("account", 99);
    expect(await at.password(email, WRONG)).toEqual(REFUSED);
    expect(told()).toHaveLength(2);
  });

  it("of a known browser is its own: after ten failures, and no other browser's", async () => {
    const { email, device } = await at.somebody("known");
    const { device: anothers } = await at.somebody("another");
    expect(await at.password(email, WRONG, "home", device)).toEqual(REFUSED);
    await at.counted("device", 9);
    expect(await at.password(email, WRONG, "home", device)).toEqual(REFUSED);
    expect(await at.password(email, undefined, "elsewhere", device)).toEqual({ ...LIMITED, known: true });
    expect([await points("door_password"), await points("account"), await points("everybody")]).toEqual([[], [], []]);
    tokenOf(await at.password(email, undefined, "home"));
    // Neither a forged cookie nor one of another account makes a browser known.
    await at.password(email, WRONG, "home", `${device.slice(0, -1)}${device.endsWith("A") ? "E" : "A"}`);
    await at.password(email, WRONG, "home", anothers);
    expect(await points("door_password")).toEqual([2]);
  });

  it("over everybody locks out unknown browsers and no known one", async () => {
    const { email, device } = await at.somebody("everybody");
    expect(await at.password(NOBODY, WRONG)).toEqual(REFUSED);
    await at.counted("everybody", 200);
    for (const each of [email, NOBODY, "else@practice.example"]) expect(await at.password(each)).toEqual(LIMITED);
    tokenOf(await at.password(email, undefined, "home", device));
  });

  it("cannot be passed by parallel attempts, and the code has a limit of its own", async () => {
    const { email, codeIn, device } = await at.somebody("at-once");
    const half = tokenOf(await at.password(email));
    const guesses = await Promise.all(Array.from({ length: 12 }, () => at.confirm(half, codeIn(HOUR), "here")));
    expect(guesses.filter(({ status }) => status === "refused")).toHaveLength(10);
    expect(await at.confirm(half, codeIn(0), "here")).toEqual(LIMITED);
    for (let each = 0; each < 10; each += 1) expect(await at.confirm(half, codeIn(HOUR))).toMatchObject(REFUSED);
    expect(await at.confirm(half, codeIn(0))).toEqual(LIMITED);
    // A new half session does not bypass it; the known browser is not locked out.
    const another = tokenOf(await at.password(email));
    expect(await at.confirm(another, codeIn(0))).toEqual(LIMITED);
    tokenOf(await at.confirm(another, codeIn(0), "home", device));
  });

  it("by thirty wrong codes ends half sessions until invited anew; a right code resets", async () => {
    const { email, token, codeIn, device } = await at.somebody("codes");
    const wrongCodes = (count: number) =>
      test.connection.run("update operators set wrong_codes = $1 where email = $2", [count, email]);
    await wrongCodes(29);
    tokenOf(await at.confirm(tokenOf(await at.password(email)), codeIn(0)));
    at.later(60_000);
    expect(await at.rows(`select wrong_codes from operators where email = '${email}'`)).toEqual([{ wrong_codes: 0 }]);

    await wrongCodes(28);
    const [one, other] = [tokenOf(await at.password(email)), tokenOf(await at.password(email))];
    expect(await at.confirm(one, codeIn(HOUR))).toMatchObject(REFUSED);
    expect(await at.confirm(one, codeIn(HOUR))).toEqual({ status: "closed" });
    for (const half of [one, other]) expect(await at.confirm(half, codeIn(0))).toEqual({ status: "over" });
    expect(await at.door.getDeskOperator.execute(token)).not.toBeNull();
    expect(await at.password(email, undefined, "home", device)).toEqual({ status: "closed" });
    expect(await at.password(email, WRONG)).toEqual(REFUSED);
    expect(told()).toMatchObject([{ about: "wrong_code" }, { about: "closed" }]);

    const again = await at.accept((await at.invite(email)).token);
    tokenOf(await at.confirm(tokenOf(await at.password(email)), again.codeIn(0)));
  });

  it("a wrong code after a right password is reported at most once an hour", async () => {
    const { email, codeIn } = await at.somebody("told");
    await at.password(email, WRONG);
    expect(told()).toEqual([]);
    const half = tokenOf(await at.password(email));
    for (const _ of ["first", "second"]) expect(await at.confirm(half, codeIn(HOUR))).toMatchObject(REFUSED);
    expect(told()).toHaveLength(1);
    at.later(HOUR);
    expect(await at.confirm(tokenOf(await at.password(email)), codeIn(HOUR))).toEqual({ ...REFUSED, again: true });
    expect(told()).toMatchObject([{ about: "wrong_code" }, { about: "wrong_code" }]);
  });

  it("does not begin while hashing is full: nothing is tried, counted or logged", async () => {
    const { email } = await at.somebody("busy");
    const before = await at.rows("select count(*)::int as entries from desk_audit");
    for (const busy of [true, false]) {
      const passwords = { busy, hash: async () => null, verify: async () => "busy" as const };
      const signIn = new SignInUseCase({ ...at.parts, passwords });
      const attempt = { email, password: WRONG, addressPrefix: "here", device: null };
      expect(await signIn.execute(attempt)).toEqual({ status: "busy" });
    }
    expect(await points("door_password")).toEqual([0]);
    expect(await at.rows("select count(*)::int as entries from desk_audit")).toEqual(before);
  });

  it("does not count attempts that failed through a fault of ours", async () => {
    const { email } = await at.somebody("fault");
    const away = async () => {
      throw new UnavailableError("closed");
    };
    const signIn = new SignInUseCase({ ...at.parts, passwords: { busy: false, hash: away, verify: away } });
    const attempt = { email, password: WRONG, addressPrefix: "here", device: null };
    await expect(signIn.execute(attempt)).rejects.toThrow(UnavailableError);
    expect([await points("door_password"), await points("account"), await points("everybody")]).toEqual([
      [0],
      [0],
      [0],
    ]);
  });
});
