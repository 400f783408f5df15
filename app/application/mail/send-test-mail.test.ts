import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MailError } from "#app/application/ports/mail.ts";
import type { Operator } from "#app/domain/team/operator.ts";
import { abuseLimits } from "#app/infrastructure/limits/abuse-limits.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addOperator } from "#app/testing/desk.ts";
import { OPERATOR, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { testMailOf } from "#app/wiring/mail.server.ts";

describe.each(DATABASES)("a test mail on $name", ({ open }) => {
  let list: TestWaitlist;
  let owner: Operator;
  beforeAll(async () => {
    list = await waitlistOver(await open());
    const { id } = await addOperator(list.connection);
    owner = { id, role: "owner", email: "owner@example.org" };
  });
  afterAll(() => list.close());

  it("goes to the address of notices or to its sender, five times an hour, audited", async () => {
    const { admitTestMail } = abuseLimits(list.connection, list.keys.fingerprint[0].secret);
    const parts = { ...list, admit: admitTestMail };
    const toNotices = testMailOf({ ...parts, operatorEmail: OPERATOR });
    const toSender = testMailOf({ ...parts, operatorEmail: null });
    expect(await toNotices.execute(owner)).toEqual({ status: "sent" });
    expect(await toSender.execute(owner)).toEqual({ status: "sent" });
    expect((await list.mails()).map(({ to, subject }) => [to, subject]).sort()).toEqual([
      [OPERATOR, "Пробное письмо"],
      ["owner@example.org", "Пробное письмо"],
    ]);
    list.sender.failures.push(new MailError("smtp-535", "final"));
    expect(await toNotices.execute(owner)).toEqual({ status: "refused", code: "smtp-535" });
    for (const expected of ["sent", "sent", "limited"])
      expect(await toNotices.execute(owner)).toMatchObject({ status: expected });
    const { rows } = await list.connection.run("select operator_id, details from desk_audit where action = $1", [
      "test_mail_sent",
    ]);
    expect(rows).toEqual(Array(5).fill({ operator_id: owner.id, details: {} }));
  });
});
