import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GetChatQuery } from "#app/application/chat/get-chat.ts";
import { GetInsightQuery } from "#app/application/insight/get-insight.ts";
import { AdvanceFillingUseCase } from "#app/application/offers/filling/advance-filling.ts";
import { PreviewFillingQuery } from "#app/application/offers/filling/preview-filling.ts";
import { StartFillingUseCase } from "#app/application/offers/filling/start-filling.ts";
import { FindByContactUseCase } from "#app/application/people/find-by-contact.ts";
import { GetPersonQuery } from "#app/application/people/get-person.ts";
import { type ListCommand, ListRequestsQuery } from "#app/application/people/list-requests.ts";
import { GetAuditQuery } from "#app/application/team/get-audit.ts";
import { GetServicesQuery } from "#app/application/timetable/get-services.ts";
import { GetTimePageQuery } from "#app/application/timetable/get-time-page.ts";
import { LONGEST_WEEKS } from "#app/domain/insight/insight.ts";
import { OPEN_STATUSES } from "#app/domain/people/operator-work.ts";
import { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { privateLinks } from "#app/infrastructure/keys/private-links.ts";
import { transactionalDatabase } from "#app/infrastructure/repositories.ts";
import { freshPostgres, postgresServer } from "#app/testing/databases.ts";
import { addOperator } from "#app/testing/desk.ts";
import { type PlanNode, planOf, type Statement } from "#app/testing/plans.ts";
import { addService, testKeys } from "#app/testing/practice.ts";
import { seedLeads } from "#app/testing/rows/many-leads.ts";
import { seedRequests } from "#app/testing/rows/many-requests.ts";

const REQUESTS = 1_000_000;
const SEEDING_MS = 600_000;
/** Small tables in any practice. */
const SMALL = new Set(["services", "practice_settings", "operators"]);
/** The contacts of so many people are looked up. */
const WITH_CONTACTS = 20_000;
/** The page of a person may be sorted; a whole table may not. */
const SORTED_AT_MOST = 20_000;
/** An hour is freed every hour. */
const HOURS_A_WEEK = 7 * 24;
/** Six a minute: a week's requests, of which a fortieth is quarantined. */
const A_WEEK = (7 * 24 * 60 * 6 * 39) / 40;

/** Views are looked up in their base table; everything else in an index. */
const READ_FOR_NUMBERS = new Set([
  "Index Only Scan waitlist_requests",
  "Index Only Scan lead_timeline_events",
  "Index Only Scan analytics_events",
  "Bitmap Heap Scan analytics_events",
  "Index Scan analytics_events",
  "Index Scan analytics_event_batches",
  "Bitmap Heap Scan analytics_event_batches",
]);
/** Hours and their offers are read from the weeks outward, in whichever way the planner joins few rows. */
const OF_OFFERS = new Set(["slot_fillings", "offers", "availability_slots"]);

describe.skipIf(!postgresServer)("at a million requests on PostgreSQL", () => {
  let test: Awaited<ReturnType<typeof freshPostgres>>;
  let client: postgres.Sql;
  let parts: { database: ReturnType<typeof transactionalDatabase>; clock(): Date };
  let serviceSlug: string;
  const asked: Statement[] = [];
  const id = "00000000-0000-7000-8000-000000000001";
  const answerBy = new Date("2026-11-25T00:00:00Z");

  beforeAll(async () => {
    test = await freshPostgres(postgresServer ?? "");
    await test.connection.migrate();
    serviceSlug = (await addService(test.connection)).slug;
    await addService(test.connection);
    await seedRequests(test.url, REQUESTS);
    await seedLeads(test.url, WITH_CONTACTS);
    client = postgres(test.url, { max: 1, onnotice: () => undefined });
    const logger = { logQuery: (query: string, params: unknown[]) => asked.push({ query, params }) };
    const keys = testKeys();
    const database = transactionalDatabase(drizzle(client, { casing: "snake_case", logger }), {
      cipher: new ContactCipher(keys),
      links: privateLinks(keys.link),
      enqueue: async () => undefined,
      ready: () => true,
    });
    parts = { database, clock: () => new Date("2026-11-23T09:00:00Z") };
  }, SEEDING_MS);
  afterAll(async () => {
    await client.end();
    await test.drop();
  });

  /** What the page's own statements, with their real parameters, scan or sort as a whole. */
  async function wasteOf(page: Promise<unknown>): Promise<string[]> {
    await page;
    const waste: string[] = [];
    for (const statement of asked.splice(0)) {
      const { query } = statement;
      for (const { type, table, rows: found, inner } of await planOf(test.connection.run, statement)) {
        if (type === "Seq Scan" && !SMALL.has(table)) waste.push(`${type} on ${table}: ${query}`);
        const sorted = inner[0]?.rows ?? found;
        if (type.endsWith("Sort") && sorted > SORTED_AT_MOST) waste.push(`${type} of ${sorted}: ${query}`);
      }
    }
    return waste;
  }

  const FILTERS: Partial<ListCommand["filter"]>[] = [
    {},
    { statuses: ["contacted"] },
    { statuses: ["closed"] },
    { overdue: true },
    { timeWindow: "weekend" },
    { contactMethod: "telegram" },
    { timeWindow: "weekday_evening", contactMethod: "phone", overdue: true },
    { quarantined: true },
    { unreachable: true },
    { leaving: true },
    { paused: true },
    { paused: true, contactMethod: "email", timeWindow: "any" },
    { statuses: OPEN_STATUSES, unreachable: true },
    { statuses: OPEN_STATUSES, leaving: true },
    { statuses: OPEN_STATUSES, paused: true },
  ];

  it.each(FILTERS)("the list is read along an index, in its order: %o", async (filter) => {
    for (const more of [{}, { serviceSlug }]) {
      const page = new ListRequestsQuery(parts).execute({
        filter: { statuses: ["new"], ...filter, ...more },
        after: { answerBy, id },
      });
      expect(await wasteOf(page)).toEqual([]);
      expect(await page).toMatchObject({ status: "listed" });
    }
  });

  it("the next step of a filling uses indexes and reads the front of the line", async () => {
    const { id: operatorId } = await addOperator(test.connection);
    const slotId = "00000000-0000-7000-8000-000000000064";
    let made = 0;
    const ids = {
      uuid: () => {
        made += 1;
        return `00000000-0000-7000-a000-${String(made).padStart(12, "0")}`;
      },
      deepLink: () => "AAAAAAAA",
    };
    const offers = { ...parts, ids, timetable: { invalidate: () => undefined } };
    // The person who has waited longest may be written to.
    await test.connection.run(`insert into consents
      (id, waitlist_request_id, type, document_version, document_sha256, granted_at, method, page)
      select gen_random_uuid(), id, 'communications', '2026-11-23', repeat('a', 64), created_at, 'web_form', '/'
      from (select id, created_at from waitlist_requests order by created_at limit 5000) longest`);
    await test.connection.run(`insert into leads (id, status, source, utm, created_at, updated_at)
      select lead_id, 'new', 'waitlist', '{}', created_at, created_at
      from waitlist_requests order by created_at limit 5000 on conflict do nothing`);
    const preview = new PreviewFillingQuery(parts).execute({ operatorId, slotId });
    expect(await wasteOf(preview)).toEqual([]);
    expect(await preview).toMatchObject({ status: "preview", complete: false, decision: { step: { kind: "offer" } } });
    const start = new StartFillingUseCase(offers).execute({ operatorId, slotId, weekly: false });
    expect(await wasteOf(start)).toEqual([]);
    const started = await start;
    if (started.status !== "started") throw new Error(started.status);
    expect(await wasteOf(new AdvanceFillingUseCase(offers).execute(started))).toEqual([]);
  });

  it("a person, their chat and the search by contact use indexes", async () => {
    const person = new GetPersonQuery(parts).execute(id);
    expect(await wasteOf(person)).toEqual([]);
    expect(await person).toMatchObject({ chat: "open", timeline: [{ waitlistRequestId: id }] });
    const chat = new GetChatQuery(parts).execute(id);
    expect(await wasteOf(chat)).toEqual([]);
    expect(await chat).toMatchObject({ sent: [{ prepared: "time_appeared" }] });
    const writing = parts.database.transaction(({ chats }) => chats.findOpen({ method: "telegram", value: "anna" }));
    expect(await wasteOf(writing)).toEqual([]);
    const { id: operatorId } = await addOperator(test.connection);
    const contact = { method: "email", value: "a@example.org" } as const;
    const search = new FindByContactUseCase(parts).execute({ contact, operatorId });
    expect(await wasteOf(search)).toEqual([]);
  });

  it("who is to be called on the promised day is found by indexes", async () => {
    const now = parts.clock();
    const calls = parts.database.transaction(({ deliveries }) => deliveries.promised(now, 50));
    expect(await wasteOf(calls)).toEqual([]);
    expect(await calls).toHaveLength(50);
  });

  it("the week with who waits for it, and the services use indexes", async () => {
    const asked = { span: "week", date: "2026-11-23", serviceSlug } as const;
    const week = new GetTimePageQuery(parts).execute({ ...asked, until: null, after: null });
    expect(await wasteOf(week)).toEqual([]);
    const { requests, total, next } = (await week).waiting;
    expect(requests).toHaveLength(20);
    expect(total).toBe(1_000);
    const behind = new GetTimePageQuery(parts).execute({ ...asked, until: "2027-11-23", after: next });
    expect(await wasteOf(behind)).toEqual([]);
    expect((await behind).waiting.requests).toHaveLength(20);
    expect(await wasteOf(new GetServicesQuery(parts).execute())).toEqual([]);
  });

  it.each([
    { asked: { from: null, to: null }, weeks: 4, people: 4 * A_WEEK },
    { asked: { from: "2026-08-24", to: "2026-11-22" }, weeks: LONGEST_WEEKS, people: LONGEST_WEEKS * A_WEEK },
  ])("numbers of $weeks weeks read each week once, from the index alone, unsorted", async (range) => {
    const numbers = await new GetInsightQuery(parts).execute(range.asked);
    const { groups = [], rest } = numbers.answers.people ?? {};
    expect(groups.reduce((sum, { count }) => sum + count, rest ?? 0)).toBe(range.people);
    const plans: PlanNode[] = [];
    for (const statement of asked.splice(0)) plans.push(...(await planOf(test.connection.run, statement, true)));
    const read = plans.filter(({ table }) => table !== "" && !SMALL.has(table));
    const tables = read.filter(({ table }) => !OF_OFFERS.has(table));
    const hours = read.filter(({ table }) => OF_OFFERS.has(table));
    expect(hours.filter(({ type }) => type === "Seq Scan")).toEqual([]);
    expect(Math.max(...hours.map((each) => each.read))).toBeLessThanOrEqual(HOURS_A_WEEK);
    expect(new Set(tables.map(({ type, table }) => `${type} ${table}`))).toEqual(READ_FOR_NUMBERS);
    const weeks = tables.filter((each) => each.table === "waitlist_requests" && each.read === A_WEEK);
    expect(weeks).toHaveLength(range.weeks);
    expect(Math.max(...plans.filter(({ type }) => type.endsWith("Sort")).map(({ rows }) => rows))).toBe(A_WEEK);
  });

  it("the audit log is read along an index, whole or per operator, on any page", async () => {
    const audit = new GetAuditQuery(parts);
    for (const role of ["owner", "assistant"] as const) {
      const operator = await addOperator(test.connection, role);
      for (const before of [null, 10_000]) expect(await wasteOf(audit.execute(operator, before))).toEqual([]);
    }
  });
});
