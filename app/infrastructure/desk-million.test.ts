import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insightOf } from "#app/application/desk/get-insight.ts";
import { GetTimePageQuery } from "#app/application/desk/get-time-page.ts";
import type { RequestFilter } from "#app/application/desk/ports.ts";
import type { Database } from "#app/application/ports.ts";
import { ContactCipher } from "./contact-cipher.ts";
import { consentsQuery, lastActQuery, mailsQuery, timelineQuery } from "./desk-history.ts";
import { contactQuery, listQuery, personQuery } from "./desk-requests.ts";
import { privateLinks } from "./private-links.ts";
import { repositoriesOver } from "./repositories.ts";
import { waitlistRequests } from "./schema.ts";
import { freshPostgres, postgresServer } from "./testing/databases.ts";
import { seedRequests } from "./testing/many-requests.ts";
import { addService, testKeys } from "./testing/practice.ts";
import { requestColumns } from "./waitlist-requests.ts";

const REQUESTS = 1_000_000;
const SEEDING_MS = 120_000;

/** Everything of a plan by its kind, such as `Seq Scan on waitlist_requests`. */
function nodesOf(plan: unknown): { type: string; relation: string; index: string }[] {
  if (Array.isArray(plan)) return plan.flatMap(nodesOf);
  if (typeof plan !== "object" || plan === null) return [];
  const { "Node Type": type, "Relation Name": relation, "Index Name": index } = Object(plan);
  const here = typeof type === "string" ? [{ type, relation: String(relation ?? ""), index: String(index ?? "") }] : [];
  return [...here, ...Object.values(plan).flatMap((value) => (typeof value === "object" ? nodesOf(value) : []))];
}

describe.skipIf(!postgresServer)("at a million requests on PostgreSQL", () => {
  let test: Awaited<ReturnType<typeof freshPostgres>>;
  let serviceId: string;
  const cipher = new ContactCipher(testKeys());
  const id = "00000000-0000-7000-8000-000000000001";
  const leadId = "00000000-0000-7000-9000-000000000001";

  beforeAll(async () => {
    test = await freshPostgres(postgresServer ?? "");
    await test.connection.migrate();
    serviceId = (await addService(test.connection)).id;
    await addService(test.connection);
    await seedRequests(test.url, REQUESTS);
  }, SEEDING_MS);
  afterAll(() => test.drop());

  async function plan(query: { toSQL(): { sql: string; params: unknown[] } }) {
    const { sql, params } = query.toSQL();
    const { rows } = await test.connection.run(`explain (format json) ${sql}`, params);
    return nodesOf(rows);
  }

  const list = (filter: Partial<RequestFilter>) =>
    listQuery(test.connection.db, { status: "new", ...filter }, { answerBy: new Date("2026-11-25T00:00:00Z"), id }, 51);
  const FILTERS: Partial<RequestFilter>[] = [
    {},
    { status: "contacted" },
    { status: "closed" },
    { overdueAt: new Date("2026-11-26T00:00:00Z") },
    { timeWindow: "weekend" },
    { contactMethod: "telegram" },
    { timeWindow: "weekday_evening", contactMethod: "phone", overdueAt: new Date("2026-11-26T00:00:00Z") },
    { quarantined: true },
    { unreachable: true },
    { leaving: true },
    { paused: true },
    { paused: true, contactMethod: "email", timeWindow: "any" },
  ];

  it.each(FILTERS)("the list reads an index in its order, and sorts nothing: %o", async (filter) => {
    for (const asked of [filter, { ...filter, serviceId }]) {
      const nodes = await plan(list(asked));
      expect(nodes.filter(({ type, relation }) => type === "Seq Scan" && relation === "waitlist_requests")).toEqual([]);
      expect(nodes.map(({ type }) => type)).not.toContain("Sort");
      expect(nodes.filter(({ relation, index }) => relation === "waitlist_requests" && index === "")).toEqual([]);
    }
  });

  it("the week and the numbers look nothing through: all that their pages ask is found by indexes", async () => {
    const now = new Date("2026-11-23T09:00:00Z");
    const links = privateLinks(testKeys().link);
    const scanned = await test.connection.db.transaction(async (tx) => {
      const repositories = repositoriesOver(tx, { cipher, links, enqueue: async () => undefined });
      // What workers beside the session read would be counted elsewhere.
      await tx.execute(sql`set local max_parallel_workers_per_gather = 0`);
      const database: Database = { transaction: (work) => work(repositories) };
      const week = await new GetTimePageQuery({ database, clock: () => now }).execute("2026-11-23");
      const numbers = await insightOf(repositories, { from: "2026-11-20", to: "2026-11-23" }, now);
      expect(week.waiting.requests).toHaveLength(20);
      expect(numbers.measures.views.periods).toHaveLength(4);
      expect(numbers.answerTime?.people).toBeGreaterThan(1_000);
      const name = sql<string>`relname`;
      return tx.select({ name }).from(sql`pg_stat_xact_user_tables`).where(sql`seq_scan > 0`);
    });
    // Two tables that have a handful of rows in any practice.
    const read = scanned.map(({ name }) => name);
    expect(read.filter((name) => name !== "services" && name !== "practice_settings")).toEqual([]);
  });

  it("a person's page and the search look nothing through", async () => {
    const { db } = test.connection;
    const [request] = await db.select(requestColumns).from(waitlistRequests).where(eq(waitlistRequests.id, id));
    if (!request) throw new Error("it was seeded");
    expect(request.leadId).toBe(leadId);
    for (const query of [
      personQuery(db, request),
      contactQuery(db, cipher, { method: "email", value: "a@example.org" }),
      timelineQuery(db, leadId, 200),
      consentsQuery(db, [id, leadId]),
      mailsQuery(db, [id, leadId]),
      lastActQuery(db, id, new Date()),
    ]) {
      const nodes = await plan(query);
      const scanned = nodes.filter(({ type }) => type === "Seq Scan").map(({ relation }) => relation);
      expect(scanned.filter((relation) => relation !== "services" && relation !== "operators")).toEqual([]);
    }
  });
});
