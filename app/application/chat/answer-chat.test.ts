import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MarkContactedUseCase } from "#app/application/people/mark-contacted.ts";
import { BotError } from "#app/application/ports/chat.ts";
import { PutOffError } from "#app/application/ports/database.ts";
import type { Press } from "#app/domain/chat/concierge-buttons.ts";
import { CHAT_COMMANDS, type ChatEvent } from "#app/domain/chat/conversation.ts";
import type { PreparedAnswer, PreparedMessage } from "#app/domain/chat/prepared-message.ts";
import { CONSENT_TYPES } from "#app/domain/consent.ts";
import { chatContact } from "#app/domain/contact/contact.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addOperator } from "#app/testing/desk.ts";
import { deskOver } from "#app/testing/desk-people.ts";
import { addService } from "#app/testing/practice.ts";
import { attempt, email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { conciergeOf } from "#app/wiring/chat.server.ts";
import { SendPreparedMessageUseCase } from "./send-prepared-message.ts";

const VERSION = "2026-11-23";
let updates = 1;
let people = 1;

describe.each(DATABASES)("the concierge on $name", ({ open }) => {
  let list: TestWaitlist;
  let service: Awaited<ReturnType<typeof addService>>;
  let hybrid: Awaited<ReturnType<typeof addService>>;

  beforeAll(async () => {
    list = await waitlistOver(await open());
    service = await addService(list.connection);
    hybrid = await addService(list.connection, { format: "hybrid" });
  });
  afterAll(() => list.close());

  const pressing = (press: Press | null): ChatEvent => ({ kind: "press", press, callbackId: "1" });
  const ways = (serviceId: string): ChatEvent[] => [
    { kind: "start", deepLinkId: null },
    pressing({ to: "service", serviceId }),
    pressing({ to: "format", format: "online", serviceId }),
    pressing({ to: "window", window: "weekend", serviceId }),
    pressing({ to: "agree", type: "personal_data", version: VERSION, serviceId }),
    pressing({ to: "agree", type: "communications", version: VERSION, serviceId }),
  ];

  function person(name: string | null = null, contact = chatContact("telegram", 9_000_000 + people++)) {
    const sent = () => list.bot.sent.filter(({ to }) => to === contact.value).map(({ message }) => message);
    return {
      contact,
      sent,
      async chatId() {
        const open = await list.database.transaction(({ chats }) => chats.findOpen(contact));
        if (!open) throw new Error("no open chat");
        return open.chatId;
      },
      messageId: () => list.bot.sent.findLast(({ to }) => to === contact.value)?.id ?? "",
      last: () => sent().at(-1)?.note?.about,
      tells: (event: ChatEvent, updateId = updates++) =>
        list.receiveUpdate.execute({
          updateId,
          contact,
          name: name ? { method: "telegram", value: name } : null,
          event,
        }),
      async joins(serviceId: string) {
        for (const event of ways(serviceId)) await this.tells(event);
        await work();
        const request = (await list.requestsWith(contact)).at(-1);
        if (!request) throw new Error("not on the list");
        return request;
      },
    };
  }
  /** Runs the jobs of every chat with waiting updates, as the queue would. */
  async function work() {
    const { rows } = await list.connection.run(
      "select chat_id from chat_updates union select chat_id from chat_messages where sent_at is null and failed_at is null",
    );
    for (const row of rows) await list.answerChat.execute({ chatId: String(Object(row).chat_id) }, attempt());
  }
  const count = async (table: string) => (await list.connection.run(`select 1 from ${table}`)).rows.length;

  it("keeps its invariants for any updates of one person in both messengers", { timeout: 300_000 }, async () => {
    const event = fc.oneof(
      fc.constantFrom(...ways(service.id), ...ways(hybrid.id)),
      fc.constantFrom<ChatEvent>(
        pressing(null),
        pressing({ to: "again" }),
        pressing({ to: "refuse" }),
        pressing({ to: "erase" }),
        { kind: "text" },
        { kind: "blocked" },
        { kind: "unblocked" },
        ...CHAT_COMMANDS.map((command): ChatEvent => ({ kind: "command", command })),
      ),
    );
    const wayOrEvent = fc.oneof(fc.constantFrom(ways(service.id), ways(hybrid.id)), fc.array(event, { maxLength: 4 }));
    const scenario = fc.record({
      events: fc.array(wayOrEvent, { minLength: 1, maxLength: 4 }).map((parts) => parts.flat()),
      swaps: fc.array(fc.nat(30), { maxLength: 3 }),
      repeats: fc.array(fc.nat(30), { maxLength: 3 }),
      pauses: fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
      inMax: fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
    });
    await fc.assert(
      fc.asyncProperty(scenario, async ({ events, swaps, repeats, pauses, inMax }) => {
        // One number in both, as somebody who uses both could have.
        const number = 9_000_000 + people++;
        const here = person(null, chatContact("telegram", number));
        const there = person(null, chatContact("max", number));
        const told = events.map((each, at) => ({ each, updateId: updates++, who: inMax[at % 30] ? there : here }));
        for (const at of swaps) told.push(...told.splice(at % told.length, 1));
        const all = [...told, ...repeats.flatMap((at) => told[at % told.length] ?? [])];
        for (const [at, { each, updateId, who }] of all.entries()) {
          await who.tells(each, updateId);
          if (pauses[at]) await work();
        }
        await work();
        const own = [await list.requestsWith(here.contact), await list.requestsWith(there.contact)];
        for (const requests of own) {
          for (const serviceId of [service.id, hybrid.id]) {
            const active = requests.filter((each) => each.serviceId === serviceId && each.status !== "closed");
            expect(active.length).toBeLessThanOrEqual(1);
          }
        }
        // Two chats stay two people until they say otherwise.
        const [leads, others] = own.map((each) => each.map(({ leadId }) => leadId));
        expect(leads?.filter((lead) => others?.includes(lead))).toEqual([]);
        const requests = own.flat();
        for (const { id } of requests) {
          const names = (await list.timeline(id)).map(({ eventName }) => eventName);
          const asked = names.filter((name) => name === "waitlist_submitted" || name === "waitlist_repeated");
          const { rows } = await list.connection.run("select type from consents where waitlist_request_id = $1", [id]);
          expect(rows.length).toBe(asked.length * 2);
        }
        const speaking = told.filter(({ each }) => each.kind !== "blocked" && each.kind !== "unblocked");
        for (const who of [here, there])
          expect(who.sent()).toHaveLength(speaking.filter((each) => each.who === who).length);
        expect(await count("chat_updates")).toBe(0);
      }),
      { numRuns: 15 },
    );
  });

  it("records the documents that were agreed to, whatever is in force by then", async () => {
    const version = "2027-01-10-t";
    const agreed = { version, sha256: "c".repeat(64) };
    const documents = {
      personal_data: { type: "personal_data", ...agreed },
      communications: { type: "communications", ...agreed },
    } as const;
    const { answerChat } = conciergeOf({ ...list, documents });
    const anna = person();
    for (const event of ways(service.id).slice(0, 4)) await anna.tells(event);
    for (const type of CONSENT_TYPES) await anna.tells(pressing({ to: "agree", type, version, serviceId: service.id }));
    await answerChat.execute({ chatId: await anna.chatId() }, attempt());
    const [request] = await list.requestsWith(anna.contact);
    const { rows } = await list.connection.run(
      "select document_version, document_sha256 from consents where waitlist_request_id = $1",
      [request?.id],
    );
    expect(rows).toEqual([agreed, agreed].map((each) => ({ document_version: version, document_sha256: each.sha256 })));
  });

  it("in MAX, a stop that comes after a newer start closes nothing", async () => {
    const contact = chatContact("max", 9_000_000 + people++);
    const anna = person(null, contact);
    const isOpen = () =>
      list.database.transaction(({ chats }) => chats.findOpen(contact)).then((chat) => chat !== null);
    const tells = async (event: ChatEvent, at: number) => {
      await anna.tells(event, at);
      await work();
      return isOpen();
    };
    expect(await tells({ kind: "start", deepLinkId: null }, 2_000)).toBe(true);
    expect(await tells({ kind: "blocked" }, 1_000)).toBe(true);
    expect(await tells({ kind: "blocked" }, 3_000)).toBe(false);
    expect(await tells({ kind: "text" }, 2_500)).toBe(false);
    expect(await tells({ kind: "start", deepLinkId: null }, 4_000)).toBe(true);
  });

  it("sends messages in order and once, with two workers and a failure", async () => {
    const anna = person();
    for (const event of ways(service.id).slice(0, 3)) await anna.tells(event);
    list.bot.failures.push(new BotError("messenger-502", "retryable"));
    const chatId = await anna.chatId();
    const workers = [attempt(), attempt(), attempt()].map((each) => list.answerChat.execute({ chatId }, each));
    await Promise.allSettled(workers);
    await list.answerChat.execute({ chatId }, attempt());
    expect(anna.sent().map(({ question }) => question?.step)).toEqual(["service", "window", "window"]);
  });

  it("waits as long as the messenger asks, and gives up after the last try", async () => {
    const anna = person();
    await anna.tells({ kind: "text" });
    const chatId = await anna.chatId();
    list.bot.failures.push(new BotError("messenger-429", "retryable", 90));
    const put = await list.answerChat.execute({ chatId }, attempt()).catch((error: unknown) => error);
    expect(put).toBeInstanceOf(PutOffError);
    expect(put).toMatchObject({ until: new Date(list.clock().getTime() + 90_000) });
    list.bot.failures.push(new BotError("messenger-502", "retryable"));
    await list.answerChat.execute({ chatId }, attempt(true));
    await list.answerChat.execute({ chatId }, attempt());
    expect(anna.sent()).toEqual([]);
    const { rows } = await list.connection.run("select error_code from chat_messages where chat_id = $1", [chatId]);
    expect(rows).toEqual([{ error_code: "messenger-502" }]);
  });

  it("tells an open chat once that the operator answered, when undo is over", async () => {
    const operator = await addOperator(list.connection);
    const desk = { database: list.database, clock: list.clock, ids: list.ids };
    const contacts = async (requestId: string) => {
      const { updatedAt: seenAt } = await list.row(requestId);
      return new MarkContactedUseCase(desk).execute({ requestId, seenAt, operatorId: operator.id });
    };
    const anna = person();
    const { id } = await anna.joins(service.id);
    expect(await contacts(id)).toEqual({ status: "done" });
    expect(await list.queued("tell-contacted")).toEqual([{ requestId: id }]);
    const tell = (requestId: string) => list.tellInChat.execute({ requestId, about: "contacted" });
    await expect(tell(id)).rejects.toThrow(PutOffError);
    list.later(1);
    await tell(id);
    await tell(id);
    await work();
    expect(anna.sent().filter(({ note }) => note?.about === "contacted")).toHaveLength(1);

    const waits = await anna.joins(hybrid.id);
    const elsewhere = await list.join(service.slug, { method: "telegram", value: "never_started" });
    await contacts(elsewhere.id);
    list.later(1);
    const before = list.bot.sent.length;
    for (const requestId of [waits.id, elsewhere.id]) await tell(requestId);
    await work();
    expect(list.bot.sent).toHaveLength(before);
  });

  it("delivers an operator's message and records the answer, each once", async () => {
    const { id: operatorId } = await addOperator(list.connection);
    const send = new SendPreparedMessageUseCase({ database: list.database, clock: list.clock, ids: list.ids });
    const sends = (requestId: string, prepared: PreparedMessage = "time_appeared") =>
      send.execute({ requestId, operatorId, prepared });
    const anna = person();
    const { id } = await anna.joins(service.id);
    expect(await sends(id)).toEqual({ status: "done" });
    expect(await sends(id)).toEqual({ status: "sent-today" });
    await work();
    expect(anna.last()).toBe("prepared");
    const messageId = anna.messageId();
    const answers = (answer: PreparedAnswer, of = messageId) =>
      anna.tells(pressing({ to: "answer", answer, messageId: of }));
    for (const answer of ["no", "no", "yes"] as const) await answers(answer);
    const stranger = person();
    await stranger.tells(pressing({ to: "answer", answer: "yes", messageId }));
    await answers("yes", id);
    await work();
    expect(stranger.last()).toBe("requests");
    expect(anna.last()).toBe("requests");
    const about = { service_slug: service.slug, message: "time_appeared" };
    const entries = (await list.timeline(id)).filter(({ eventName }) => eventName.startsWith("message_"));
    expect(entries).toHaveLength(3);
    expect(entries).toEqual(
      expect.arrayContaining([
        { eventName: "message_sent", properties: about },
        { eventName: "message_answered", properties: { ...about, answer: "no" } },
        { eventName: "message_answered", properties: { ...about, answer: "yes" } },
      ]),
    );
    const { rows } = await list.connection.run(
      "select operator_id, details from desk_audit where action = 'message_sent'",
    );
    expect(rows).toEqual([{ operator_id: operatorId, details: { message: "time_appeared" } }]);

    // Half past eleven in the evening in the practice's zone, and half past midnight: another day.
    list.later((20.5 - list.clock().getUTCHours()) / 24);
    expect(await sends(id, "no_time_yet")).toEqual({ status: "done" });
    list.later(1 / 24);
    expect(await sends(id, "no_time_yet")).toEqual({ status: "done" });
    expect(await sends(id, "no_time_yet")).toEqual({ status: "sent-today" });

    await anna.tells({ kind: "blocked" });
    await work();
    list.later(1);
    expect(await sends(id)).toEqual({ status: "no-chat" });
    const elsewhere = await list.join(service.slug, { method: "telegram", value: "started_nothing" });
    expect(await sends(elsewhere.id)).toEqual({ status: "no-chat" });
    const states = [id, elsewhere.id].map((each) => list.database.transaction(({ chats }) => chats.stateFor(each)));
    expect(await Promise.all(states)).toEqual(["blocked", "none"]);
    expect(await sends(messageId)).toEqual({ status: "unknown" });
  });

  it.each(["by their link", "in the chat"])(
    "sends nothing unasked to somebody who left %s, and still answers them",
    async (how) => {
      const { id: operatorId } = await addOperator(list.connection);
      const send = new SendPreparedMessageUseCase({ database: list.database, clock: list.clock, ids: list.ids });
      const anna = person();
      const [{ id }, other] = [await anna.joins(service.id), await anna.joins(hybrid.id)];
      for (const requestId of [id, other.id]) {
        expect(await send.execute({ requestId, operatorId, prepared: "time_appeared" })).toEqual({ status: "done" });
      }
      const token = await list.tokenOf(id);
      const visit = { pagePath: "/waitlist/:token/", referrerHost: null, utm: {} };
      if (how === "by their link") await list.leaveWaitlist.execute({ token, visit });
      else await anna.tells(pressing({ to: "leave", requestId: id }));
      const before = anna.sent().length;
      await work();
      const notes = anna
        .sent()
        .slice(before)
        .map(({ note }) => note);
      expect(notes.filter((note) => note?.about === "prepared")).toMatchObject([{ requestId: other.id }]);
      expect(notes.filter((note) => note?.about === "left")).toHaveLength(how === "in the chat" ? 1 : 0);
    },
  );

  it("assigns a name to the chat that reported it last", async () => {
    const [first, second] = [person("moved_name"), person("moved_name")];
    await first.tells({ kind: "text" });
    await second.tells({ kind: "text" });
    await work();
    const { id } = await list.join(service.slug, { method: "telegram", value: "moved_name" });
    await list.tellInChat.execute({ requestId: id, about: "confirmation" });
    await work();
    expect([first.last(), second.last()]).toEqual(["free-text", "confirmation"]);
  });

  it("joins a chat's person and a name left on the page once the messenger confirms it", async () => {
    const nameless = person();
    const first = await nameless.joins(service.id);
    const second = await list.join(hybrid.slug, { method: "telegram", value: "late_name" });
    expect((await list.row(second.id)).leadId).not.toBe(first.leadId);
    await list.receiveUpdate.execute({
      updateId: updates++,
      contact: nameless.contact,
      name: { method: "telegram", value: "late_name" },
      event: { kind: "start", deepLinkId: null },
    });
    await work();
    expect((await list.row(second.id)).leadId).toBe(first.leadId);
    const { rows } = await list.connection.run(
      "select 1 from leads l where not exists (select from lead_identities i where i.lead_id = l.id)",
    );
    expect(rows).toEqual([]);
  });

  it("shows nobody a request that was left under another person's name", async () => {
    await list.join(service.slug, { method: "telegram", value: "the_other_one" });
    const anna = person("not_the_other");
    await anna.tells({ kind: "command", command: "status" });
    await work();
    expect(anna.sent().at(-1)?.note).toEqual({ about: "requests", requests: [] });
  });

  it("is forgotten with the last request erased by its private link, and not before", async () => {
    const anna = person();
    const { id } = await anna.joins(service.id);
    await anna.tells(pressing({ to: "again" }));
    const other = await anna.joins(hybrid.id);
    const tokenOf = (requestId: string) => list.tokenOf(requestId);
    const before = await count("chats");
    const visit = { pagePath: "/waitlist/:token/", referrerHost: null, utm: {} };
    await list.eraseRequest.execute({ token: await tokenOf(id), visit });
    expect(await count("chats")).toBe(before);
    await list.eraseRequest.execute({ token: await tokenOf(other.id), visit });
    expect(await count("chats")).toBe(before - 1);
    const { rows } = await list.connection.run("select destroyed from erasures where waitlist_request_id = $1", [
      other.id,
    ]);
    expect(rows).toEqual([{ destroyed: { waitlist_requests: 1, lead_identities: 1, chats: 1 } }]);
  });

  it("is destroyed after thirty quiet days, but not while a request needs it", async () => {
    const [waiting, quiet] = [person(), person("quiet_one")];
    const { id } = await waiting.joins(service.id);
    await quiet.tells({ kind: "text" });
    await work();
    list.later(31);
    const recent = person();
    await recent.tells({ kind: "text" });
    await list.runRetention.execute();
    expect(await count("chat_messages")).toBe(0);
    await recent.tells({ kind: "text" });
    await waiting.tells({ kind: "command", command: "status" });
    await work();
    expect(waiting.sent().at(-1)?.note).toMatchObject({ about: "requests", requests: [{ id }] });
    const listed = list.bot.sent.findLast(({ message }) => message.note?.about === "requests");
    expect(listed?.linkTokens).toEqual(new Map([[id, await list.tokenOf(id)]]));
    expect(recent.sent()).toHaveLength(2);
    await quiet.tells({ kind: "unblocked" });
    const { rows } = await list.connection.run("select 1 from chat_names");
    expect(rows.length).toBeGreaterThan(0);
    // The request's term ends; thirty days later its contact is destroyed, and the chat with it.
    list.later(60);
    await list.runRetention.execute();
    list.later(31);
    await list.runRetention.execute();
    expect(await list.row(id)).toMatchObject({ status: "closed", encryptedContactValue: null });
    for (const table of ["chats", "chat_names", "chat_messages"]) expect(await count(table)).toBe(0);
  });

  it("erases its contact where that is kept only beside another, whose request stays", async () => {
    const anna = person();
    const { id } = await list.join(service.slug, email(`kept${people++}@example.org`));
    const desk = await deskOver(list);
    expect(await desk.addContact.execute({ ...(await desk.seen(id)), contact: anna.contact })).toEqual({
      status: "done",
    });
    const { leadId } = await list.row(id);
    const beside = () => list.database.transaction(({ leads }) => leads.besideOf(leadId ?? ""));
    expect(await beside()).toEqual(anna.contact);
    await anna.tells(pressing({ to: "erase" }));
    await work();
    expect(anna.last()).toBe("erased");
    expect(await beside()).toBeNull();
    const known = await list.database.transaction(({ leads }) => leads.findByContacts([anna.contact]));
    expect(known).toBeNull();
    expect(await list.row(id)).toMatchObject({ status: "new", encryptedContactValue: expect.any(String) });
  });

  it("forgets a person who erased everything even if the farewell cannot be sent", async () => {
    const anna = person();
    const { id } = await anna.joins(service.id);
    await anna.tells(pressing({ to: "erase" }));
    list.bot.failures.push(new BotError("messenger-502", "retryable"));
    await expect(work()).rejects.toThrow(BotError);
    expect(await list.row(id)).toMatchObject({ status: "closed", encryptedContactValue: null });
    expect(await count("chats")).toBe(1);
    list.later(2);
    await list.runRetention.execute();
    expect(await count("chats")).toBe(0);
  });
});
