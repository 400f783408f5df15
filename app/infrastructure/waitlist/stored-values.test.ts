import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deskAudit } from "#app/infrastructure/tables/team.ts";
import { leads, leadTimelineEvents, waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addService } from "#app/testing/practice.ts";
import { email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";

const contact = email("anna@example.org");
const BROKEN = { utm_source: { name: "anna@example.org" } };

describe.each(DATABASES)("stored JSON of the waitlist on $name", ({ open }) => {
  let list: TestWaitlist;
  let id: string;
  let leadId: string;
  beforeAll(async () => {
    list = await waitlistOver(await open());
    ({ id } = await list.join((await addService(list.connection)).slug, contact));
    leadId = (await list.row(id)).leadId ?? "";
  });
  afterAll(() => list.close());

  const filter = { statuses: ["new"] } as const;
  const now = () => list.clock();
  /** Every way by which a request is read. */
  const READS = {
    find: () => list.database.transaction((all) => all.waitlistRequests.find(id)),
    hold: () => list.database.transaction((all) => all.waitlistRequests.hold(id)),
    list: () =>
      list.database.transaction(
        async ({ desk }) => (await desk.list(filter, null, 5)).map(({ request }) => request)[0],
      ),
    person: async () => {
      const { utm: _, ...row } = await list.row(id);
      return list.database.transaction(
        async ({ desk }) => (await desk.requestsOfPerson({ ...row, utm: {} }))[0]?.request,
      );
    },
    lapse: () =>
      list.database.transaction(async ({ retention }) => {
        const lapsed = new Date(now().getTime() + 200 * 24 * 60 * 60 * 1000);
        return (await retention.due({ lapse: lapsed }, lapsed, 5))[0];
      }),
  };

  it.each(Object.entries(READS))(
    "a request is parsed by `%s`, an older one too, and a broken one throws",
    async (_, read) => {
      const store = (utm: unknown) => list.db.update(waitlistRequests).set({ utm }).where(eq(waitlistRequests.id, id));
      await store({ utm_source: "site", fbclid: "an older field" });
      expect((await read())?.utm).toEqual({ utm_source: "site" });
      await store(BROKEN);
      await expect(read()).rejects.toThrow(`waitlist_requests.utm of ${id} cannot be read: utm_source (invalid_type)`);
      await store({});
    },
  );

  it("a lead is parsed, an older one too, and a broken one throws", async () => {
    const read = () => list.database.transaction((all) => all.leads.findByContacts([contact]));
    const store = (utm: unknown) => list.db.update(leads).set({ utm }).where(eq(leads.id, leadId));
    await store({ fbclid: "an older field" });
    expect((await read())?.utm).toEqual({});
    await store(BROKEN);
    await expect(read()).rejects.toThrow(`leads.utm of ${leadId} cannot be read: utm_source (invalid_type)`);
    await store({});
  });

  it("the timeline and its notes are parsed, older entries too; a broken one throws", async () => {
    const read = () =>
      list.database.transaction(async ({ desk }) => ({
        timeline: await desk.timeline(leadId, 5),
        notes: await desk.latestNotes([{ id, leadId }]),
      }));
    const store = (properties: unknown) =>
      list.db.update(leadTimelineEvents).set({ properties, eventName: "waitlist_noted" });
    await store({ older: "field" });
    expect(await read()).toMatchObject({ timeline: [{ properties: { older: "field" } }] });
    expect((await read()).notes.get(id)?.note).toBe("");
    await store({ note: ["anna@example.org"] });
    await expect(read()).rejects.toThrow(
      /^lead_timeline_events\.properties of \S{36} cannot be read: note \(invalid_type\)$/,
    );
  });

  it("the audit log is parsed, older entries too, and a broken one throws", async () => {
    const read = () =>
      list.database.transaction(({ deskAudit: log }) => log.page({ operatorId: null, before: null }, 1));
    const entry = {
      operatorId: null,
      action: "sign_in_failed",
      subjectKind: null,
      subjectId: null,
      at: now(),
    } as const;
    await list.db.insert(deskAudit).values({ ...entry, details: { older: "field" } });
    expect(await read()).toMatchObject([{ details: { older: "field" } }]);
    await list.db.insert(deskAudit).values({ ...entry, details: { from: 5 } });
    await expect(read()).rejects.toThrow(/^desk_audit\.details of \d+ cannot be read: from \(invalid_type\)$/);
  });
});
