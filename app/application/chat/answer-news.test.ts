import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PreparedAnswer, PreparedMessage } from "#app/domain/chat/prepared-message.ts";
import { chatContact } from "#app/domain/contact/contact.ts";
import { isOverdue } from "#app/domain/people/operator-work.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { deskOver, type TestDesk } from "#app/testing/desk-people.ts";
import { addService } from "#app/testing/practice.ts";
import { attempt, OPERATOR, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { listCommand, listView } from "#app/views/people/desk-list-view.ts";
import { SendPreparedMessageUseCase } from "./send-prepared-message.ts";

let people = 1;

describe.each(DATABASES)("an answer to a prepared message on $name", ({ open }) => {
  let list: TestWaitlist;
  let desk: TestDesk;
  let slug: string;
  beforeAll(async () => {
    list = await waitlistOver(await open());
    desk = await deskOver(list);
    slug = (await addService(list.connection)).slug;
  });
  afterAll(() => list.close());

  /** Somebody of the list with an open chat, who was written to. */
  async function written(prepared: PreparedMessage = "time_appeared") {
    const contact = chatContact(people % 2 ? "max" : "telegram", 8_000_000 + people++);
    const tell = (event: Parameters<typeof list.receiveUpdate.execute>[0]["event"]) =>
      list.receiveUpdate.execute({ updateId: people++, receipt: `r${people}`, contact, name: null, event });
    await tell({ kind: "start", deepLinkId: null });
    const { id: requestId } = await list.join(slug, contact, { source: contact.method });
    const chat = await list.database.transaction(({ chats }) => chats.findOpen(contact));
    const work = () => list.answerChat.execute({ chatId: chat?.chatId ?? "" }, attempt());
    await work();
    const send = async (message: PreparedMessage) => {
      await new SendPreparedMessageUseCase(list).execute({
        requestId,
        operatorId: desk.anna.id,
        prepared: message,
      });
      await work();
      return list.bot.sent.findLast(({ to }) => to === contact.value)?.id ?? "";
    };
    const messageId = await send(prepared);
    const answers = async (answer: PreparedAnswer, to = messageId) => {
      await tell({ kind: "press", press: { to: "answer", answer, messageId: to }, callbackId: "1" });
      await work();
    };
    return { requestId, answers, send };
  }
  const told = async (requestId: string) =>
    (await list.queued("tell-operator")).filter((job) => job.requestId === requestId && job.about === "answer");
  const shown = async () => {
    const command = listCommand({ answered: "on", service: slug });
    const page = await desk.listRequests.execute(command);
    return listView(page, new URL("https://practice.example/desk/?answered=on"), { answered: "on" }, []);
  };

  it("is news in the list and a mail, and what was written keeps the promise", async () => {
    const writtenAt = list.clock();
    const { requestId, answers } = await written();
    expect(await shown()).toMatchObject({ answered: null, requests: [] });
    list.laterByMinutes(30);
    await answers("yes");
    const row = await list.row(requestId);
    expect(row).toMatchObject({ status: "contacted", contactedAt: writtenAt, updatedAt: list.clock() });
    list.later(30);
    expect(isOverdue(row, list.clock())).toBe(false);
    const { answered, requests } = await shown();
    expect(answered).toBe("1");
    expect(requests.map(({ id, badges }) => [id, badges[0]])).toEqual([
      [requestId, { tone: "good", label: "ответ: «Да, выберу время»" }],
    ]);
    const [notice] = await told(requestId);
    await list.tellOperator.execute({ requestId, about: "answer", answerId: String(notice?.answerId) }, attempt());
    const mail = (await list.mails()).findLast(({ to }) => to === OPERATOR);
    expect(mail?.text).toMatch(/Ответили\sна\sсообщения\sчерез\sбота/);
    expect(mail?.text).toContain("/desk/?answered=on");
  });

  it("counts once, is news again where it changes, until an operator acts", async () => {
    const { requestId, answers, send } = await written("still_waiting");
    await answers("yes");
    await answers("yes");
    expect(await told(requestId)).toHaveLength(1);
    list.laterByMinutes(1);
    await answers("not_needed");
    expect(await told(requestId)).toHaveLength(2);
    const labels = async () =>
      (await shown()).requests.flatMap(({ id, badges }) => (id === requestId ? badges[0]?.label : []));
    expect(await labels()).toEqual([expect.stringContaining("ответ:")]);
    list.laterByMinutes(1);
    await send("no_time_yet");
    expect(await labels()).toEqual([]);
  });
});
