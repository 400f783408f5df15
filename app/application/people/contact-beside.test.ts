import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Contact, chatContact } from "#app/domain/contact/contact.ts";
import { leadIdentities, waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { deskOver, type TestDesk } from "#app/testing/desk-people.ts";
import { addService } from "#app/testing/practice.ts";
import { attempt, email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { requestView } from "#app/views/waitlist/own-request.ts";

let people = 0;
const visit = { pagePath: "/waitlist/:token/", referrerHost: null, utm: {} };
const address = () => email(`beside${people++}@example.org`);
const phone = (): Contact => ({ method: "phone", value: `+7916123${String(1000 + people++)}` });

describe.each(DATABASES)("a contact beside the first on $name", ({ open }) => {
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
  const add = async (id: string, contact: Contact) => desk.addContact.execute({ ...(await desk.seen(id)), contact });
  const swap = async (id: string) => desk.swapContacts.execute(await desk.seen(id));
  const revealed = async (requestId: string) =>
    desk.revealContact.execute({ requestId, operatorId: desk.anna.id, codeAt: list.clock() });
  const identities = async (id: string) => {
    const { leadId } = await list.row(id);
    return list.db
      .select()
      .from(leadIdentities)
      .where(eq(leadIdentities.leadId, leadId ?? ""));
  };
  const storedBy = async (token: string) => {
    const stored = await list.getStoredData.execute(token);
    return stored.status === "stored" ? stored.data : null;
  };

  it("leaves the first in use with its link; both are shown, exported and found", async () => {
    const [first, second] = [address(), phone()];
    const { id, token } = await list.join(slug, first);
    list.laterByMinutes(1);
    expect(await add(id, second)).toEqual({ status: "done" });
    expect(await contactOf(id)).toEqual(first);
    expect(await list.queued("confirm-request")).not.toContainEqual(
      expect.objectContaining({ requestId: id, correctedAt: expect.anything() }),
    );
    expect(await revealed(id)).toEqual({ status: "revealed", contact: first, beside: second });
    expect(await storedBy(token)).toMatchObject({ contact: first, contactBeside: second });
    expect(await desk.findByContact.execute({ contact: second, operatorId: desk.anna.id })).toEqual({
      status: "found",
      requestId: id,
    });
    expect(await desk.audit(id)).toContainEqual(
      expect.objectContaining({ action: "contact_added", details: { method: "phone" } }),
    );
    const page = await list.getRequestPage.execute(token);
    if (page.status !== "active") throw new Error(page.status);
    const view = requestView(page, token, { done: null, now: list.clock() });
    expect(view.contact).toMatch(/^почта;\sрядом\sтелефон,\sс\s23\sноября/);
    for (const { value } of [first, second]) {
      expect(JSON.stringify(view)).not.toContain(value);
      expect(await list.dump()).not.toContain(value);
    }
    // A further one takes the place of the second, by which the person is known no more.
    const third = phone();
    expect(await add(id, third)).toEqual({ status: "done" });
    expect(await revealed(id)).toMatchObject({ contact: first, beside: third });
    expect(await identities(id)).toHaveLength(2);
    const { leadId } = await list.row((await list.join(slug, second)).id);
    expect(leadId).not.toBe((await list.row(id)).leadId);
  });

  it("takes the first's place at once where that one is dead, in all open requests", async () => {
    const first = chatContact("max", 80_000 + people++);
    const other = (await addService(list.connection)).slug;
    const [one, two] = [await list.join(slug, first, { source: "max" }), await list.join(other, first)];
    for (const { id } of [one, two])
      await list.db.update(waitlistRequests).set({ unreachableAt: list.clock() }).where(eq(waitlistRequests.id, id));
    const second = address();
    expect(await add(one.id, second)).toEqual({ status: "done" });
    for (const { id, token } of [one, two]) {
      expect(await contactOf(id)).toEqual(second);
      expect(await list.row(id)).toMatchObject({ unreachableAt: null, preferredContactMethod: "email" });
      expect((await list.getRequestPage.execute(token)).status).toBe("active");
    }
    expect(await revealed(one.id)).toMatchObject({ contact: second, beside: first });
  });

  it("is swapped with the first by an operator; links stay, the new first is told", async () => {
    const [first, second] = [address(), address()];
    const { id, token } = await list.join(slug, first);
    expect(await swap(id)).toMatchObject({ status: "changed" });
    await add(id, second);
    list.laterByMinutes(1);
    expect(await swap(id)).toEqual({ status: "done" });
    expect(await revealed(id)).toMatchObject({ contact: second, beside: first });
    expect((await list.getRequestPage.execute(token)).status).toBe("active");
    const details = { method: "email", previous_method: "email", kept: "beside" };
    expect((await desk.audit(id)).at(-2)).toMatchObject({ action: "contact_corrected", details });
    const { correctedAt } = (await list.queued("confirm-request")).at(-1) ?? {};
    await list.confirmRequest.execute({ requestId: id, correctedAt: String(correctedAt) }, attempt());
    expect((await list.mails()).filter(({ to }) => to === second.value)).toHaveLength(1);
    list.laterByMinutes(1);
    expect(await swap(id)).toEqual({ status: "done" });
    expect(await revealed(id)).toMatchObject({ contact: first, beside: second });
  });

  it("that replaces the first is beside it no more", async () => {
    const [first, second] = [address(), phone()];
    const { id } = await list.join(slug, first);
    await add(id, second);
    const seen = await desk.seen(id);
    expect(await desk.correctContact.execute({ ...seen, contact: second })).toEqual({ status: "done" });
    expect(await revealed(id)).toMatchObject({ contact: second, beside: null });
  });

  it("is not shown to the owner of a wrong contact that was replaced", async () => {
    const [wrong, right, second] = [address(), address(), phone()];
    const closed = await list.join((await addService(list.connection)).slug, wrong);
    await desk.closeRequest.execute({ ...(await desk.seen(closed.id)), reason: "declined" });
    const { id } = await list.join(slug, wrong);
    await add(id, second);
    expect(await desk.correctContact.execute({ ...(await desk.seen(id)), contact: right })).toEqual({ status: "done" });
    expect(await storedBy(await list.tokenOf(id))).toMatchObject({ contact: right, contactBeside: second });

    const stranger = await list.join((await addService(list.connection)).slug, wrong);
    await desk.putBackInList.execute(await desk.seen(closed.id));
    for (const token of [stranger.token, closed.token]) {
      expect(await storedBy(token)).toMatchObject({ contact: wrong, contactBeside: null });
      expect(await list.getRequestPage.execute(token)).toMatchObject({ status: "active", contactBeside: null });
    }
  });

  it("is named on two requests of a person at once without a failure", async () => {
    const first = address();
    const name: Contact = { method: "telegram", value: `@beside_${people++}` };
    const one = await list.join(slug, first);
    const two = await list.join((await addService(list.connection)).slug, name);
    const { leadId } = await list.row(one.id);
    await list.db.update(waitlistRequests).set({ leadId }).where(eq(waitlistRequests.id, two.id));
    for (const _ of [1, 2, 3, 4]) {
      const outcomes = await Promise.all([add(one.id, phone()), add(two.id, phone())]);
      expect(outcomes).toEqual([{ status: "done" }, { status: "done" }]);
      list.laterByMinutes(1);
    }
    expect((await identities(one.id)).filter(({ besideSince }) => besideSince)).toHaveLength(1);
  });

  it("is counted and recorded as a second contact that was shown", async () => {
    const { id } = await list.join(slug, address());
    await add(id, phone());
    const shown = async () => {
      const since = new Date(list.clock().getTime() - 1);
      return list.database.transaction(({ deskAudit }) => deskAudit.revealsSince(desk.anna.id, since, 50));
    };
    list.laterByMinutes(1);
    await revealed(id);
    expect(await shown()).toBe(2);
    expect((await desk.audit(id)).at(-1)).toMatchObject({ action: "reveal", details: { contacts: "2" } });
    const more = { operatorId: desk.anna.id, action: "reveal", at: list.clock() } as const;
    await list.database.transaction(async ({ deskAudit }) => {
      for (let count = 2; count < 49; count++) await deskAudit.record(more);
    });
    const codeAt = new Date(list.clock().getTime() - 1);
    expect(await desk.revealContact.execute({ requestId: id, operatorId: desk.anna.id, codeAt })).toEqual({
      status: "code-needed",
    });
  });

  it("is refused where it is the first, another person's, or the page was old", async () => {
    const [own, theirs] = [address(), address()];
    const { id } = await list.join(slug, own);
    await list.join((await addService(list.connection)).slug, theirs);
    expect(await add(id, own)).toEqual({ status: "same" });
    expect(await add(id, theirs)).toEqual({ status: "taken-contact" });
    const old = { ...(await desk.seen(id)), seenAt: new Date(0), contact: phone() };
    expect(await desk.addContact.execute(old)).toMatchObject({ status: "changed" });
    expect(await revealed(id)).toMatchObject({ contact: own, beside: null });
  });

  it("is erased on the person's wish with their last open request", async () => {
    const [first, second] = [address(), phone()];
    const closed = await list.join((await addService(list.connection)).slug, chatContact("max", 90_000 + people++));
    const one = await list.join(slug, first);
    const two = await list.join((await addService(list.connection)).slug, first);
    await list.db
      .update(waitlistRequests)
      .set({ leadId: (await list.row(one.id)).leadId })
      .where(eq(waitlistRequests.id, closed.id));
    await desk.closeRequest.execute({ ...(await desk.seen(closed.id)), reason: "declined" });
    await add(one.id, second);
    const kept = async () => (await identities(one.id)).filter(({ besideSince }) => besideSince);
    await list.eraseRequest.execute({ token: one.token, visit });
    expect(await kept()).toHaveLength(1);
    await list.eraseRequest.execute({ token: two.token, visit });
    expect(await kept()).toEqual([]);
    expect((await identities(one.id)).filter(({ method }) => method === "phone")).toMatchObject([
      { encryptedContactValue: null, contactFingerprint: null },
    ]);
  });

  it("is erased with the request whose own contact it is, on their wish", async () => {
    const [own, other] = [address(), address()];
    const one = await list.join(slug, own);
    const two = await list.join((await addService(list.connection)).slug, own);
    // The second request goes on with another contact, and keeps the first one's beside.
    await list.db.update(waitlistRequests).set({ unreachableAt: list.clock() }).where(eq(waitlistRequests.id, two.id));
    await desk.closeRequest.execute({ ...(await desk.seen(one.id)), reason: "declined" });
    expect(await add(two.id, other)).toEqual({ status: "done" });
    await desk.putBackInList.execute(await desk.seen(one.id));
    expect(await revealed(two.id)).toMatchObject({ contact: other, beside: own });
    await list.eraseRequest.execute({ token: one.token, visit });
    expect(await revealed(two.id)).toMatchObject({ contact: other, beside: null });
  });

  it("is erased with the person's last request, and not before", async () => {
    const [first, second] = [address(), phone()];
    const one = await list.join(slug, first);
    const two = await list.join((await addService(list.connection)).slug, first);
    await add(one.id, second);
    const erase = (id: string) =>
      list.database.transaction(async (repositories) => {
        const request = await repositories.waitlistRequests.hold(id);
        if (request) await list.destroyContacts.execute(repositories, { requests: [request], reason: "retention" });
      });
    for (const { id } of [one, two]) await desk.closeRequest.execute({ ...(await desk.seen(id)), reason: "declined" });
    await erase(one.id);
    const kept = (await identities(two.id)).filter(({ besideSince }) => besideSince);
    expect(kept).toMatchObject([{ method: "phone", contactFingerprint: expect.any(String) }]);
    await erase(two.id);
    for (const each of await identities(two.id))
      expect(each).toMatchObject({ encryptedContactValue: null, contactFingerprint: null, besideSince: null });
  });
});
