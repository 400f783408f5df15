import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { createApp } from "#app/composition.server.ts";
import { DATABASES, type TestDatabase } from "#app/testing/databases.ts";
import { addOperator } from "#app/testing/desk.ts";
import { testConfig } from "#app/testing/practice.ts";
import { badgesOf } from "#app/views/people/desk-badges.ts";

/** Monday noon in Moscow. */
const NOW = new Date("2026-11-23T09:00:00Z");
const keys = testConfig("").keys;
const sum = (counts: number[]) => counts.reduce((all, each) => all + each, 0);

async function withDemo(
  test: TestDatabase,
  overrides: Partial<Parameters<typeof createApp>[0]>,
  work: (app: Awaited<ReturnType<typeof createApp>>, outbox: string) => Promise<void>,
) {
  const dir = await mkdtemp(path.join(tmpdir(), "no-slots-demo-"));
  const config = testConfig(dir, { keys, demoPast: true, ...overrides });
  // The database outlives the app: the next start finds what this one left.
  const connection = { ...test.connection, close: async () => undefined };
  const app = await createApp(config, { connection, clock: () => NOW });
  await app.start();
  try {
    await work(app, path.join(dir, "outbox"));
  } finally {
    await app.close();
    await rm(dir, { recursive: true, force: true });
  }
}

describe.each(DATABASES)("the demo on $name", ({ open }) => {
  it("has a working morning on its list, mails nobody, and a second start adds nothing", async () => {
    const test = await open();
    // Without the hourly job: the real clock may reach its minute meanwhile.
    const counts = async () => {
      const { rows } = await test.connection.run(
        "select (select count(*) from waitlist_requests)::int as requests, (select count(distinct waitlist_request_id) from consents)::int as stories, (select count(*) from leads)::int as leads, (select count(*) from lead_timeline_events)::int as happened, (select count(*) from consents)::int as consents, (select count(*) from desk_audit)::int as audited, (select count(*) from analytics_events_each)::int as events, (select count(*) from pgboss.job where name not like '\\_\\_%' and name not in (select name from pgboss.schedule))::int as jobs",
      );
      return rows[0];
    };
    try {
      let first: unknown;
      await withDemo(test, {}, async (app, outbox) => {
        const states: Record<string, number> = {};
        for (const status of ["new", "contacted", "closed"] as const) {
          for (const quarantined of [false, true]) {
            const page = await app.listRequests.execute({ filter: { statuses: [status], quarantined }, after: null });
            if (page.status !== "listed") throw new Error(page.status);
            for (const { label } of page.requests.flatMap(({ request }) => badgesOf(request, NOW, "Europe/Moscow")))
              states[label] = (states[label] ?? 0) + 1;
          }
        }
        expect(Object.keys(states).sort()).toEqual(
          [
            "просили снова 22\u00a0ноября",
            ...[
              "ждёт",
              "связались",
              "просрочено",
              "на\u00a0паузе",
              "похоже на\u00a0спам",
              "почта не\u00a0доходит",
              "просят убрать",
            ],
            ...["закрыта: записались", "закрыта: время не\u00a0подошло", "закрыта: попросили убрать из\u00a0листа"],
            ...["закрыта: спам", "закрыта: срок истёк"],
          ].sort(),
        );
        expect(states.просрочено).toBeGreaterThan(1);
        expect(states.ждёт).toBeGreaterThan(10);

        const { rows } = await test.connection.run("select id from operators limit 1");
        const contact = { method: "email", value: "anna@example.org" } as const;
        const anna = await app.findByContact.execute({ contact, operatorId: String(Object(rows[0]).id) });
        const page = await app.getPerson.execute("requestId" in anna ? anna.requestId : "");
        expect(page?.others).toHaveLength(1);
        expect(page?.consents).toHaveLength(4);
        expect(page?.deliveries.map(({ sentAt }) => sentAt !== null)).toEqual([true, true]);
        const { demand, answers, measures } = await app.getInsight.execute({ from: null, to: null });
        expect(demand.length).toBeGreaterThan(2);
        expect(answers.people?.groups.length).toBeGreaterThan(0);
        expect(answers.seconds).not.toBeNull();
        // Requests and answers cover the same people, and most of them were answered.
        const asked = sum(measures.submits.periods.map(({ count }) => count ?? 0));
        expect(
          sum([...(answers.people?.groups ?? []), { count: answers.people?.rest ?? 0 }].map((each) => each.count)),
        ).toBe(asked);
        expect(answers.people?.groups.find(({ key }) => key === "next_day")?.count).toBeGreaterThan(asked / 3);
        expect(answers.services).toHaveLength(2);

        first = await counts();
        expect(first).toMatchObject({ requests: 153, stories: 25, jobs: 0 });
        const past = await test.connection.run(
          "select count(*)::int as people, count(*) filter (where status <> 'closed')::int as open, count(encrypted_contact_value)::int as contacts, count(contacted_at)::int as answered from waitlist_requests where id not in (select waitlist_request_id from consents)",
        );
        expect(past.rows).toEqual([{ people: 128, open: 0, contacts: 0, answered: 103 }]);
        expect(await readdir(outbox).catch(() => [])).toEqual([]);
        await app.runRetention.execute();
        expect(await counts()).toEqual(first);
      });
      await withDemo(test, {}, async () => expect(await counts()).toEqual(first));
    } finally {
      await test.drop();
    }
  });

  it("a demo without a past, and a real practice, even started as a demo, has nobody", async () => {
    const test = await open();
    const anybody =
      "select 1 from waitlist_requests union all select 1 from analytics_events union all select 1 from operators";
    try {
      await withDemo(test, { demoPast: false }, async (app) => {
        expect((await app.connection.run("select 1 from services")).rows).toHaveLength(3);
        expect((await app.connection.run(anybody)).rows).toEqual([]);
      });
      await withDemo(test, { demo: false, demoPast: true }, async (app) =>
        expect((await app.connection.run(anybody)).rows).toEqual([]),
      );
      const { id } = await addOperator(test.connection);
      await withDemo(test, {}, async (app) => {
        expect((await app.connection.run("select id from operators")).rows).toEqual([{ id }]);
        expect((await app.connection.run(anybody)).rows).toHaveLength(1);
      });
    } finally {
      await test.drop();
    }
  });
});
