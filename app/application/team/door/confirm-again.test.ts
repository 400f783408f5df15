import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DATABASES, type TestDatabase } from "#app/testing/databases.ts";
import { deskDoorOver, PASSWORD, type TestDoor, unhashed } from "#app/testing/desk-door.ts";

const HOUR = 60 * 60 * 1000;

describe.each(DATABASES)("proof of identity in an open session on $name", ({ open }) => {
  let test: TestDatabase;
  let at: TestDoor;
  beforeAll(async () => {
    test = await open();
    at = await deskDoorOver(test, unhashed);
  });
  beforeEach(() => test.connection.run("delete from rate_limits", []));
  afterAll(() => test.drop());

  async function signedIn(name: string) {
    const { email, token, codeIn } = await at.somebody(name);
    const found = await at.door.getDeskOperator.execute(token);
    if (!found) throw new Error("not signed in");
    const { operator, session } = found;
    const own = { operator, sessionId: session.id, addressPrefix: "here", device: null };
    const confirm = (code: string) => at.door.confirmAgain.execute({ ...own, code });
    const change = (code: string, oldPassword = PASSWORD) =>
      at.door.changePassword.execute({ ...own, code, oldPassword, newPassword: "another long password" });
    const recovery = await at.door.makeRecoveryCodes.execute({ operatorId: operator.id });
    const wrongCodes = (count: number) =>
      test.connection.run("update operators set wrong_codes = $1 where email = $2", [count, email]);
    const codeAt = async () => (await at.door.getDeskOperator.execute(token))?.session.codeAt;
    return { email, codeIn, confirm, change, recovery, wrongCodes, codeAt };
  }

  it("accepts an app code or a recovery code once, for that session only", async () => {
    const { codeIn, confirm, recovery, codeAt } = await signedIn("again");
    const code = codeIn(0);
    expect(await confirm(code)).toEqual({ status: "confirmed", at: at.clock() });
    expect(await codeAt()).toEqual(at.clock());
    expect(await confirm(code)).toMatchObject({ status: "refused" });
    expect(await confirm(recovery[0] ?? "")).toMatchObject({ status: "confirmed" });
    expect(await confirm(recovery[0] ?? "")).toMatchObject({ status: "refused" });
  });

  it("counts wrong codes as sign-in does: thirty close the account, a right one resets", async () => {
    const { codeIn, confirm, change, recovery, wrongCodes } = await signedIn("spent");
    await wrongCodes(28);
    expect(await confirm(codeIn(HOUR))).toMatchObject({ status: "refused" });
    expect(await confirm(recovery[0] ?? "")).toMatchObject({ status: "confirmed" });
    await wrongCodes(29);
    expect(await change(codeIn(HOUR))).toEqual({ status: "closed" });
    for (const code of [codeIn(0), recovery[1] ?? ""]) expect(await confirm(code)).toEqual({ status: "closed" });
  });

  it("warns the operator of a wrong code, and counts failures only", async () => {
    const { codeIn, confirm } = await signedIn("limited");
    at.queued.length = 0;
    for (let each = 0; each < 10; each += 1) expect(await confirm(codeIn(HOUR))).toMatchObject({ status: "refused" });
    expect(await confirm(codeIn(0))).toMatchObject({ status: "limited" });
    expect(at.queued.map(({ data }) => data)).toMatchObject([{ about: "wrong_code" }]);
  });

  it("a new password requires the old one and a code", async () => {
    const { email, codeIn, change } = await signedIn("password");
    expect(await change(codeIn(0), "not the present one")).toEqual({ status: "wrong-password" });
    expect(await change(codeIn(HOUR))).toMatchObject({ status: "wrong-code" });
    expect(await at.password(email)).toMatchObject({ status: "accepted" });
    expect(await change(codeIn(0))).toEqual({ status: "changed" });
    expect(await at.password(email)).toEqual({ status: "refused" });
    expect(await at.password(email, "another long password")).toMatchObject({ status: "accepted" });
  });
});
