import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PutOffError } from "#app/application/ports/database.ts";
import { MailError, type OutgoingMail } from "#app/application/ports/mail.ts";
import { mailRenderer } from "#app/infrastructure/mail/mail-renderer.ts";
import { DATABASES, type TestDatabase } from "#app/testing/databases.ts";
import { addOperator } from "#app/testing/desk.ts";
import { deskDoorOver, type TestDoor, unhashed } from "#app/testing/desk-door.ts";
import { WarnOperatorUseCase } from "./warn-operator.ts";

const MAIL_ID = "01994d1e-7e6a-7c3b-9d55-0d2a1f6b8c11";

describe.each(DATABASES)("a warning to an operator on $name", ({ open }) => {
  let test: TestDatabase;
  let at: TestDoor;
  beforeAll(async () => {
    test = await open();
    at = await deskDoorOver(test, unhashed);
  });
  afterAll(() => test.drop());

  const warning = (send: (mail: OutgoingMail) => Promise<void>) =>
    new WarnOperatorUseCase({
      ...at.parts,
      sender: { send },
      renderer: mailRenderer,
      origin: "https://practice.example",
    });

  it("is sent to their own address under the job's id, never to a disabled operator", async () => {
    const sent: OutgoingMail[] = [];
    const warn = warning(async (mail) => void sent.push(mail));
    const { id, email } = await addOperator(test.connection);
    await warn.execute({ mailId: MAIL_ID, operatorId: id, about: "wrong_code" });
    expect(sent).toMatchObject([{ id: MAIL_ID, to: email, subject: "Неверный код при входе" }]);
    const about = await addOperator(test.connection);
    await warn.execute({ mailId: MAIL_ID, operatorId: id, about: "owner_invited", accountId: about.id });
    expect(sent.pop()).toMatchObject({ to: email, text: expect.stringContaining(about.email) });
    await test.connection.run("update operators set disabled_at = now() where id = $1", [id]);
    await warn.execute({ mailId: MAIL_ID, operatorId: id, about: "closed" });
    expect(sent).toHaveLength(1);
  });

  it("that fails is retried when the provider says, or by the queue's own pauses", async () => {
    const { id } = await addOperator(test.connection);
    const command = { mailId: MAIL_ID, operatorId: id, about: "locked" } as const;
    const usedUp = warning(() => Promise.reject(new MailError("provider-quota", "limited")));
    const anHourLater = new Date(at.clock().getTime() + 3_600_000);
    await expect(usedUp.execute(command)).rejects.toThrow(expect.objectContaining({ until: anHourLater }));
    const limited = warning(() => Promise.reject(new MailError("429", "retryable", 60)));
    const until = new Date(at.clock().getTime() + 60_000);
    await expect(limited.execute(command)).rejects.toThrow(expect.objectContaining({ until }));
    await expect(limited.execute(command)).rejects.toThrow(PutOffError);
    const away = warning(() => Promise.reject(new MailError("connection", "retryable")));
    await expect(away.execute(command)).rejects.toThrow(MailError);
  });
});
