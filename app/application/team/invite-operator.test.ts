import { eq, sql } from "drizzle-orm";
import { v7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ChangePromiseUseCase } from "#app/application/timetable/change-promise.ts";
import { DEMO_ABOUT } from "#app/copy/practice.ts";
import type { Operator, OperatorRole } from "#app/domain/team/operator.ts";
import { operators } from "#app/infrastructure/tables/team.ts";
import { deskTokens as tokens } from "#app/infrastructure/team/desk-tokens.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addOperator } from "#app/testing/desk.ts";
import { type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { AcceptInvitationUseCase, GetInvitationQuery } from "./accept-invitation.ts";
import { ChangeOperatorUseCase } from "./change-operator.ts";
import { GetSettingsQuery } from "./get-settings.ts";
import { InviteOperatorUseCase } from "./invite-operator.ts";

/** Neither password strength nor codes matter in these tests. */
const passwords = { busy: false, hash: async () => "a hash", verify: async () => "right" as const };
const devices = { markOf: () => null, remember: () => "" };
const offer = { base32: "", address: "", sealed: "" };
const secondFactor = { offer: async () => offer, reopen: async () => offer, stepOf: () => 1 };
const PASSWORD = "correct horse battery";
const CARL = "carl@practice.example";

describe.each(DATABASES)("the team on $name", ({ open }) => {
  let list: TestWaitlist;
  let owner: Operator;
  let invitations: InviteOperatorUseCase;
  let door: ConstructorParameters<typeof AcceptInvitationUseCase>[0];
  beforeAll(async () => {
    list = await waitlistOver(await open());
    const { database, clock } = list;
    const ids = { uuid: () => v7(), deepLink: () => "AAAAAAAA" };
    const practiceMemory = { about: DEMO_ABOUT };
    invitations = new InviteOperatorUseCase({ database, tokens, ids, clock });
    door = { database, tokens, passwords, secondFactor, devices, practiceMemory, ids, clock };
  });
  beforeEach(async () => {
    await list.db.update(operators).set({ disabledAt: list.clock(), email: sql`${operators.id}::text` });
    owner = await addOperator(list.connection);
    await list.db.update(operators).set({ passwordHash: "a hash" });
  });
  afterAll(() => list.close());

  async function invite(email: string, role: OperatorRole) {
    const invited = await invitations.execute({ email, role, by: owner.id });
    if (invited.status !== "invited") throw new Error(`not invited: ${invited.status}`);
    return invited;
  }
  const accept = (inviteToken: string) =>
    new AcceptInvitationUseCase(door).execute({
      ...{ inviteToken, password: PASSWORD, offer: "", code: "000000", device: null },
    });
  const opens = async (token: string) => (await new GetInvitationQuery(door).execute(token)) !== null;
  const row = async (email: string) => {
    const { team } = await new GetSettingsQuery(list).execute(owner);
    const found = team?.find((each) => each.email === email);
    if (!found) throw new Error(`no ${email}`);
    return found;
  };
  const change = async (email: string, to: OperatorRole | "disabled") => {
    const asked = to === "disabled" ? ({ to } as const) : ({ to: "role", role: to } as const);
    return new ChangeOperatorUseCase(list).execute({
      operatorId: owner.id,
      colleagueId: (await row(email)).id,
      change: asked,
    });
  };

  it("accepting an invitation gives its role, also to an operator of another role", async () => {
    await accept((await invite(CARL, "owner")).token);
    expect(await change(CARL, "disabled")).toMatchObject({ status: "changed" });
    const again = await invite(CARL, "assistant");
    expect(again).toMatchObject({ role: "assistant", known: "owner" });
    expect(await row(CARL)).toMatchObject({ role: "owner", state: "disabled", invitedAs: "assistant" });
    expect(await accept(again.token)).toMatchObject({ status: "accepted" });
    expect(await row(CARL)).toMatchObject({ role: "assistant", state: "active", invitedAs: null });
    await accept((await invite(CARL, "owner")).token);
    expect(await row(CARL)).toMatchObject({ role: "owner", state: "active", invitedAs: null });
  });

  it("closing access withdraws an open invitation of a new, present or former operator", async () => {
    const first = await invite(CARL, "assistant");
    expect(first).toMatchObject({ known: null });
    expect(await row(CARL)).toMatchObject({ state: "new", invitedAs: "assistant" });
    expect(await change(CARL, "disabled")).toMatchObject({ status: "changed" });
    expect(await opens(first.token)).toBe(false);
    expect(await accept(first.token)).toEqual({ status: "gone" });
    expect(await row(CARL)).toMatchObject({ state: "disabled", invitedAs: null });

    await accept((await invite(CARL, "assistant")).token);
    const present = await invite(CARL, "assistant");
    expect(await change(CARL, "disabled")).toMatchObject({ status: "changed" });
    expect(await opens(present.token)).toBe(false);

    const back = await invite(CARL, "assistant");
    expect(await change(CARL, "disabled")).toMatchObject({ status: "changed" });
    expect(await opens(back.token)).toBe(false);
    const by = { action: "operator_disabled", operatorEmail: owner.email };
    expect(await change(CARL, "disabled")).toMatchObject({ status: "unchanged", by });
  });

  it("owners get a mail about a new owner and a replaced factor; jobs hold no names", async () => {
    const told = async () => {
      const jobs = await list.queued("warn-operator");
      return jobs.filter(({ operatorId }) => operatorId === owner.id).map(({ about }) => about);
    };
    const before = (await told()).length;
    await accept((await invite(CARL, "assistant")).token);
    expect((await told()).slice(before)).toEqual([]);
    await accept((await invite(CARL, "owner")).token);
    expect((await told()).slice(before)).toEqual(["owner_invited", "factor_replaced"]);
    expect(JSON.stringify(await list.queued("warn-operator"))).not.toContain("@");
  });

  it("the second of two owners is told who was faster, and changes nothing", async () => {
    const other = await addOperator(list.connection);
    const promise = new ChangePromiseUseCase({ ...list, timetable: { invalidate: () => undefined } });
    const promised = async (of: Operator, workingDays: number, seenDays: number) =>
      promise.execute({ operatorId: of.id, workingDays, seenDays });
    const { practice } = await new GetSettingsQuery(list).execute(owner);
    const seen = practice.answerWithinWorkingDays;
    expect(await promised(owner, seen + 3, seen)).toEqual({ status: "changed" });
    const by = { action: "settings_changed", operatorEmail: owner.email };
    const meanwhile = { status: "changed-meanwhile", workingDays: seen + 3, by };
    expect(await promised(other, seen + 5, seen)).toMatchObject(meanwhile);
    expect(await promised(other, seen + 3, seen)).toMatchObject({ status: "unchanged", by });
    const now = await new GetSettingsQuery(list).execute(owner);
    expect(now.practice.answerWithinWorkingDays).toBe(seen + 3);
    expect(await promised(other, seen, seen + 3)).toEqual({ status: "changed" });

    expect(await change(other.email, "assistant")).toEqual({ status: "changed" });
    const role = { action: "role_changed", operatorEmail: owner.email };
    expect(await change(other.email, "assistant")).toMatchObject({ status: "unchanged", by: role });
  });

  it("an expired invitation is not shown as open and cannot be withdrawn", async () => {
    await invite(CARL, "assistant");
    await change(CARL, "disabled");
    await invite(CARL, "assistant");
    list.later(1);
    expect(await row(CARL)).toMatchObject({ state: "disabled", invitedAs: null });
    expect(await change(CARL, "disabled")).toMatchObject({ status: "unchanged" });
  });

  it("an open invitation gives the role as changed meanwhile", async () => {
    await accept((await invite(CARL, "owner")).token);
    const { token } = await invite(CARL, "owner");
    expect(await change(CARL, "assistant")).toMatchObject({ status: "changed" });
    await accept(token);
    expect(await row(CARL)).toMatchObject({ role: "assistant" });
  });

  it("the last owner stays an owner, also when they became the last one meanwhile", async () => {
    expect(await invitations.execute({ email: owner.email, role: "assistant", by: owner.id })).toEqual({
      status: "last-owner",
    });
    await accept((await invite(CARL, "owner")).token);
    const { token } = await invite(CARL, "assistant");
    await list.db.update(operators).set({ disabledAt: list.clock() }).where(eq(operators.id, owner.id));
    await accept(token);
    expect(await row(CARL)).toMatchObject({ role: "owner", state: "active" });
  });
});
