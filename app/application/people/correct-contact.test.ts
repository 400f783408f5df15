import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PutOffError } from "#app/application/ports/database.ts";
import { chatContact } from "#app/domain/contact/contact.ts";
import { consents, waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { deskOver, type TestDesk } from "#app/testing/desk-people.ts";
import { addService } from "#app/testing/practice.ts";
import { attempt, email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { requestView } from "#app/views/waitlist/own-request.ts";

let people = 0;
const address = () => email(`person${people++}@example.org`);

describe.each(DATABASES)("a corrected contact on $name", ({ open }) => {
  let list: TestWaitlist;
  let desk: TestDesk;
  let slug: string;
  beforeAll(async () => {
    list = await waitlistOver(await open());
    desk = await deskOver(list);
    slug = (await addService(list.connection)).slug;
  });
  afterAll(() => list.close());

  const contactOf = (id: string) => list.database.transaction(({ waitlistRequests }) => waitlistRequests.contactOf(id));
  const unreachable = (id: string) =>
    list.db.update(waitlistRequests).set({ unreachableAt: list.clock() }).where(eq(waitlistRequests.id, id));
  const correct = async (id: string, contact = address()) => {
    const seen = await desk.seen(id);
    return { contact, outcome: await desk.correctContact.execute({ ...seen, contact }) };
  };
  const consentsOf = (id: string) => list.db.select().from(consents).where(eq(consents.waitlistRequestId, id));
  const jobs = async (id: string) => (await list.queued("confirm-request")).filter((job) => job.requestId === id);

  it("replaces a dead one in all open requests of the person; consents and link stay", async () => {
    const before = address();
    const other = await addService(list.connection);
    const first = await list.join(slug, before);
    const second = await list.join(other.slug, before);
    await unreachable(first.id);
    await unreachable(second.id);
    const agreed = await consentsOf(first.id);
    list.laterByMinutes(5);
    const { contact, outcome } = await correct(first.id);
    expect(outcome).toEqual({ status: "done" });
    for (const { id } of [first, second]) {
      expect(await contactOf(id)).toEqual(contact);
      expect(await list.row(id)).toMatchObject({
        unreachableAt: null,
        linkVersion: 1,
        preferredContactMethod: "email",
      });
      const details = { method: "email", previous_method: "email" };
      expect(await desk.audit(id)).toMatchObject([{ action: "contact_corrected", details }]);
      expect((await list.timeline(id)).at(-1)).toMatchObject({ eventName: "contact_corrected", properties: details });
    }
    expect(await consentsOf(first.id)).toEqual(agreed);

    const page = await list.getRequestPage.execute(first.token);
    if (page.status !== "active") throw new Error(page.status);
    const view = requestView(page, first.token, { done: null, now: list.clock() });
    expect(view.contact).toMatch(/^почта,\sконтакт\sисправила\sпрактика:\s23\sноября/);
    expect(JSON.stringify(view)).not.toContain("@");

    const { correctedAt } = (await jobs(first.id)).at(-1) ?? {};
    const told = { requestId: first.id, correctedAt: String(correctedAt) };
    for (const _ of [1, 2]) await list.confirmRequest.execute(told, attempt());
    expect((await list.mails()).filter(({ to }) => to === contact.value)).toHaveLength(1);
    expect(await list.dump()).not.toMatch(/person\d+@/);
    // The new contact leads to the person. The wrong one may be a stranger's, who is a person of their own.
    const [again, stranger] = await Promise.all(
      [contact, before].map(async (each) => list.join((await addService(list.connection)).slug, each)),
    );
    expect((await list.row(again?.id ?? "")).leadId).toBe((await list.row(first.id)).leadId);
    expect((await list.row(stranger?.id ?? "")).leadId).not.toBe((await list.row(first.id)).leadId);
  });

  it("ends a private link that somebody else may have read, and sends a new one", async () => {
    const { id, token } = await list.join(slug, address());
    const { contact } = await correct(id);
    expect((await list.getRequestPage.execute(token)).status).toBe("unknown-link");
    const { correctedAt } = (await jobs(id)).at(-1) ?? {};
    await list.confirmRequest.execute({ requestId: id, correctedAt: String(correctedAt) }, attempt());
    const mail = (await list.mails()).find(({ to }) => to === contact.value);
    expect(mail?.text).toContain(await list.tokenOf(id));
    expect((await list.getRequestPage.execute(await list.tokenOf(id))).status).toBe("active");
  });

  it("is told at once at the new address, whatever went to the old one today", async () => {
    const { id } = await list.join(slug, address());
    await list.confirmRequest.execute({ requestId: id }, attempt());
    const { contact } = await correct(id);
    const { correctedAt } = (await jobs(id)).at(-1) ?? {};
    await list.confirmRequest.execute({ requestId: id, correctedAt: String(correctedAt) }, attempt());
    expect((await list.mails()).filter(({ to }) => to === contact.value)).toHaveLength(1);
    // Other mails of the day wait for this one.
    await list.db.update(waitlistRequests).set({ renewalAskedAt: list.clock() }).where(eq(waitlistRequests.id, id));
    await expect(list.askRenewal.execute({ requestId: id }, attempt())).rejects.toThrow(PutOffError);
  });

  it("of another kind takes the place of a stopped bot, and of that channel alone", async () => {
    const { id } = await list.join(slug, chatContact("max", 70_000 + people++), { source: "max" });
    await unreachable(id);
    const phone = { method: "phone", value: "+79161234567" } as const;
    expect((await correct(id, phone)).outcome).toEqual({ status: "done" });
    expect(await list.row(id)).toMatchObject({ preferredContactMethod: "phone", unreachableAt: null });
  });

  it("is refused where it is the same, somebody's, or the request has changed", async () => {
    const [own, theirs] = [address(), address()];
    const { id } = await list.join(slug, own);
    await list.join(slug, theirs);
    expect((await correct(id, own)).outcome).toEqual({ status: "same" });
    expect((await correct(id, theirs)).outcome).toEqual({ status: "taken-contact" });
    const seen = { ...(await desk.seen(id)), seenAt: new Date(0) };
    expect(await desk.correctContact.execute({ ...seen, contact: address() })).toMatchObject({ status: "changed" });
    await desk.closeRequest.execute({ ...(await desk.seen(id)), reason: "declined" });
    expect((await correct(id)).outcome).toMatchObject({ status: "changed" });
    expect(await contactOf(id)).toEqual(own);
  });
});
