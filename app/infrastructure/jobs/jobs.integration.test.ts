import { v7 } from "uuid";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createLogger } from "#app/infrastructure/logger.ts";
import { DATABASES, type TestDatabase } from "#app/testing/databases.ts";
import { type JobHandlers, Jobs } from "./jobs.ts";

const JOBS = 12;

describe.each(DATABASES)("a job that fails, on $name", ({ open }) => {
  let test: TestDatabase;
  let jobs: Jobs;
  beforeEach(async () => {
    test = await open();
    jobs = new Jobs(test.connection.jobs, createLogger("silent"));
    await jobs.start();
  });
  afterEach(async () => {
    await jobs.stop();
    await test.drop();
  });

  const done = async () => undefined;
  const handlers: JobHandlers = {
    "confirm-request": () => Promise.reject(new Error("550 anna@example.org is unknown")),
    "tell-operator": done,
    "ask-renewal": done,
    "answer-leave-wish": done,
    "destroy-mails": done,
    "answer-chat": done,
    "tell-contacted": done,
    "tell-repeated": done,
    "warn-operator": done,
  };
  const failed = async () => {
    const { rows } = await test.connection.run(
      "select retry_count::int as tries, extract(epoch from start_after - started_on)::float as pause, output::text as output from pgboss.job where name = 'confirm-request' and state = 'retry'",
    );
    return rows.map((row) => Object(row));
  };

  it("is retried after doubling, spread pauses; its error's message is not stored", async () => {
    await jobs.enqueue(
      test.connection.db,
      Array.from({ length: JOBS }, () => ({ name: "confirm-request", data: { requestId: v7() } }) as const),
    );
    await jobs.work(handlers);
    for (const tries of [0, 1, 2]) {
      await expect
        .poll(async () => (await failed()).filter((job) => job.tries === tries).length, { timeout: 30_000 })
        .toBe(JOBS);
      const all = await failed();
      const pauses: number[] = all.map(({ pause }) => pause);
      expect(Math.min(...pauses)).toBeGreaterThanOrEqual(2 ** (tries + 1));
      expect(Math.max(...pauses) - Math.min(...pauses)).toBeGreaterThan(0.2 * 2 ** tries);
      for (const { output } of all) expect(output).not.toContain("anna");
      await test.connection.run("update pgboss.job set start_after = now() where state = 'retry'");
    }
  });
});

describe.each(DATABASES)("jobs that are over, on $name", ({ open }) => {
  it("are archived after a day and deleted after thirty more, also those nobody took", {
    timeout: 90_000,
  }, async () => {
    const test = await open();
    const jobs = new Jobs(test.connection.jobs, createLogger("silent"));
    try {
      await jobs.start();
      const { run } = test.connection;
      const add = (requestId: string, more: string) =>
        run(
          `insert into pgboss.job (name, data, state, completed_on, keep_until) select 'tell-operator', $1::jsonb, ${more}`,
          [JSON.stringify({ requestId })],
        );
      await add("done", "'completed', now() - interval '25 hours', now()");
      await add("failed", "'failed', now() - interval '25 hours', now()");
      await add("untaken", "'created', null, now() - interval '1 minute'");
      await add("recent", "'completed', now() - interval '23 hours', now() + interval '1 day'");
      await add("old", "'completed', now(), now()");
      await run(
        `with moved as (delete from pgboss.job where data->>'requestId' = 'old' returning *)
          insert into pgboss.archive select *, now() - interval '31 days' from moved`,
      );
      const idsIn = async (table: "job" | "archive") => {
        const { rows } = await run(
          `select data->>'requestId' as id from pgboss.${table} where name = 'tell-operator' order by 1`,
        );
        return rows.map((row) => Object(row).id);
      };
      await expect
        .poll(async () => [await idsIn("job"), await idsIn("archive")], { timeout: 60_000 })
        .toEqual([["recent"], ["done", "failed", "untaken"]]);
    } finally {
      await jobs.stop();
      await test.drop();
    }
  });
});

it("jobs end with the app, even where the database no longer says a word", async () => {
  const test = await DATABASES[0]?.open();
  if (!test || !("db" in test.connection.jobs)) throw new Error("the embedded database is not there");
  const { db } = test.connection.jobs;
  let asked = 0;
  let silent = false;
  const executeSql = (text: string, values?: unknown[]) => {
    if (!silent) return db.executeSql(text, values);
    asked += 1;
    return new Promise<never>(() => undefined);
  };
  const jobs = new Jobs({ db: { executeSql } }, createLogger("silent"));
  await jobs.start();
  await jobs.workHourly(async () => undefined);
  silent = true;
  await expect.poll(() => asked, { timeout: 10_000 }).toBeGreaterThan(0);
  vi.useFakeTimers();
  try {
    const stopped = jobs.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    await stopped;
  } finally {
    vi.useRealTimers();
    await test.drop();
  }
});
