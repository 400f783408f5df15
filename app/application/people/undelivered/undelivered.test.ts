import { eq } from "drizzle-orm";
import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CorrectContactUseCase } from "#app/application/people/correct-contact.ts";
import { MarkContactedUseCase } from "#app/application/people/mark-contacted.ts";
import { type Contact, chatContact } from "#app/domain/contact/contact.ts";
import { chatMessages } from "#app/infrastructure/tables/chat.ts";
import { mails } from "#app/infrastructure/tables/mail.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addOperator } from "#app/testing/desk.ts";
import { addService } from "#app/testing/practice.ts";
import { attempt, email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { undeliveredView } from "#app/views/people/undelivered-view.ts";
import { GetUndeliveredQuery } from "./get-undelivered.ts";
import { ToldOtherwiseUseCase } from "./told-otherwise.ts";

let people = 0;
const address = () => `person${people++}@example.org`;

describe.each(DATABASES)("what did not arrive on $name", ({ open }) => {
  let list: TestWaitlist;
  let service: Awaited<ReturnType<typeof addService>>;
  let operatorId: string;
  beforeAll(async () => {
    list = await waitlistOver(await open());
    service = await addService(list.connection);
    operatorId = (await addOperator(list.connection, "assistant")).id;
  });
  afterAll(() => list.close());

  const query = () => new GetUndeliveredQuery(list);
  const tasks = async (requestId: string) =>
    (await query().execute()).undelivered.filter((each) => each.requestId === requestId);
  const told = (deliveryId: string) => new ToldOtherwiseUseCase(list).execute({ operatorId, deliveryId });
  const joined = async (contact: Contact = email(address())) => (await list.join(service.slug, contact)).id;
  /** A mail about a request as it stands, without the transport. */
  const mail = async (waitlistRequestId: string, more: Partial<typeof mails.$inferInsert> = {}) => {
    const id = v7();
    const props = { serviceTitle: service.title };
    const row = { id, kind: "renewal", dedupeKey: id, waitlistRequestId, props, createdAt: list.clock(), ...more };
    await list.db.insert(mails).values(row);
    return id;
  };

  it("is a task after six hours, or at once when it failed, until it was told", async () => {
    const requestId = await joined();
    const id = await mail(requestId, { errorCode: "smtp-timeout" });
    expect(await tasks(requestId)).toEqual([]);
    list.laterByMinutes(6 * 60 + 1);
    expect(await tasks(requestId)).toMatchObject([{ id, channel: "email", about: "renewal", failedAt: null }]);
    await list.db.update(mails).set({ sentAt: list.clock() }).where(eq(mails.id, id));
    expect(await tasks(requestId)).toEqual([]);

    const failed = await mail(requestId, { kind: "leave_link", failedAt: list.clock(), errorCode: "bounced" });
    const rows = undeliveredView(await query().execute()).filter((each) => each.requestId === requestId);
    expect(rows).toMatchObject([{ id: failed, why: expect.stringContaining("такого адреса нет") }]);
    expect(rows[0]?.what).toMatch(/,\sдо\s/);
    expect(JSON.stringify(rows)).not.toContain("@");
    const before = (await query().count()).toTell;
    expect(await told(failed)).toEqual({ status: "done" });
    expect(await told(failed)).toEqual({ status: "over" });
    expect(await tasks(requestId)).toEqual([]);
    expect((await query().count()).toTell).toBe(before - 1);
    // The next failure of the same kind is told anew.
    list.laterByMinutes(1);
    await mail(requestId, { kind: "leave_link", failedAt: list.clock(), errorCode: "bounced" });
    expect(await tasks(requestId)).toHaveLength(1);
  });

  it("is no task where it waits for its day, was told since, or is out of date", async () => {
    const [waits, answered, other, closed] = [await joined(), await joined(), await joined(), await joined()];
    const failedAt = list.clock();
    await mail(waits);
    await mail(answered, { failedAt });
    await mail(other, { failedAt });
    await mail(closed, { failedAt });
    list.laterByMinutes(7 * 60);
    await mail(other, { sentAt: list.clock() });
    expect(await tasks(answered)).toHaveLength(1);
    await list.connection.run(
      `update waitlist_requests set contacted_at = '${list.clock().toISOString()}', status = 'contacted' where id = '${answered}'`,
    );
    await list.connection.run(
      `update waitlist_requests set closed_at = '${list.clock().toISOString()}', status = 'closed', closed_reason = 'spam' where id = '${closed}'`,
    );
    for (const requestId of [waits, answered, other, closed]) expect(await tasks(requestId)).toEqual([]);
  });

  it("stays a task after a correction where the new confirmation does not tell it", async () => {
    const requestId = await joined();
    const failedAt = list.clock();
    for (const kind of ["confirmation", "ask_to_wait"]) await mail(requestId, { kind, failedAt });
    list.laterByMinutes(1);
    const { updatedAt: seenAt } = await list.row(requestId);
    const command = { requestId, operatorId, seenAt, contact: email(address()) };
    expect(await new CorrectContactUseCase(list).execute(command)).toEqual({ status: "done" });
    expect((await tasks(requestId)).map(({ about }) => about)).toEqual(["ask_to_wait"]);
  });

  it("to whoever left only a phone is a call on the promised day, until answered", async () => {
    const phone = await joined({ method: "phone", value: "+79161239001" });
    const named = await joined({ method: "telegram", value: "never_started" });
    const written = await joined();
    const calls = async () => (await query().execute()).promised.map(({ requestId }) => requestId);
    const { answerBy } = await list.row(phone);
    const hours = (answerBy.getTime() - list.clock().getTime()) / 3_600_000;
    list.laterByMinutes(Math.floor((hours - 25) * 60));
    expect(await calls()).not.toContain(phone);
    const before = (await query().count()).toTell;
    list.laterByMinutes(2 * 60);
    expect(await calls()).toEqual([phone, named]);
    expect((await query().count()).toTell).toBe(before + 2);
    const rows = undeliveredView(await query().execute()).filter((each) => each.requestId === phone);
    expect(rows).toMatchObject([{ id: null, what: expect.stringMatching(/,\sдо\s/) }]);
    expect(JSON.stringify(rows)).not.toContain("9001");
    list.later(2);
    expect(undeliveredView(await query().execute()).find((each) => each.requestId === phone)?.what).toMatch(
      /как\sможно\sскорее/,
    );

    // Neither who can be written to, nor who was reached or waits on.
    expect(await calls()).not.toContain(written);
    const { updatedAt: seenAt } = await list.row(phone);
    expect(await new MarkContactedUseCase(list).execute({ requestId: phone, operatorId, seenAt })).toEqual({
      status: "done",
    });
    await list.db.update(waitlistRequests).set({ pausedAt: list.clock() }).where(eq(waitlistRequests.id, named));
    expect(await calls()).toEqual([]);
  });

  it("about a booked hour is a task until the hour starts", async () => {
    const requestId = await joined();
    await list.connection.run(
      `update waitlist_requests set closed_at = '${list.clock().toISOString()}', status = 'closed', closed_reason = 'booked' where id = '${requestId}'`,
    );
    const startsAt = new Date(list.clock().getTime() + 60 * 60_000).toISOString();
    await mail(requestId, { kind: "booking", failedAt: list.clock(), props: { startsAt } });
    expect(await tasks(requestId)).toMatchObject([{ about: "booking", until: new Date(startsAt) }]);
    list.laterByMinutes(61);
    expect(await tasks(requestId)).toEqual([]);
  });

  it("of a stopped bot is a task of the messenger alone, and names why", async () => {
    const contact = chatContact("max", 4_000 + people++);
    const open = { id: v7(), nameId: v7(), contact, name: null, now: list.clock() };
    const chatId = await list.database.transaction(({ chats }) => chats.open(open));
    const requestId = await joined(contact);
    await list.database.transaction(({ chats }) => chats.setBlocked(chatId, list.clock()));
    await list.tellInChat.execute({ requestId, about: "confirmation" });
    await list.tellInChat.execute({ requestId, about: "confirmation" });
    const rows = await list.db.select().from(chatMessages).where(eq(chatMessages.waitlistRequestId, requestId));
    expect(rows).toMatchObject([{ errorCode: "blocked", sentAt: null }]);
    expect(await tasks(requestId)).toMatchObject([{ channel: "max", about: "confirmation", errorCode: "blocked" }]);
    const sent = list.bot.sent.length;
    await list.answerChat.execute({ chatId }, attempt());
    expect(list.bot.sent).toHaveLength(sent);
    const record = await list.database.transaction(({ deliveries }) => deliveries.ofRequests([requestId]));
    expect(record).toMatchObject([{ channel: "max", about: "confirmation", state: "failed" }]);
    expect(JSON.stringify(record)).not.toContain(contact.value);
  });

  it("says which channels take nothing, and not that a limit or one person refuses", async () => {
    const faults = () => list.database.transaction(({ deliveries }) => deliveries.channelFaults(list.clock()));
    await list.db.update(mails).set({ sentAt: list.clock(), failedAt: null, errorCode: null });
    expect(await faults()).toEqual([]);
    const requestId = await joined();
    await mail(requestId, { errorCode: "provider-quota" });
    await mail(requestId, { errorCode: "smtp-recipient", failedAt: list.clock() });
    list.laterByMinutes(61);
    expect(await faults()).toEqual([]);
    const since = list.clock();
    const id = await mail(requestId, { errorCode: "smtp-timeout", kind: "operator_notice" });
    list.laterByMinutes(61);
    expect(await faults()).toMatchObject([{ channel: "email", fault: "away", since }]);
    await list.db.update(mails).set({ sentAt: list.clock(), errorCode: null }).where(eq(mails.id, id));
    expect(await faults()).toEqual([]);
  });
});
