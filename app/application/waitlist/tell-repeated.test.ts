import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PutOffError } from "#app/application/ports/database.ts";
import { mailCopy } from "#app/copy/mail.ts";
import type { RequestSource } from "#app/domain/channel.ts";
import { type Contact, chatContact } from "#app/domain/contact/contact.ts";
import type { TimeWindow, WaitlistRequest } from "#app/domain/waitlist-request.ts";
import { storedMessage } from "#app/infrastructure/chat/stored-chat.ts";
import { chatMessages } from "#app/infrastructure/tables/chat.ts";
import { mails } from "#app/infrastructure/tables/mail.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addService } from "#app/testing/practice.ts";
import { attempt, email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";

describe.each(DATABASES)("a repeated request on $name", ({ open }) => {
  let list: TestWaitlist;
  let service: Awaited<ReturnType<typeof addService>>;
  beforeAll(async () => {
    list = await waitlistOver(await open());
    service = await addService(list.connection);
  });
  afterAll(() => list.close());

  const repeat = (contact: Contact, preferredTimeWindow: TimeWindow, source: RequestSource = "web") =>
    list.join(service.slug, contact, { preferredTimeWindow, source });
  const jobsAbout = async (id: string) =>
    (await list.queued("tell-repeated")).filter(({ requestId }) => requestId === id).length;
  const mark = (id: string, fields: Partial<WaitlistRequest>) =>
    list.db.update(waitlistRequests).set(fields).where(eq(waitlistRequests.id, id));
  const tell = (requestId: string) => list.tellRepeated.execute({ requestId }, attempt());
  const mailsTo = async (contact: Contact) =>
    (await list.mails()).filter(({ to, subject }) => to === contact.value && subject === mailCopy.repeated.subject);
  const putBack = (token: string, window: TimeWindow) =>
    list.changeRequest.execute({ token, change: { to: "window", window } });

  it.each(["web", "api"] as const)("from the %s keeps a pause and a wish to leave, and is recorded", async (from) => {
    const contact = email(`quiet.${from}@example.org`);
    const { id } = await repeat(contact, "any");
    const quietSince = list.clock();
    await mark(id, { pausedAt: quietSince, leaveRequestedAt: quietSince });
    list.later(1);
    await repeat(contact, "weekend", from);
    expect(await list.row(id)).toMatchObject({
      pausedAt: quietSince,
      leaveRequestedAt: quietSince,
      preferredTimeWindow: "weekend",
      windowBeforeRepeat: "any",
      repeatedAt: list.clock(),
    });
    expect((await list.timeline(id)).at(-1)).toMatchObject({
      eventName: "waitlist_repeated",
      properties: { preferred_time_window: "weekend", previous_time_window: "any" },
    });
  });

  it("from the chat is the person's own: ends pause and wish, and tells nobody", async () => {
    const contact = chatContact("telegram", 7_000_001);
    const { id } = await repeat(contact, "any", "telegram");
    await mark(id, { pausedAt: list.clock(), leaveRequestedAt: list.clock(), repeatedAt: list.clock() });
    await repeat(contact, "weekend", "telegram");
    expect(await list.row(id)).toMatchObject({
      pausedAt: null,
      leaveRequestedAt: null,
      preferredTimeWindow: "weekend",
      windowBeforeRepeat: null,
      repeatedAt: null,
    });
    expect(await jobsAbout(id)).toBe(0);
  });

  it("with the same window is recorded and tells nobody", async () => {
    const contact = email("same@example.org");
    const { id } = await repeat(contact, "any");
    await repeat(contact, "any");
    expect(await list.row(id)).toMatchObject({ repeatedAt: list.clock(), windowBeforeRepeat: null });
    expect(await jobsAbout(id)).toBe(0);
    await tell(id);
    expect(await mailsTo(contact)).toEqual([]);
  });

  it("of a suspect changes nothing of the person's request and tells nobody", async () => {
    const contact = email("trapped@example.org");
    const { id } = await repeat(contact, "any");
    const before = await list.row(id);
    await list.join(service.slug, contact, { preferredTimeWindow: "weekend", suspect: true });
    expect(await list.row(id)).toEqual(before);
    expect(await jobsAbout(id)).toBe(0);
  });

  it("that changes the window sends one mail with the link that restores it", async () => {
    const contact = email("told@example.org");
    const { id, token } = await repeat(contact, "any");
    await repeat(contact, "weekend");
    expect(await jobsAbout(id)).toBe(1);
    for (const _ of ["once", "twice"]) await tell(id);
    const [mail, ...more] = await mailsTo(contact);
    expect(more).toEqual([]);
    expect(mail?.text).toContain(`/waitlist/${token}/`);
    expect(mail?.text).not.toContain(contact.value);
    expect(await list.getRequestPage.execute(token)).toMatchObject({ request: { windowBeforeRepeat: "any" } });
    expect(await putBack(token, "any")).toEqual({ status: "changed" });
    expect(await list.row(id)).toMatchObject({
      preferredTimeWindow: "any",
      windowBeforeRepeat: null,
      repeatedAt: null,
    });
  });

  it("is told even after the daily limit", async () => {
    const contact = email("patient@example.org");
    const { id } = await repeat(contact, "any");
    for (const _ of [1, 2, 3, 4]) await repeat(contact, "any");
    await repeat(contact, "weekend");
    expect(await jobsAbout(id)).toBe(1);
    await tell(id);
    expect(await mailsTo(contact)).toHaveLength(1);
  });

  it("several within the pause share one mail, and one after it sends another", async () => {
    const contact = email("several@example.org");
    const { id } = await repeat(contact, "any");
    await list.confirmRequest.execute({ requestId: id }, attempt());
    await repeat(contact, "weekend");
    await expect(tell(id)).rejects.toThrow(PutOffError);
    list.later(0.5);
    await repeat(contact, "weekday_morning");
    await expect(tell(id)).rejects.toThrow(PutOffError);
    list.later(0.5);
    for (const _ of ["first", "second"]) await tell(id);
    expect(await mailsTo(contact)).toHaveLength(1);
    expect(await list.db.$count(mails, eq(mails.waitlistRequestId, id))).toBe(2);

    list.later(0.1);
    await repeat(contact, "weekday_evening");
    await expect(tell(id)).rejects.toThrow(PutOffError);
    list.later(1);
    await tell(id);
    expect(await mailsTo(contact)).toHaveLength(2);
    expect((await list.row(id)).windowBeforeRepeat).toBe("any");
  });

  it("is not told to a person who restored the window, left or is unreachable", async () => {
    const back = await repeat(email("back@example.org"), "any");
    const left = await repeat(email("gone@example.org"), "any");
    const lost = await repeat(email("lost@example.org"), "any");
    const phone = await repeat({ method: "phone", value: "+79160000077" }, "any");
    for (const name of ["back", "gone", "lost"]) await repeat(email(`${name}@example.org`), "weekend");
    await repeat({ method: "phone", value: "+79160000077" }, "weekend");
    await putBack(back.token, "any");
    await list.leaveWaitlist.execute({ token: left.token, visit: { pagePath: "/", referrerHost: null, utm: {} } });
    await mark(lost.id, { unreachableAt: list.clock() });
    const before = (await list.mails()).length;
    for (const { id } of [back, left, lost, phone]) await tell(id);
    expect(await list.mails()).toHaveLength(before);
  });

  it("of a chat's name is told in the open chat once in 24 hours, never after leaving", async () => {
    const [chat, name] = [chatContact("telegram", 7_000_002), { method: "telegram", value: "anna_repeats" } as const];
    await list.receiveUpdate.execute({ updateId: 1, contact: chat, name, event: { kind: "text" } });
    const { id, token } = await repeat(name, "any");
    const tellInChat = () => list.tellInChat.execute({ requestId: id, about: "repeated" });
    const told = async () =>
      (await list.db.select().from(chatMessages)).flatMap(({ id: messageId, message, failedAt }) => {
        const { note } = storedMessage(message, messageId);
        return note?.about === "repeated" && note.requestId === id ? [failedAt === null] : [];
      });
    await repeat(name, "weekend");
    for (const _ of ["once", "twice"]) await tellInChat();
    expect(await told()).toEqual([true]);
    list.later(0.5);
    await repeat(name, "weekday_morning");
    await expect(tellInChat()).rejects.toThrow(PutOffError);
    list.later(0.5);
    for (const _ of ["once", "twice"]) await tellInChat();
    expect(await told()).toEqual([true, true]);
    await list.leaveWaitlist.execute({ token, visit: { pagePath: "/", referrerHost: null, utm: {} } });
    expect(await told()).toEqual([false, false]);
  });
});
