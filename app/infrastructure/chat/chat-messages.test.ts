import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MessageSubject } from "#app/domain/chat/chat-message.ts";
import { chatContact } from "#app/domain/contact/contact.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addService } from "#app/testing/practice.ts";
import { email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";

const message = { note: { about: "greeting", serviceTitle: null }, question: null } as const;
const reply = (occasion: string): MessageSubject => ({ about: "reply", waitlistRequestId: null, occasion });

describe.each(DATABASES)("messages of chats on $name", ({ open }) => {
  let list: TestWaitlist;
  beforeAll(async () => {
    list = await waitlistOver(await open());
  });
  afterAll(() => list.close());

  const chatOf = (person: number) =>
    list.database.transaction(({ chats }) =>
      chats.open({ id: v7(), nameId: v7(), contact: chatContact("telegram", person), name: null, now: list.clock() }),
    );
  const add = (chatId: string, subject: MessageSubject) =>
    list.database.transaction(({ chatMessages }) =>
      chatMessages.add([{ id: v7(), chatId, byName: false, message, createdAt: list.clock(), ...subject }]),
    );
  const requestOf = async (address: string) => {
    const service = await addService(list.connection);
    return (await list.join(service.slug, email(address))).id;
  };

  it("answer an update once in each chat, for messengers count updates by themselves", async () => {
    const [one, other] = [await chatOf(1), await chatOf(2)];
    expect([await add(one, reply("7")), await add(one, reply("7"))]).toEqual([1, 0]);
    expect([await add(other, reply("7")), await add(one, reply("8"))]).toEqual([1, 1]);
  });

  it("tell one occasion of a request once, whichever chat its person has", async () => {
    const [one, other] = [await chatOf(3), await chatOf(4)];
    const waitlistRequestId = await requestOf("once@example.org");
    const contacted = (occasion: string) => ({ about: "contacted", waitlistRequestId, occasion }) as const;
    expect([await add(one, contacted("first")), await add(other, contacted("first"))]).toEqual([1, 0]);
    expect(await add(one, contacted("second"))).toBe(1);
    expect(await add(one, { about: "repeated", waitlistRequestId, occasion: "first" })).toBe(1);
  });

  it("about a request are called back, and replies still go", async () => {
    const chatId = await chatOf(5);
    const waitlistRequestId = await requestOf("left@example.org");
    await add(chatId, { about: "confirmation", waitlistRequestId, occasion: "first" });
    await add(chatId, reply("1"));
    const left = await list.database.transaction(async ({ chatMessages }) => {
      await chatMessages.callBack(waitlistRequestId, list.clock());
      const next = await chatMessages.claimNext(chatId, "worker", list.clock());
      await chatMessages.markSent(next?.id ?? "", list.clock());
      return [next?.attempts, await chatMessages.claimNext(chatId, "worker", list.clock())];
    });
    expect(left).toEqual([1, null]);
  });
});
