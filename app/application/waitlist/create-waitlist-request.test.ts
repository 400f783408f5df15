import { eq } from "drizzle-orm";
import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database, Repositories } from "#app/application/ports/database.ts";
import { Jobs } from "#app/infrastructure/jobs/jobs.ts";
import { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { privateLinks } from "#app/infrastructure/keys/private-links.ts";
import { createLogger } from "#app/infrastructure/logger.ts";
import { transactionalDatabase } from "#app/infrastructure/repositories.ts";
import { analyticsEvents } from "#app/infrastructure/tables/insight.ts";
import {
  consents as consentsTable,
  leadIdentities,
  leads,
  leadTimelineEvents,
  waitlistRequests,
} from "#app/infrastructure/tables/waitlist.ts";
import { DATABASES, type TestDatabase } from "#app/testing/databases.ts";
import { addService, archiveService, submission, testKeys } from "#app/testing/practice.ts";
import { CreateOrUpdateLeadUseCase } from "./create-or-update-lead.ts";
import { CreateWaitlistRequestUseCase } from "./create-waitlist-request.ts";

const documents = {
  personal_data: { type: "personal_data", version: "2026-11-23", sha256: "a".repeat(64) },
  communications: { type: "communications", version: "2026-11-23", sha256: "b".repeat(64) },
} as const;
const WRITTEN = [
  "waitlist_requests",
  "leads",
  "lead_identities",
  "lead_timeline_events",
  "consents",
  "analytics_events",
  "pgboss.job",
];

describe.each(DATABASES)("the waitlist on $name", ({ open }) => {
  let test: TestDatabase;
  let jobs: Jobs;
  let database: Database;
  const keys = testKeys();
  const cipher = new ContactCipher(keys);
  const clock = () => new Date("2026-11-23T09:00:00Z");
  const ids = { uuid: () => v7(), deepLink: () => "AAAAAAAA" };
  const creation = (over: Database) =>
    new CreateWaitlistRequestUseCase({
      database: over,
      createOrUpdateLead: new CreateOrUpdateLeadUseCase({ ids, clock }),
      documents,
      ids,
      clock,
    });

  beforeAll(async () => {
    test = await open();
    await test.connection.migrate();
    jobs = new Jobs(test.connection.jobs, createLogger("silent"));
    await jobs.start();
    database = transactionalDatabase(test.connection.db, {
      cipher,
      links: privateLinks(keys.link),
      enqueue: (db, list) => jobs.enqueue(db, list),
      ready: () => true,
    });
  });
  afterAll(async () => {
    await jobs.stop();
    await test.drop();
  });

  const counts = async () => {
    const entries = await Promise.all(
      WRITTEN.map(async (table) => {
        const { rows } = await test.connection.run(`select count(*)::int as n from ${table}`);
        return [table, rows] as const;
      }),
    );
    return JSON.stringify(entries);
  };
  const requestsOf = (email: string) => {
    const { value } = cipher.fingerprint({ method: "email", value: email });
    return test.connection.db.select().from(waitlistRequests).where(eq(waitlistRequests.contactFingerprint, value));
  };

  it("writes request, lead, identity, timeline, both consents, event and jobs", async () => {
    const service = await addService(test.connection);
    const command = submission(service.slug, "anna@example.org", {
      visit: { pagePath: "/booking/no-slots/", referrerHost: "t.me", utm: { utm_source: "tg" } },
    });
    expect(await creation(database).execute(command)).toMatchObject({ status: "accepted" });

    const [request] = await requestsOf("anna@example.org");
    expect(request).toMatchObject({
      status: "new",
      preferredTimeWindow: "any",
      preferredContactMethod: "email",
      utm: { utm_source: "tg" },
      source: "web",
    });
    const leadId = request?.leadId ?? "";
    const db = test.connection.db;
    const [lead] = await db.select().from(leads).where(eq(leads.id, leadId));
    expect(lead).toMatchObject({ status: "new", source: "waitlist", utm: { utm_source: "tg" } });
    const identities = await db.select().from(leadIdentities).where(eq(leadIdentities.leadId, leadId));
    expect(identities).toHaveLength(1);
    const timeline = await db.select().from(leadTimelineEvents).where(eq(leadTimelineEvents.leadId, leadId));
    expect(timeline.map(({ eventName, properties }) => [eventName, properties])).toEqual([
      ["waitlist_submitted", { service_slug: service.slug, preferred_time_window: "any" }],
    ]);
    const consents = await db
      .select()
      .from(consentsTable)
      .where(eq(consentsTable.waitlistRequestId, request?.id ?? ""));
    expect(
      consents.map(({ type, documentVersion, documentSha256, method, page }) => ({
        type,
        documentVersion,
        documentSha256,
        method,
        page,
      })),
    ).toEqual(
      expect.arrayContaining([
        {
          type: "personal_data",
          documentVersion: "2026-11-23",
          documentSha256: "a".repeat(64),
          method: "web_form",
          page: "/booking/no-slots/",
        },
        {
          type: "communications",
          documentVersion: "2026-11-23",
          documentSha256: "b".repeat(64),
          method: "web_form",
          page: "/booking/no-slots/",
        },
      ]),
    );
    const events = await db.select().from(analyticsEvents).where(eq(analyticsEvents.leadId, leadId));
    expect(events).toMatchObject([
      {
        eventName: "waitlist_submitted",
        referrerHost: "t.me",
        properties: { service_slug: service.slug, preferred_contact: "email", preferred_time_window: "any" },
      },
    ]);
    const { rows } = await test.connection.run(
      "select name, data from pgboss.job where data->>'requestId' = $1 order by name",
      [request?.id],
    );
    expect(rows).toEqual([
      { name: "confirm-request", data: { requestId: request?.id } },
      { name: "tell-operator", data: { requestId: request?.id, about: "request" } },
    ]);
  });

  it("a repeat updates the row: consents and both windows recorded, no second event", async () => {
    const service = await addService(test.connection);
    await creation(database).execute(submission(service.slug, "boris@example.org"));
    await creation(database).execute(submission(service.slug, "boris@example.org", { preferredTimeWindow: "weekend" }));

    const requests = await requestsOf("boris@example.org");
    expect(requests).toMatchObject([{ preferredTimeWindow: "weekend" }]);
    const leadId = requests[0]?.leadId ?? "";
    const db = test.connection.db;
    const timeline = await db
      .select()
      .from(leadTimelineEvents)
      .where(eq(leadTimelineEvents.leadId, leadId))
      .orderBy(leadTimelineEvents.id);
    expect(timeline.map(({ eventName, properties }) => [eventName, properties])).toEqual([
      ["waitlist_submitted", { service_slug: service.slug, preferred_time_window: "any" }],
      [
        "waitlist_repeated",
        { service_slug: service.slug, preferred_time_window: "weekend", previous_time_window: "any" },
      ],
    ]);
    expect(
      await db
        .select()
        .from(consentsTable)
        .where(eq(consentsTable.waitlistRequestId, requests[0]?.id ?? "")),
    ).toHaveLength(4);
    expect(await db.select().from(analyticsEvents).where(eq(analyticsEvents.leadId, leadId))).toHaveLength(1);
  });

  it("a person waiting for another service has a second request with the same lead", async () => {
    const [first, second] = [await addService(test.connection), await addService(test.connection)];
    await creation(database).execute(submission(first.slug, "vera@example.org"));
    await creation(database).execute(submission(second.slug, "vera@example.org"));
    const requests = await requestsOf("vera@example.org");
    expect(requests).toHaveLength(2);
    expect(new Set(requests.map(({ leadId }) => leadId)).size).toBe(1);
  });

  it("20 identical concurrent requests make one row and one lead", async () => {
    const service = await addService(test.connection);
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => creation(database).execute(submission(service.slug, "gleb@example.org"))),
    );
    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(["accepted"]));
    const requests = await requestsOf("gleb@example.org");
    expect(requests).toHaveLength(1);
    const consents = await test.connection.db
      .select()
      .from(consentsTable)
      .where(eq(consentsTable.waitlistRequestId, requests[0]?.id ?? ""));
    expect(consents).toHaveLength(40);
    const events = await test.connection.db
      .select()
      .from(analyticsEvents)
      .where(eq(analyticsEvents.leadId, requests[0]?.leadId ?? ""));
    expect(events).toHaveLength(1);
  });

  it("a failure at any step leaves no rows", async () => {
    const service = await addService(test.connection);
    const before = await counts();
    let steps = 0;
    for (let failing = 1; ; failing += 1) {
      const outcome = await creation(faultyAt(database, failing))
        .execute(submission(service.slug, "dina@example.org"))
        .catch((error: unknown) => (error instanceof PlantedFault ? "fault" : Promise.reject(error)));
      if (outcome !== "fault") break;
      steps = failing;
      expect(await counts()).toBe(before);
    }
    expect(steps).toBe(12);
    expect(await requestsOf("dina@example.org")).toHaveLength(1);
  });

  it("a suspect is quarantined, changes no other row, and does not block the person", async () => {
    const service = await addService(test.connection);
    const leadsBefore = await test.connection.db.$count(leads);
    await creation(database).execute(submission(service.slug, "egor@example.org", { suspect: true }));
    const [suspect] = await requestsOf("egor@example.org");
    expect(suspect).toMatchObject({ leadId: null, quarantinedAt: clock() });
    expect(await test.connection.db.$count(leads)).toBe(leadsBefore);

    await creation(database).execute(submission(service.slug, "egor@example.org", { preferredTimeWindow: "weekend" }));
    const requests = await requestsOf("egor@example.org");
    expect(
      requests.map(({ quarantinedAt, preferredTimeWindow }) => [quarantinedAt !== null, preferredTimeWindow]).sort(),
    ).toEqual([
      [false, "weekend"],
      [true, "any"],
    ]);
  });

  it("an unknown, archived or paused service accepts no request", async () => {
    const archived = await addService(test.connection);
    await archiveService(test.connection, archived.slug);
    const paused = await addService(test.connection, { waitlistOpen: false });
    const before = await counts();
    expect(await creation(database).execute(submission("no-such", "zoya@example.org"))).toEqual({
      status: "unknown-service",
    });
    expect(await creation(database).execute(submission(archived.slug, "zoya@example.org"))).toEqual({
      status: "unknown-service",
    });
    expect(await creation(database).execute(submission(paused.slug, "zoya@example.org"))).toEqual({
      status: "waitlist-paused",
    });
    expect(await counts()).toBe(before);
  });

  it("no column of any table contains a contact in plain text", async () => {
    const service = await addService(test.connection);
    await creation(database).execute(submission(service.slug, "canary.secret@example.org"));
    const { rows } = await test.connection.run(
      "select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'",
    );
    for (const row of rows) {
      const { name } = row as { name: string };
      const dump = await test.connection.run(`select coalesce(string_agg(t::text, ' '), '') as text from ${name} t`);
      for (const form of [
        "canary.secret",
        Buffer.from("canary.secret").toString("base64").slice(0, 16),
        Buffer.from("canary.secret").toString("hex"),
      ]) {
        expect(JSON.stringify(dump.rows), name).not.toContain(form);
      }
    }
  });
});

class PlantedFault extends Error {}

/** Throws at the n-th repository call within the transaction. */
function faultyAt(database: Database, failing: number): Database {
  let calls = 0;
  const counted = <Target extends object>(target: Target): Target =>
    new Proxy(target, {
      get(of, name, receiver) {
        const member: unknown = Reflect.get(of, name, receiver);
        if (typeof member === "function") {
          return (...given: unknown[]) => {
            calls += 1;
            if (calls === failing) return Promise.reject(new PlantedFault());
            return Reflect.apply(member, of, given);
          };
        }
        return typeof member === "object" && member !== null ? counted(member) : member;
      },
    });
  return { transaction: (work) => database.transaction((repositories: Repositories) => work(counted(repositories))) };
}
