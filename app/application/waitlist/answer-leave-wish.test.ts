import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PutOffError } from "#app/application/ports/database.ts";
import type { Contact } from "#app/domain/contact/contact.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { deskOver } from "#app/testing/desk-people.ts";
import { addService } from "#app/testing/practice.ts";
import { attempt, email, OPERATOR, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";

describe.each(DATABASES)("leaving by contact on $name", ({ open }) => {
  let list: TestWaitlist;
  beforeAll(async () => {
    list = await waitlistOver(await open());
  });
  afterAll(() => list.close());

  /** Asks, and runs the resulting job. */
  async function ask(contact: Contact) {
    const before = (await list.queued("answer-leave-wish")).length;
    expect(await list.askToLeave.execute({ contact })).toEqual({ status: "accepted" });
    const { rows } = await list.connection.run("select data from pgboss.job where name = 'answer-leave-wish'");
    expect(rows).toHaveLength(before + 1);
    const requestIds = (await list.requestsWith(contact))
      .filter(({ status, quarantinedAt }) => status !== "closed" && !quarantinedAt)
      .map(({ id }) => id);
    const data = { requestIds, askedOn: list.clock().toISOString().slice(0, 10) };
    expect(rows).toContainEqual({ data });
    await list.answerLeaveWish.execute(data, attempt());
    return data;
  }
  /** Runs the jobs that tell the operator of these requests. Returns the resulting mails. */
  async function tell(requestIds: string[]) {
    const before = (await mailsTo(OPERATOR)).map(({ id }) => id);
    const jobs = await list.queued("tell-operator");
    for (const { requestId, about } of jobs)
      if (about === "leave" && requestIds.includes(String(requestId)))
        await list.tellOperator.execute({ requestId: String(requestId), about }, attempt());
    list.later(1);
    return (await mailsTo(OPERATOR)).filter(({ id }) => !before.includes(id ?? ""));
  }
  const mailsTo = async (address: string) => (await list.mails()).filter(({ to }) => to === address);

  it("one mail covers all requests of an address, at most one a day; none is closed", async () => {
    const [first, second] = [await addService(list.connection), await addService(list.connection)];
    const contact = email("two@example.org");
    const requests = [await list.join(first.slug, contact), await list.join(second.slug, contact)];
    for (const _ of ["once", "twice"]) await ask(contact);
    const [mail, ...more] = await mailsTo(contact.value);
    expect(more).toEqual([]);
    for (const { id, token } of requests) {
      expect(mail?.text).toContain(`/waitlist/${token}/`);
      expect(await list.row(id)).toMatchObject({ status: "new", leaveRequestedAt: null });
    }
    list.later(1);
    await ask(contact);
    expect(await mailsTo(contact.value)).toHaveLength(2);
  });

  it("by a contact kept beside gives each address its own links alone", async () => {
    const slugs = [
      await addService(list.connection),
      await addService(list.connection),
      await addService(list.connection),
    ];
    const contacts: Contact[] = [
      email("main@example.org"),
      email("other@example.org"),
      { method: "phone", value: "+79161230077" },
    ];
    const [one, other, called] = await Promise.all(contacts.map((each, at) => list.join(slugs[at]?.slug ?? "", each)));
    if (!one || !other || !called) throw new Error("three requests");
    const { leadId } = await list.row(one.id);
    for (const { id } of [other, called])
      await list.db.update(waitlistRequests).set({ leadId }).where(eq(waitlistRequests.id, id));
    const desk = await deskOver(list);
    const contact: Contact = { method: "phone", value: "+79161230078" };
    await desk.addContact.execute({ ...(await desk.seen(one.id)), contact });
    expect(await list.askToLeave.execute({ contact })).toEqual({ status: "accepted" });
    const { requestIds } = (await list.queued("answer-leave-wish")).at(-1) ?? {};
    const ids = [one.id, other.id, called.id];
    expect([requestIds].flat().sort()).toEqual(ids.toSorted());
    await list.answerLeaveWish.execute({ requestIds: ids, askedOn: "2026-11-23" }, attempt());
    for (const [own, theirs, to] of [
      [one, other, "main@example.org"],
      [other, one, "other@example.org"],
    ] as const) {
      const [mail] = await mailsTo(to);
      expect(mail?.text).toContain(own.token);
      expect(mail?.text).not.toContain(theirs.token);
    }
    expect((await list.row(called.id)).leaveRequestedAt).not.toBeNull();
  });

  it("a second wish on the day of the first mail waits for the next day", async () => {
    const [first, second] = [await addService(list.connection), await addService(list.connection)];
    const contact = email("again@example.org");
    const gone = await list.join(first.slug, contact);
    const waits = await list.join(second.slug, contact);
    await ask(contact);
    await list.leaveWaitlist.execute({ token: gone.token, visit: { pagePath: "/", referrerHost: null, utm: {} } });
    await expect(ask(contact)).rejects.toThrow(PutOffError);
    expect(await mailsTo(contact.value)).toHaveLength(1);
    list.later(1);
    await ask(contact);
    const [, next] = await mailsTo(contact.value);
    expect(next?.text).toContain(waits.token);
  });

  it.each([
    { method: "phone", value: "+79160000001" },
    { method: "telegram", value: "anna_leaves" },
  ] as const)("a wish about $method is marked for the operator, who is told once, no contact", async (contact) => {
    const service = await addService(list.connection);
    const other = await addService(list.connection);
    const { id } = await list.join(service.slug, contact);
    const second = await list.join(other.slug, contact);
    await ask(contact);
    const askedAt = list.clock();
    list.later(1);
    await ask(contact);
    for (const each of [id, second.id])
      expect(await list.row(each)).toMatchObject({ status: "new", leaveRequestedAt: askedAt });
    expect((await list.timeline(id)).filter(({ eventName }) => eventName === "waitlist_leave_requested")).toEqual([
      { eventName: "waitlist_leave_requested", properties: { service_slug: service.slug } },
    ]);
    const told = await tell([id, second.id]);
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toContain("Просьбы убрать из\u00a0листа: 1");
    expect(JSON.stringify(told)).not.toContain(contact.value.replace("+", ""));
  });

  it("for an unknown, former or suspect contact: a job without ids, no write, no mail", async () => {
    const service = await addService(list.connection);
    const left = await list.join(service.slug, email("left@example.org"));
    await list.leaveWaitlist.execute({ token: left.token, visit: { pagePath: "/", referrerHost: null, utm: {} } });
    await list.join(service.slug, email("suspect@example.org"), { suspect: true });
    const before = await list.db.select().from(waitlistRequests).orderBy(waitlistRequests.id);
    for (const contact of ["nobody@example.org", "left@example.org", "suspect@example.org"].map(email)) {
      expect((await ask(contact)).requestIds).toEqual([]);
      expect(await mailsTo(contact.value)).toEqual([]);
    }
    expect(await list.db.select().from(waitlistRequests).orderBy(waitlistRequests.id)).toEqual(before);
  });

  it("a repeat keeps the mark, and a wish after the repeat is reported anew", async () => {
    const service = await addService(list.connection);
    const contact = { method: "phone", value: "+79160000002" } as const;
    const { id } = await list.join(service.slug, contact);
    await ask(contact);
    const askedAt = list.clock();
    expect(await tell([id])).toHaveLength(1);
    await list.join(service.slug, contact);
    expect(await list.row(id)).toMatchObject({ leaveRequestedAt: askedAt, repeatedAt: list.clock() });
    list.later(1);
    await ask(contact);
    expect(await tell([id])).toHaveLength(1);
  });

  it("a wish that covers a newer request is reported to the operator too", async () => {
    const [first, second] = [await addService(list.connection), await addService(list.connection)];
    const contact = { method: "phone", value: "+79160000003" } as const;
    const older = await list.join(first.slug, contact);
    await ask(contact);
    expect(await tell([older.id])).toHaveLength(1);
    const newer = await list.join(second.slug, contact);
    for (const _ of ["once", "twice"]) await ask(contact);
    expect(await tell([older.id, newer.id])).toHaveLength(1);
  });

  it("a person who left between the wish and its job gets no mail about that request", async () => {
    const [first, second] = [await addService(list.connection), await addService(list.connection)];
    const contact = email("between@example.org");
    const gone = await list.join(first.slug, contact);
    const waits = await list.join(second.slug, contact);
    await list.db
      .update(waitlistRequests)
      .set({ status: "closed", closedReason: "booked", closedAt: list.clock() })
      .where(eq(waitlistRequests.id, gone.id));
    await list.answerLeaveWish.execute({ requestIds: [gone.id, waits.id], askedOn: "2026-11-23" }, attempt());
    const [mail] = await mailsTo(contact.value);
    expect(mail?.text).toContain(waits.token);
    expect(mail?.text).not.toContain(gone.token);
  });
});
