import { eq, inArray } from "drizzle-orm";
import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "#app/application/ports/database.ts";
import { deepLinks } from "#app/infrastructure/tables/chat.ts";
import { analyticsEventBatches, analyticsEvents } from "#app/infrastructure/tables/insight.ts";
import { erasures, rateLimits, webhookReceipts } from "#app/infrastructure/tables/upkeep.ts";
import { consents, leadIdentities, leadTimelineEvents, waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addService } from "#app/testing/practice.ts";
import { recordViews, viewed } from "#app/testing/rows/views.ts";
import { attempt, email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { DestroyContactsUseCase } from "./destroy-contacts.ts";
import { MailUnderWayError } from "./destroy-mails.ts";
import { RunRetentionUseCase } from "./run-retention.ts";

const visit = { pagePath: "/waitlist/:token/", referrerHost: null, utm: {} };
const NOBODY = {
  encryptedContactValue: null,
  contactFingerprint: null,
  fingerprintKid: null,
  linkTokenHash: null,
  linkKid: null,
};

describe.each(DATABASES)("retention and erasure on $name", ({ open }) => {
  let list: TestWaitlist;
  beforeAll(async () => {
    list = await waitlistOver(await open());
  });
  afterAll(() => list.close());

  const erasuresOf = async (id: string) =>
    (await list.db.select().from(erasures).where(eq(erasures.waitlistRequestId, id))).map(({ reason, destroyed }) => ({
      reason,
      destroyed,
    }));
  const identitiesOf = (leadId: string | null) =>
    list.db
      .select()
      .from(leadIdentities)
      .where(eq(leadIdentities.leadId, leadId ?? ""));

  it("an erased person is in no table, job or file; a number and the evidence stay", async () => {
    const service = await addService(list.connection);
    const contact = email("unforgettable.name@example.org");
    const { id, token } = await list.join(service.slug, contact);
    await list.confirmRequest.execute({ requestId: id }, attempt());
    await list.askToLeave.execute({ contact });
    const { contactFingerprint } = await list.row(id);
    expect((await list.mails()).map(({ to }) => to)).toContain(contact.value);

    await list.eraseRequest.execute({ token, visit });
    for (const data of await list.queued("destroy-mails")) {
      if (data.requestId === id) await list.destroyMails.execute({ requestId: id, reason: "requested" });
    }
    const dump = (await list.dump()) + JSON.stringify(await list.mails());
    for (const mark of ["unforgettable.name", contactFingerprint ?? "", token]) {
      for (const form of [mark, encodeURIComponent(mark), Buffer.from(mark).toString("hex")]) {
        expect(dump).not.toContain(form);
      }
    }
    expect(await list.row(id)).toMatchObject({
      ...NOBODY,
      status: "closed",
      closedReason: "withdrawn",
      linkVersion: 2,
    });
    expect(await erasuresOf(id)).toEqual([
      { reason: "requested", destroyed: { waitlist_requests: 1, lead_identities: 1 } },
      { reason: "requested", destroyed: { outbox: 1 } },
    ]);
    expect((await list.timeline(id)).map(({ eventName }) => eventName).sort()).toEqual([
      "contact_destroyed",
      "waitlist_submitted",
      "waitlist_withdrawn",
    ]);
    expect(await list.db.$count(consents, eq(consents.waitlistRequestId, id))).toBe(2);
    await expect(list.connection.run("delete from erasures")).rejects.toThrow();
    await expect(list.connection.run("update erasures set reason = 'x'")).rejects.toThrow();
  });

  it("erasing a request erases the contact's closed ones, and keeps an active one", async () => {
    const [first, second, third] = [
      await addService(list.connection),
      await addService(list.connection),
      await addService(list.connection),
    ];
    const contact = email("three@example.org");
    const closed = await list.join(first.slug, contact);
    await list.leaveWaitlist.execute({ token: closed.token, visit });
    const erased = await list.join(second.slug, contact);
    const active = await list.join(third.slug, contact);
    await list.eraseRequest.execute({ token: erased.token, visit });
    expect(await list.row(closed.id)).toMatchObject(NOBODY);
    expect(await list.row(erased.id)).toMatchObject(NOBODY);
    const kept = await list.row(active.id);
    expect(kept).toMatchObject({ status: "new", contactFingerprint: expect.any(String) });
    expect(await identitiesOf(kept.leadId)).toMatchObject([{ contactFingerprint: expect.any(String) }]);

    await list.eraseRequest.execute({ token: active.token, visit });
    expect(await identitiesOf(kept.leadId)).toMatchObject([{ encryptedContactValue: null, contactFingerprint: null }]);
  });

  it("an erased person who returns is a new person to the practice", async () => {
    const service = await addService(list.connection);
    const first = await list.join(service.slug, email("back@example.org"));
    await list.eraseRequest.execute({ token: first.token, visit });
    const second = await list.join(service.slug, email("back@example.org"));
    expect((await list.row(second.id)).leadId).not.toBe((await list.row(first.id)).leadId);
    expect(second.token).not.toBe(first.token);
  });

  it("erasure waits for a mail in flight, and destroys it once the worker releases it", async () => {
    const service = await addService(list.connection);
    const { id, token } = await list.join(service.slug, email("underway@example.org"));
    const mail = await list.database.transaction(async ({ mails }) => {
      const added = await mails.addOnce({
        id: v7(),
        kind: "confirmation",
        dedupeKey: `confirmation/${id}`,
        waitlistRequestId: id,
        createdAt: list.clock(),
        props: { serviceTitle: service.title, preferredTimeWindow: "any", answerWithinWorkingDays: 2, answerBy: null },
      });
      await mails.claim(added.id, "worker", list.clock());
      return added;
    });
    await list.eraseRequest.execute({ token, visit });
    const destroy = () => list.destroyMails.execute({ requestId: id, reason: "requested" });
    await expect(destroy()).rejects.toThrow(MailUnderWayError);
    // The slow worker writes the file after the erasure and is killed before it can report.
    await list.sender.send({ id: mail.id, to: "underway@example.org", subject: "", html: "", text: "" });
    list.later(1);
    await destroy();
    expect((await list.mails()).map(({ to }) => to)).not.toContain("underway@example.org");
  });

  it("asks once, 14 days before; a sign renews the term; otherwise the request lapses", async () => {
    const service = await addService(list.connection);
    const silent = await list.join(service.slug, email("silent@example.org"));
    const lively = await list.join(service.slug, email("lively@example.org"));
    const paused = await list.join(service.slug, email("paused@example.org"));
    const phone = await list.join(service.slug, { method: "phone", value: "+79161234567" });
    await list.changeRequest.execute({ token: paused.token, change: { to: "paused" } });
    const askedAbout = async () => {
      const all = await list.queued("ask-renewal");
      const ids = [silent, lively, paused, phone].map(({ id }) => id);
      return all.flatMap(({ requestId }) => ids.filter((id) => id === requestId));
    };
    list.later(75);
    await list.runRetention.execute();
    expect(await askedAbout()).toEqual([]);
    list.later(1);
    for (const _ of ["once", "twice"]) await list.runRetention.execute();
    expect((await askedAbout()).sort()).toEqual([silent.id, lively.id, paused.id].sort());

    for (const _ of ["once", "twice"]) await list.askRenewal.execute({ requestId: silent.id }, attempt());
    const asked = (await list.mails()).filter(({ to }) => to === "silent@example.org");
    expect(asked).toMatchObject([{ subject: "Срок вашей заявки подходит к концу" }]);
    expect(asked[0]?.text).toContain(silent.token);

    await list.changeRequest.execute({ token: lively.token, change: { to: "renewed" } });
    await list.askRenewal.execute({ requestId: lively.id }, attempt());
    expect((await list.mails()).map(({ to }) => to)).not.toContain("lively@example.org");

    list.later(13);
    await list.runRetention.execute();
    expect(await list.row(silent.id)).toMatchObject({ status: "new" });
    list.later(1);
    for (const _ of ["once", "twice"]) await list.runRetention.execute();
    for (const { id } of [silent, paused, phone]) {
      expect(await list.row(id)).toMatchObject({ status: "closed", closedReason: "expired" });
      const last = (await list.timeline(id)).at(-1);
      expect(last).toEqual({ eventName: "waitlist_expired", properties: { service_slug: service.slug } });
    }
    expect(await list.row(lively.id)).toMatchObject({ status: "new", renewalAskedAt: null });

    list.later(29);
    await list.runRetention.execute();
    expect((await list.row(silent.id)).contactFingerprint).not.toBeNull();
    list.later(1);
    for (const _ of ["once", "twice"]) await list.runRetention.execute();
    for (const { id } of [silent, paused, phone]) {
      expect(await list.row(id)).toMatchObject({ ...NOBODY, closedReason: "expired" });
      expect(await erasuresOf(id)).toEqual([
        { reason: "retention", destroyed: { waitlist_requests: 1, lead_identities: 1 } },
      ]);
    }
  });

  it("a suspect's contact is destroyed 30 days after it arrived, and nobody else's", async () => {
    const service = await addService(list.connection);
    const contact = email("posted-by-a-bot@example.org");
    const suspect = await list.join(service.slug, contact, { suspect: true });
    const person = await list.join(service.slug, contact);
    list.later(30);
    await list.runRetention.execute();
    expect(await list.row(suspect.id)).toMatchObject({ ...NOBODY, status: "closed", closedReason: "spam" });
    const kept = await list.row(person.id);
    expect(kept).toMatchObject({ status: "new", contactFingerprint: expect.any(String) });
    expect(await identitiesOf(kept.leadId)).toMatchObject([{ contactFingerprint: expect.any(String) }]);
  });

  it("deletes rows without a person: links, events, receipts, counters, each in time", async () => {
    const now = list.clock();
    const ago = (days: number) => new Date(now.getTime() - days * 24 * 3600_000);
    const monthsAgo = (months: number, ms: number) => {
      const at = new Date(now.getTime() + ms);
      at.setUTCMonth(at.getUTCMonth() - months);
      return at;
    };
    const link = (id: string, expiresAt: Date) => ({ id, utm: {}, createdAt: ago(30), expiresAt });
    await list.db.insert(deepLinks).values([link("oldold00", now), link("young000", new Date(now.getTime() + 1))]);
    const event = (occurredAt: Date) => ({
      eventId: v7(),
      eventName: "tg_subscribe_confirmed" as const,
      schemaVersion: "1.0",
      occurredAt,
      source: "web" as const,
      utm: {},
      properties: { deep_link_id: "AbCdEf12" },
    });
    const [old, young] = [event(monthsAgo(13, -3600_000)), event(monthsAgo(13, 3600_000))];
    await list.db.insert(analyticsEvents).values([old, young]);
    await recordViews(
      list.db,
      [monthsAgo(13, -3600_000), monthsAgo(13, 3600_000)].map((at) => viewed(at.toISOString(), "s")),
    );
    await list.db.insert(webhookReceipts).values([
      { provider: "resend", receiptId: "same", receivedAt: ago(31) },
      { provider: "telegram", receiptId: "same", receivedAt: ago(1) },
    ]);
    await list.db.insert(rateLimits).values([
      { key: "old", points: 1, expire: now.getTime() - 1 },
      { key: "young", points: 1, expire: now.getTime() + 60_000 },
    ]);
    for (const _ of ["once", "twice"]) await list.runRetention.execute();
    const links = await list.db.select({ id: deepLinks.id }).from(deepLinks);
    expect(links).toEqual([{ id: "young000" }]);
    const events = await list.db
      .select({ id: analyticsEvents.eventId })
      .from(analyticsEvents)
      .where(inArray(analyticsEvents.eventId, [old.eventId, young.eventId]));
    expect(events).toEqual([{ id: young.eventId }]);
    const views = await list.db.select({ quarter: analyticsEventBatches.quarter }).from(analyticsEventBatches);
    expect(views.map(({ quarter }) => quarter > monthsAgo(13, 0))).toEqual([true]);
    expect(await list.db.select().from(webhookReceipts)).toMatchObject([{ provider: "telegram" }]);
    expect(await list.db.select().from(rateLimits)).toMatchObject([{ key: "young" }]);
  });

  it("runs in batches, concurrently and after kills: everything once, nobody forgotten", async () => {
    const service = await addService(list.connection);
    for (let nth = 0; nth < 230; nth += 1) await list.join(service.slug, email(`crowd${nth}@example.org`));
    const requests = await list.db
      .select({ id: waitlistRequests.id })
      .from(waitlistRequests)
      .where(eq(waitlistRequests.serviceId, service.id));
    const ids = requests.map(({ id }) => id);
    list.later(90);
    await expect(killedAfter(2)).rejects.toThrow(Killed);
    const statuses = async () =>
      (await list.db.select().from(waitlistRequests).where(inArray(waitlistRequests.id, ids))).map(
        ({ status }) => status,
      );
    expect(new Set(await statuses())).toEqual(new Set(["closed", "new"]));
    await Promise.all([list.runRetention.execute(), list.runRetention.execute(), list.runRetention.execute()]);
    await list.runRetention.execute();
    expect(new Set(await statuses())).toEqual(new Set(["closed"]));
    list.later(30);
    await expect(killedAfter(4)).rejects.toThrow(Killed);
    await Promise.all([list.runRetention.execute(), list.runRetention.execute()]);
    await list.runRetention.execute();

    const lapsed = await list.db
      .select({ id: leadTimelineEvents.waitlistRequestId, name: leadTimelineEvents.eventName })
      .from(leadTimelineEvents)
      .where(inArray(leadTimelineEvents.waitlistRequestId, ids));
    for (const name of ["waitlist_expired", "contact_destroyed"]) {
      expect(
        lapsed
          .filter((entry) => entry.name === name)
          .map(({ id }) => id)
          .sort(),
      ).toEqual([...ids].sort());
    }
    const erased = await list.db.select().from(erasures).where(inArray(erasures.waitlistRequestId, ids));
    expect(erased.map(({ waitlistRequestId }) => waitlistRequestId).sort()).toEqual([...ids].sort());
    const jobs = (await list.queued("destroy-mails")).filter(({ requestId }) => ids.some((id) => id === requestId));
    expect(jobs).toHaveLength(ids.length);
  });

  class Killed extends Error {}

  /** A run whose process dies inside its n-th transaction, just before the commit. */
  function killedAfter(transactions: number): Promise<void> {
    let begun = 0;
    const dying: Database = {
      transaction: (work) =>
        list.database.transaction(async (repositories) => {
          begun += 1;
          const result = await work(repositories);
          if (begun > transactions) throw new Killed();
          return result;
        }),
    };
    const ids = { uuid: () => v7(), deepLink: () => "AAAAAAAA" };
    const { clock } = list;
    const destroyContacts = new DestroyContactsUseCase({ ids, clock });
    return new RunRetentionUseCase({ database: dying, destroyContacts, ids, clock }).execute();
  }
});
