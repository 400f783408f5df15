import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Contact } from "#app/domain/contact/contact.ts";
import { freshPostgres, postgresServer } from "#app/testing/databases.ts";
import { planOf, type Statement } from "#app/testing/plans.ts";
import { addService, submission } from "#app/testing/practice.ts";
import { seedLeads } from "#app/testing/rows/many-leads.ts";
import { seedRequests } from "#app/testing/rows/many-requests.ts";
import { email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";

/** From some thousands on PostgreSQL plans as it does for a million. */
const REQUESTS = 100_000;
const SEEDING_MS = 600_000;
/** Small tables in any practice, or in a day. */
const SMALL = new Set([
  "services",
  "practice_settings",
  "deep_links",
  "rate_limits",
  "webhook_receipts",
  "queue",
  // Rows of operators and erasures: none grows with the visitors.
  "desk_sessions",
  "sign_in_failures",
  "erasures",
  "removed_offers",
]);

const visit = { pagePath: "/waitlist/:token/", referrerHost: null, utm: {} };

describe.skipIf(!postgresServer)("a visitor among very many on PostgreSQL", () => {
  let client: postgres.Sql;
  let list: TestWaitlist;
  let slug: string;
  const asked: Statement[] = [];

  beforeAll(async () => {
    const test = await freshPostgres(postgresServer ?? "");
    await test.connection.migrate();
    slug = (await addService(test.connection)).slug;
    await addService(test.connection);
    await seedRequests(test.url, REQUESTS);
    await seedLeads(test.url, REQUESTS);
    client = postgres(test.url, { max: 1, onnotice: () => undefined });
    const logger = { logQuery: (query: string, params: unknown[]) => asked.push({ query, params }) };
    const db = drizzle(client, { casing: "snake_case", logger });
    list = await waitlistOver({ connection: { ...test.connection, db }, drop: test.drop });
  }, SEEDING_MS);
  afterAll(async () => {
    await client.end();
    await list.close();
  });

  /** What this work's statements read from the first row to the last. */
  async function readWhole(work: () => Promise<unknown>): Promise<string[]> {
    asked.length = 0;
    await work();
    const whole: string[] = [];
    for (const statement of asked.splice(0)) {
      const plan = await planOf(list.connection.run, statement);
      const tables = plan.filter(({ type }) => type === "Seq Scan").map(({ table }) => table);
      for (const table of tables) if (!SMALL.has(table)) whole.push(`${table}: ${statement.query}`);
    }
    return whole;
  }

  it.each<Contact>([
    email("anna@example.org"),
    { method: "phone", value: "+79160000000" },
    { method: "telegram", value: "anna_balance" },
  ])("is put on the list, and asks again, along indexes: $method", async (contact) => {
    const submit = () => list.createWaitlistRequest.execute({ ...submission(slug, "a@example.org"), contact });
    expect(await readWhole(submit)).toEqual([]);
    expect(await readWhole(submit)).toEqual([]);
  });

  it("sees, changes, downloads, leaves and erases by the private link along indexes", async () => {
    const { token } = await list.join(slug, email("vera@example.org"));
    const works = {
      page: () => list.getRequestPage.execute(token),
      window: () => list.changeRequest.execute({ token, change: { to: "window", window: "weekend" } }),
      stored: () => list.getStoredData.execute(token),
      leaveByContact: () => list.askToLeave.execute({ contact: email("vera@example.org") }),
      leave: () => list.leaveWaitlist.execute({ token, visit }),
      erase: () => list.eraseRequest.execute({ token, visit }),
    };
    for (const [name, work] of Object.entries(works)) expect([name, await readWhole(work)]).toEqual([name, []]);
  });

  it("is joined with a name left in another way along indexes", async () => {
    const contact = { method: "telegram", value: "lida_balance" } as const;
    const { id } = await list.join(slug, contact);
    const { leadId } = await list.row(id);
    const { leadId: other } = await list.row((await list.join(slug, email("lida@example.org"))).id);
    const adopt = () => list.database.transaction(({ leads }) => leads.adopt(String(other), contact));
    expect(await readWhole(adopt)).toEqual([]);
    expect((await list.row(id)).leadId).toBe(other);
    expect(leadId).not.toBe(other);
  });

  it("is processed every hour along indexes", async () => {
    expect(await readWhole(() => list.runRetention.execute())).toEqual([]);
  });
});
