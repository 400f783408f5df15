import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BotError } from "#app/application/ports/chat.ts";
import { PutOffError } from "#app/application/ports/database.ts";
import { chatContact } from "#app/domain/contact/contact.ts";
import { mails } from "#app/infrastructure/tables/mail.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addService } from "#app/testing/practice.ts";
import { attempt, email, OPERATOR, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";

describe.each(DATABASES)("a messenger that takes nothing, on $name", ({ open }) => {
  let list: TestWaitlist;
  let slug: string;
  let people = 0;
  beforeEach(async () => {
    list = await waitlistOver(await open());
    slug = (await addService(list.connection)).slug;
  });
  afterEach(() => list.close());

  /** Somebody in MAX whose next message is written. Returns their chat. */
  async function written() {
    const contact = chatContact("max", 9_000 + people++);
    const open = { id: list.ids.uuid(), nameId: list.ids.uuid(), contact, name: null, now: list.clock() };
    const chatId = await list.database.transaction(({ chats }) => chats.open(open));
    const { id: requestId } = await list.join(slug, contact);
    await list.tellInChat.execute({ requestId, about: "confirmation" });
    return chatId;
  }
  const send = (chatId: string) => list.answerChat.execute({ chatId }, attempt());
  const failWith = (code: string, kind: BotError["kind"]) => list.bot.failures.push(new BotError(code, kind));
  const notices = async () => (await list.queued("tell-outage")).map(({ noticeId }) => String(noticeId));
  const tell = (noticeId: string) => list.tellOperator.execute({ noticeId }, attempt());
  const told = async () => (await list.mails()).filter(({ to }) => to === OPERATOR);
  const lostAt = () => list.database.transaction(({ mails }) => mails.subscriptionLostAt());

  it("for an hour is told by one mail, and anew after it had worked again", async () => {
    const chatId = await written();
    failWith("max-network", "retryable");
    await expect(send(chatId)).rejects.toThrow(BotError);
    await list.reportOutages.execute();
    expect(await notices()).toEqual([]);
    list.laterByMinutes(61);
    for (const _ of ["once", "in the next hour"]) await list.reportOutages.execute();
    const [noticeId = "", ...more] = await notices();
    expect(more).toEqual([]);
    for (const _ of ["once", "again"]) await tell(noticeId);
    const [mail, ...others] = await told();
    expect(others).toEqual([]);
    expect(mail?.text).toMatch(/Мессенджеры,\sс\sкоторыми\sнет\sсвязи:\s1/);
    expect(mail?.text).toContain("https://practice.example/desk/faults/");
    expect(mail?.text).not.toContain("max:");

    await send(chatId);
    await list.reportOutages.execute();
    expect(await notices()).toHaveLength(1);
    const other = await written();
    failWith("max-network", "retryable");
    await expect(send(other)).rejects.toThrow(BotError);
    list.laterByMinutes(61);
    await list.reportOutages.execute();
    expect(await notices()).toHaveLength(2);
  });

  it("since it refuses the bot is told at once, and once", async () => {
    for (const _ of [1, 2]) {
      const chatId = await written();
      failWith("max-denied", "unclear");
      await expect(send(chatId)).rejects.toThrow(BotError);
    }
    expect(await notices()).toHaveLength(1);
  });

  it("keeps to the pace of all notices to the operator, in one mail with them", async () => {
    const { id: requestId } = await list.join(slug, email("anna@example.org"));
    await list.tellOperator.execute({ requestId, about: "request" }, attempt());
    const { id: other } = await list.join(slug, email("boris@example.org"));
    await list.reportOutages.subscriptionLost();
    const [noticeId = ""] = await notices();
    await expect(tell(noticeId)).rejects.toThrow(PutOffError);
    await expect(list.tellOperator.execute({ requestId: other, about: "request" }, attempt())).rejects.toThrow(
      PutOffError,
    );
    list.laterByMinutes(10);
    await tell(noticeId);
    expect(await told()).toHaveLength(2);
    for (const name of ["Новые\\sи\\sповторные\\sзаявки", "Мессенджеры,\\sс\\sкоторыми\\sнет\\sсвязи"])
      expect((await told()).some(({ text }) => new RegExp(`${name}:\\s1`).test(text ?? ""))).toBe(true);
  });

  it("that lost its subscription is told once a day; its moment outlives the process", async () => {
    expect(await lostAt()).toBeNull();
    await list.reportOutages.subscriptionLost();
    const first = list.clock();
    list.laterByMinutes(60);
    await list.reportOutages.subscriptionLost();
    expect(await notices()).toHaveLength(1);
    expect(await lostAt()).toEqual(first);
    list.later(1);
    await list.reportOutages.subscriptionLost();
    expect(await notices()).toHaveLength(2);
    expect(await lostAt()).toEqual(list.clock());
  });

  it("and the mail itself, of which no mail can tell, are two things", async () => {
    const { id } = await list.join(slug, email("anna@example.org"));
    const stuck = { kind: "confirmation", dedupeKey: id, waitlistRequestId: id, props: {}, errorCode: "smtp-timeout" };
    await list.db.insert(mails).values({ ...stuck, id: list.ids.uuid(), createdAt: list.clock() });
    list.laterByMinutes(61);
    await list.reportOutages.execute();
    expect(await notices()).toEqual([]);
  });
});
