import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CLOSED_REASONS } from "#app/domain/waitlist-request.ts";
import { analyticsEvents } from "#app/infrastructure/tables/insight.ts";
import { consents as consentsTable, waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addService, submission } from "#app/testing/practice.ts";
import { attempt, email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";

const visit = { pagePath: "/waitlist/:token/", referrerHost: null, utm: {} };

describe.each(DATABASES)("a person's own request on $name", ({ open }) => {
  let list: TestWaitlist;
  beforeAll(async () => {
    list = await waitlistOver(await open());
  });
  afterAll(() => list.close());

  it("changes window, pauses and resumes; each renews the term; a double submit is one", async () => {
    const service = await addService(list.connection);
    const { id, token } = await list.join(service.slug, email("anna@example.org"));
    const changes = [
      { to: "window", window: "weekend" },
      { to: "paused" },
      { to: "resumed" },
      { to: "renewed" },
    ] as const;
    for (const change of changes) {
      list.later(1);
      const expiresAt = new Date(list.clock().getTime() + 90 * 24 * 3600_000);
      for (const _ of ["once", "twice"]) {
        expect(await list.changeRequest.execute({ token, change })).toEqual({ status: "changed" });
      }
      expect(await list.row(id)).toMatchObject({
        status: "new",
        preferredTimeWindow: "weekend",
        pausedAt: change.to === "paused" ? list.clock() : null,
        expiresAt,
      });
    }
    const properties = { service_slug: service.slug };
    expect((await list.timeline(id)).slice(1)).toEqual([
      {
        eventName: "waitlist_window_changed",
        properties: { ...properties, preferred_time_window: "weekend", previous_time_window: "any" },
      },
      { eventName: "waitlist_paused", properties },
      { eventName: "waitlist_resumed", properties },
    ]);
  });

  it("can be changed any number of times, of which the timeline records fifty a day", async () => {
    const service = await addService(list.connection);
    const { id, token } = await list.join(service.slug, email("undecided@example.org"));
    for (let count = 0; count < 60; count += 1) {
      const change = count % 2 ? ({ to: "resumed" } as const) : ({ to: "paused" } as const);
      expect(await list.changeRequest.execute({ token, change })).toEqual({ status: "changed" });
      expect((await list.row(id)).pausedAt === null).toBe(change.to === "resumed");
    }
    expect(await list.timeline(id)).toHaveLength(50);
    list.later(1.1);
    await list.changeRequest.execute({ token, change: { to: "paused" } });
    expect((await list.timeline(id)).at(-1)?.eventName).toBe("waitlist_paused");
    expect(await list.timeline(id)).toHaveLength(51);
  });

  it("is not changed through a wrong, used or erased link, and nothing is recorded", async () => {
    const service = await addService(list.connection);
    const left = await list.join(service.slug, email("left@example.org"));
    await list.leaveWaitlist.execute({ token: left.token, visit });
    const erased = await list.join(service.slug, email("erased@example.org"));
    await list.eraseRequest.execute({ token: erased.token, visit });
    const before = await Promise.all([left.id, erased.id].map(list.row));
    for (const token of ["A".repeat(22), "", "'; --", left.token, erased.token]) {
      const unknown = { status: "unknown-link" };
      expect(await list.getRequestPage.execute(token)).toEqual(
        token === left.token ? { status: "closed", left: true } : unknown,
      );
      expect(await list.getStoredData.execute(token)).toEqual(unknown);
      expect(await list.changeRequest.execute({ token, change: { to: "renewed" } })).toEqual(unknown);
    }
    expect(await list.eraseRequest.execute({ token: erased.token, visit })).toEqual({ status: "unknown-link" });
    expect(await Promise.all([left.id, erased.id].map(list.row))).toEqual(before);
  });

  it("leaving ends both consents, keeps them as evidence, and is recorded once", async () => {
    const service = await addService(list.connection);
    const { id, token } = await list.join(service.slug, email("vera@example.org"));
    const granted = list.clock();
    list.later(1);
    for (const _ of ["once", "twice"])
      expect(await list.leaveWaitlist.execute({ token, visit })).toEqual({ status: "left" });
    expect(await list.row(id)).toMatchObject({ status: "closed", closedReason: "withdrawn", closedAt: list.clock() });
    const consents = await list.db.select().from(consentsTable).where(eq(consentsTable.waitlistRequestId, id));
    expect(consents).toHaveLength(2);
    for (const consent of consents) {
      expect(consent).toMatchObject({ grantedAt: granted, withdrawnAt: list.clock(), documentVersion: "2026-11-23" });
      expect(consent.documentSha256).toMatch(/^[ab]{64}$/);
    }
    const properties = { service_slug: service.slug, reason: "withdrawn" };
    expect((await list.timeline(id)).slice(1)).toEqual([{ eventName: "waitlist_withdrawn", properties }]);
    const events = await list.db
      .select()
      .from(analyticsEvents)
      .where(eq(analyticsEvents.eventName, "waitlist_withdrawn"));
    expect(events.filter((event) => JSON.stringify(event.properties).includes(service.slug))).toMatchObject([
      { properties, pagePath: "/waitlist/:token/" },
    ]);
  });

  it.each(CLOSED_REASONS)(
    "closed as %s, its consents can still be withdrawn; the reason stays",
    async (closedReason) => {
      const service = await addService(list.connection);
      const { id, token } = await list.join(service.slug, email(`${closedReason}@example.org`));
      await list.db
        .update(waitlistRequests)
        .set({ status: "closed", closedReason, closedAt: list.clock() })
        .where(eq(waitlistRequests.id, id));
      await list.leaveWaitlist.execute({ token, visit });
      expect(await list.row(id)).toMatchObject({ closedReason });
      const consents = await list.db.select().from(consentsTable).where(eq(consentsTable.waitlistRequestId, id));
      expect(consents.map(({ withdrawnAt }) => withdrawnAt)).toEqual([list.clock(), list.clock()]);
    },
  );

  it("after leaving no queued mail is sent: no confirmation, renewal or link", async () => {
    const service = await addService(list.connection);
    const { id, token } = await list.join(service.slug, email("silent@example.org"));
    await list.leaveWaitlist.execute({ token, visit });
    await list.confirmRequest.execute({ requestId: id }, attempt());
    await list.askRenewal.execute({ requestId: id }, attempt());
    await list.answerLeaveWish.execute({ requestIds: [id], askedOn: "2026-11-24" }, attempt());
    expect((await list.mails()).filter(({ to }) => to === "silent@example.org")).toEqual([]);
  });

  it("shows everything stored about a person, and nothing about others", async () => {
    const service = await addService(list.connection);
    const { id, token } = await list.join(service.slug, email("own@example.org"));
    await list.join(service.slug, email("other@example.org"));
    await list.confirmRequest.execute({ requestId: id }, attempt());
    const outcome = await list.getStoredData.execute(token);
    if (outcome.status !== "stored") throw new Error("the link is good");
    const { data } = outcome;
    expect(data).toMatchObject({
      contact: email("own@example.org"),
      request: { id, preferredTimeWindow: "any", status: "new" },
      consents: [{ waitlistRequestId: id }, { waitlistRequestId: id }],
      lead: [{ id: data.request.leadId }],
      lead_timeline_events: [{ eventName: "waitlist_submitted" }],
      analytics_events: [{ eventName: "waitlist_submitted" }],
      mails: [{ kind: "confirmation", sentAt: list.clock() }],
    });
    expect(JSON.stringify(data)).not.toContain("other@example.org");
  });

  it("keeps its consents when somebody asks again while the person leaves", async () => {
    const service = await addService(list.connection);
    for (let round = 0; round < 20; round += 1) {
      const { token } = await list.join(service.slug, email(`round${round}@example.org`));
      const end = round % 2 === 0 ? list.leaveWaitlist : list.eraseRequest;
      const [again, ended] = await Promise.all([
        list.createWaitlistRequest.execute(submission(service.slug, `round${round}@example.org`)),
        end.execute({ token, visit }),
      ]);
      expect([again.status, ended.status]).toEqual(["accepted", round % 2 === 0 ? "left" : "erased"]);
    }
    const consents = await list.db
      .select({ status: waitlistRequests.status, withdrawnAt: consentsTable.withdrawnAt })
      .from(consentsTable)
      .innerJoin(waitlistRequests, eq(consentsTable.waitlistRequestId, waitlistRequests.id))
      .where(eq(waitlistRequests.serviceId, service.id));
    expect(consents).toHaveLength(80);
    for (const { status, withdrawnAt } of consents) expect(withdrawnAt === null).toBe(status !== "closed");
  });
});
