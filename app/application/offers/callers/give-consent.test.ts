import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addresses } from "#app/addresses.ts";
import { consents, leads, waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { callersOver, HOUR, phone, type TestCallers } from "#app/testing/offers/callers.ts";
import { archiveService, submission } from "#app/testing/practice.ts";
import { attempt, email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";

describe.each(DATABASES)("somebody who called and is asked for their consent, $name", ({ open }) => {
  let list: TestWaitlist;
  let desk: TestCallers;
  beforeAll(async () => {
    list = await waitlistOver(await open());
    desk = await callersOver(list);
  });
  afterAll(() => list.close());
  const requestsOf = (serviceId: string) =>
    list.db.select().from(waitlistRequests).where(eq(waitlistRequests.serviceId, serviceId));
  const mailsTo = async (address: string) => (await list.mails()).filter(({ to }) => to === address);

  it("nothing is stored but the encrypted contact and dates, and the hour is held", async () => {
    const { service, slot } = await desk.world();
    const people = await list.db.$count(leads);
    const contact = phone(1);
    const { callerId } = await desk.asked({ contact, serviceId: service.id, slotId: slot.id });
    expect(await requestsOf(service.id)).toEqual([]);
    expect(await list.db.$count(leads)).toBe(people);
    const until = new Date(Math.min(list.clock().getTime() + 168 * HOUR, slot.startsAt.getTime() - 3 * HOUR));
    expect(await desk.row(callerId)).toMatchObject({ askedUntil: until, requestId: null, mailedAt: null });
    expect(await desk.holdsOf(slot.id)).toMatchObject([{ state: "consent", askedUntil: until }]);
    expect(await desk.isPublic(slot.id)).toBe(false);
    const { preferredTimeWindow: _, ...visitor } = submission(service.slug, "stranger@example.org");
    expect(await list.askForHour.execute({ ...visitor, slotId: slot.id })).toEqual({ status: "not-free" });
    const dump = await list.dump();
    expect(dump).not.toContain(contact.value);
  });

  it("an e-mail gets the link once, however often the job runs; a phone gets no mail", async () => {
    const { service, slot } = await desk.world();
    const address = "called.once@example.org";
    const { callerId, token } = await desk.asked({ contact: email(address), serviceId: service.id, slotId: slot.id });
    expect(await list.queued("send-consent-link")).toContainEqual({ callerId });
    for (const _ of [1, 2]) await list.sendConsentLink.execute({ callerId }, attempt());
    const mails = await mailsTo(address);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain(`https://practice.example${addresses.consent(token)}`);
    expect(mails[0]?.subject).not.toMatch(/психолог|баланс/i);
    const spoken = await desk.asked({ contact: phone(2), serviceId: service.id, slotId: null });
    expect(await list.queued("send-consent-link")).not.toContainEqual({ callerId: spoken.callerId });
  });

  it("consent makes an ordinary request with both documents, and books the hour", async () => {
    const { service, slot } = await desk.world();
    const address = "agreed@example.org";
    const { callerId, token } = await desk.asked({ contact: email(address), serviceId: service.id, slotId: slot.id });
    const outcome = await desk.agree(token);
    expect(outcome).toMatchObject({
      status: "agreed",
      sent: { requestId: callerId, isNew: true, hour: { slotId: slot.id, until: null } },
    });
    expect(await list.row(callerId)).toMatchObject({ status: "closed", closedReason: "booked", source: "web" });
    const given = await list.db.select().from(consents).where(eq(consents.waitlistRequestId, callerId));
    expect(given.map(({ type }) => type).sort()).toEqual(["communications", "personal_data"]);
    for (const each of given)
      expect(each).toMatchObject({ documentVersion: "2026-11-23", method: "web_form", page: "/consent/:token/" });
    expect(await desk.holdsOf(slot.id)).toMatchObject([{ state: "booked", waitlistRequestId: callerId }]);
    expect(await desk.row(callerId)).toMatchObject({ encryptedContactValue: null, requestId: callerId });
    const [told] = (await list.queued("tell-about-hour")).filter(({ requestId }) => requestId === callerId);
    const news = { requestId: callerId, about: "booked", startsAt: slot.startsAt.toISOString() } as const;
    await list.tellAboutHour.execute({ ...news, bookingId: String(told?.bookingId), missing: [] }, attempt());
    expect((await mailsTo(address)).map(({ subject }) => subject)).toEqual(["Время за вами"]);
  });

  it("two presses at once, and a later one, are answered alike; refusing is too late", async () => {
    const { service, slot } = await desk.world();
    const { callerId, token } = await desk.asked({ contact: phone(3), serviceId: service.id, slotId: slot.id });
    const both = await Promise.all([desk.agree(token), desk.agree(token)]);
    for (const outcome of [...both, await desk.agree(token)])
      expect(outcome).toMatchObject({ status: "agreed", sent: { requestId: callerId, hour: { slotId: slot.id } } });
    await list.giveUpCaller.refuse(token);
    expect(await desk.holdsOf(slot.id)).toMatchObject([{ state: "booked" }]);
    expect(await list.getConsentPage.execute(token)).toBeNull();
  });

  it("without an hour the person waits on the list for the window that they chose", async () => {
    const { service } = await desk.world();
    const { callerId, token } = await desk.asked({ contact: phone(4), serviceId: service.id, slotId: null });
    expect(await list.getConsentPage.execute(token)).toMatchObject({ startsAt: null, service: { id: service.id } });
    expect(await desk.agree(token)).toMatchObject({ status: "agreed", sent: { hour: null, timeWindow: "weekend" } });
    expect(await list.row(callerId)).toMatchObject({ status: "new", preferredTimeWindow: "weekend" });
  });

  it("a person who joined meanwhile stays one person, and has the hour", async () => {
    const { service, slot } = await desk.world();
    const contact = email("joined.meanwhile@example.org");
    const { token } = await desk.asked({ contact, serviceId: service.id, slotId: slot.id });
    const { id } = await list.join(service.slug, contact);
    expect(await desk.agree(token)).toMatchObject({ status: "agreed", sent: { requestId: id, isNew: false } });
    expect(await requestsOf(service.id)).toHaveLength(1);
    expect(await desk.holdsOf(slot.id)).toMatchObject([{ state: "booked", waitlistRequestId: id }]);
  });

  it("a contact that is on the list is booked at once, also by a second press", async () => {
    const { service, slot } = await desk.world();
    const contact = email("known@example.org");
    const { id } = await list.join(service.slug, contact);
    const known = { contact, serviceId: service.id };
    expect(await desk.ask({ ...known, slotId: null })).toEqual({ status: "known-listed", requestId: id });
    for (const _ of [1, 2])
      expect(await desk.ask({ ...known, slotId: slot.id })).toEqual({ status: "known-booked", requestId: id });
    expect(await desk.holdsOf(slot.id)).toMatchObject([{ state: "booked", waitlistRequestId: id }]);
  });

  it("of two operators one has the hour; the same contact pressed twice is one caller", async () => {
    const { service, slot } = await desk.world();
    const asked = { serviceId: service.id, slotId: slot.id };
    const two = await Promise.all([phone(5), phone(6)].map((contact) => desk.ask({ ...asked, contact })));
    expect(two.map(({ status }) => status).sort()).toEqual(["asked", "held"]);
    const next = (await desk.world()).slot.id;
    const twice = await Promise.all(
      [1, 2].map(() => desk.ask({ contact: phone(7), serviceId: service.id, slotId: null })),
    );
    expect(new Set(twice.map((each) => "callerId" in each && each.callerId)).size).toBe(1);
    expect(await desk.ask({ ...asked, contact: phone(7), slotId: next })).toEqual({ status: "other-service" });
  });

  it("an hour that is too near, gone or of an archived service is not kept", async () => {
    const near = await desk.world(-1);
    const startsAt = new Date(list.clock().getTime() + 2 * HOUR);
    expect(near.slot.startsAt.getTime()).toBeGreaterThan(startsAt.getTime());
    await list.connection.run("update availability_slots set starts_at = $1, ends_at = $2 where id = $3", [
      startsAt,
      new Date(startsAt.getTime() + HOUR),
      near.slot.id,
    ]);
    const asked = { contact: phone(8), serviceId: near.service.id };
    expect(await desk.ask({ ...asked, slotId: near.slot.id })).toEqual({ status: "too-late" });
    expect(await desk.ask({ ...asked, slotId: list.ids.uuid() })).toEqual({ status: "gone" });
    await archiveService(list.connection, near.service.slug);
    expect(await desk.ask({ ...asked, slotId: null })).toEqual({ status: "unknown-service" });
  });

  it("wrong and foreign links get the same answer", async () => {
    const { service } = await desk.world();
    const { token } = await list.join(service.slug, email("foreign@example.org"));
    for (const wrong of ["", "A".repeat(22), token]) {
      expect(await list.getConsentPage.execute(wrong)).toBeNull();
      expect(await desk.agree(wrong)).toEqual({ status: "unknown-link" });
      await list.giveUpCaller.refuse(wrong);
    }
    expect(await requestsOf(service.id)).toMatchObject([{ status: "new" }]);
  });
});
