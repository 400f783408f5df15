import { v7 } from "uuid";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { createLogger } from "#app/infrastructure/logger.ts";
import { DATABASES, type TestDatabase } from "#app/testing/databases.ts";
import { IDLE_JOBS } from "#app/testing/idle-jobs.ts";
import { JOB_NAMES, JOB_REGISTRY, type JobRegistry } from "./job-registry.ts";
import { type JobHandlers, Jobs } from "./jobs.ts";

const JOBS = 12;
const noHourly = async () => undefined;

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

  const handlers: JobHandlers = {
    ...IDLE_JOBS,
    "confirm-request": () => Promise.reject(new Error("550 anna@example.org is unknown")),
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
    jobs.work(handlers, noHourly);
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

describe.each(DATABASES)("the payload of a job on $name", ({ open }) => {
  it("is parsed by schema: a broken one reaches no handler, unknown fields are dropped", async () => {
    const test = await open();
    const jobs = new Jobs(test.connection.jobs, createLogger("silent"));
    try {
      await jobs.start();
      const [chatId, requestId] = [v7(), v7()];
      const taken: unknown[] = [];
      const take = async (data: unknown) => void taken.push(data);
      const add = (name: string, data: object) =>
        test.connection.run("insert into pgboss.job (name, data) values ($1, $2::jsonb)", [name, JSON.stringify(data)]);
      await add("answer-chat", { chatId: "anna@example.org" });
      await add("answer-chat", { chatId, since: "a newer build" });
      await add("destroy-mails", { requestId });
      jobs.work({ ...IDLE_JOBS, "answer-chat": take, "destroy-mails": take }, noHourly);
      const states = async () => {
        const { rows } = await test.connection.run(
          "select name, state::text, output::text from pgboss.job where name not like '\\_\\_%' order by name, state",
        );
        return rows;
      };
      const refused = { state: "failed", output: expect.not.stringContaining("anna") };
      await expect.poll(states, { timeout: 30_000 }).toEqual([
        { name: "answer-chat", state: "completed", output: null },
        { name: "answer-chat", ...refused },
        { name: "destroy-mails", ...refused },
      ]);
      expect(taken).toEqual([{ chatId }]);
    } finally {
      await jobs.stop();
      await test.drop();
    }
  });
});

it("a list of jobs, handlers or words without one of them does not compile", () => {
  const { "answer-chat": _, ...others } = JOB_REGISTRY;
  // @ts-expect-error a job is missing
  const registry: JobRegistry = others;
  const { "answer-chat": __, ...idle } = IDLE_JOBS;
  // @ts-expect-error a handler is missing
  const handlers: JobHandlers = idle;
  // @ts-expect-error the optional field `accountId` is missing
  const forgetful: JobRegistry["warn-operator"]["payload"] = z.object({
    mailId: z.uuid(),
    operatorId: z.uuid(),
    about: z.enum(["locked"]),
  });
  expect([registry, handlers].map((each) => Object.keys(each).length)).toEqual([
    JOB_NAMES.length - 1,
    JOB_NAMES.length - 1,
  ]);
  expect(Object.keys(forgetful.shape)).not.toContain("accountId");
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
  if (!test) throw new Error("the embedded database is not there");
  let asked = 0;
  let silent = false;
  const { executeSql, repeat } = test.connection.jobs;
  const unlessSilent =
    <Words extends unknown[]>(ask: (...words: Words) => Promise<{ rows: unknown[] }>) =>
    async (...words: Words) => {
      if (!silent) return ask(...words);
      asked += 1;
      return new Promise<never>(() => undefined);
    };
  const silenced = { executeSql: unlessSilent(executeSql), repeat: unlessSilent(repeat) };
  const jobs = new Jobs(silenced, createLogger("silent"));
  await jobs.start();
  jobs.work(IDLE_JOBS, noHourly);
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
