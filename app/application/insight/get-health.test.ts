import { eq, sql } from "drizzle-orm";
import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UnavailableError } from "#app/application/ports/database.ts";
import { readQueueHealth } from "#app/infrastructure/jobs/job-health.ts";
import { keyStatus } from "#app/infrastructure/keys/key-status.ts";
import { mails } from "#app/infrastructure/tables/mail.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addService, NO_CEILINGS, testKeys } from "#app/testing/practice.ts";
import { email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { healthView } from "#app/views/insight/health-view.ts";
import { GetHealthQuery } from "./get-health.ts";

const UNREADABLE =
  "Очередь заданий не\u00a0читается: её\u00a0таблиц нет, они недоступны или не\u00a0ответили вовремя. Письма и\u00a0сообщения людям могут не\u00a0уходить.";

describe.each(DATABASES)("the desk's health on $name", ({ open }) => {
  let list: TestWaitlist;
  beforeAll(async () => {
    list = await waitlistOver(await open());
  });
  afterAll(() => list.close());

  const queue = () => readQueueHealth(list.connection, 3_000);
  const health = (parts: Partial<ConstructorParameters<typeof GetHealthQuery>[0]>) =>
    new GetHealthQuery({
      database: list.database,
      ceilings: NO_CEILINGS,
      queue,
      keys: async () => null,
      sinceStart: () => ({
        startedAt: list.clock(),
        undecryptable: [],
        doubtful: [],
        server: [],
        oddConsents: [],
        droppedViews: 0,
        uncountedVisits: 0,
        timetableFault: null,
      }),
      clock: list.clock,
      ...parts,
    });
  const run = (text: string) => list.connection.run(text);

  it("the queue: waiting jobs and their age, failed jobs, and the last purge", async () => {
    expect(await queue()).toEqual({
      waiting: 0,
      oldestSeconds: null,
      retried: [],
      failed: [],
      purgedSecondsAgo: null,
    });
    const service = await addService(list.connection, { slug: "primary" });
    await list.join(service.slug, email("anna@example.org"));
    await run("update pgboss.job set start_after = now() - interval '20 minutes' where name = 'confirm-request'");
    await run("update pgboss.job set start_after = now() + interval '1 day' where name = 'tell-operator'");
    const waiting = await queue();
    expect(waiting).toMatchObject({ waiting: 1, failed: [] });
    expect(waiting.oldestSeconds).toBeGreaterThanOrEqual(1200);

    // No mail has left for hours: the job waits for its next try.
    await run(
      "update pgboss.job set state = 'retry', created_on = now() - interval '3 hours', start_after = now() + interval '1 hour' where name = 'confirm-request'",
    );
    expect(await queue()).toMatchObject({ waiting: 0, retried: [{ name: "confirm-request", count: 1 }] });
    expect((await queue()).retried[0]?.oldestSecondsAgo).toBeGreaterThanOrEqual(3 * 3600);
    const told = healthView(await health({ queue }).execute()).checks.find(({ check }) => check === "queue");
    expect(told).toMatchObject({ attention: true });
    expect(told?.told.join(" ")).toMatch(/повторяется:\sподтверждения\sзаявок\s—\s1,\sпервое\s3\sчаса\./);
    expect(told?.told.join(" ")).not.toContain("Все задания сделаны");

    await run("update pgboss.job set state = 'failed', completed_on = now() where name = 'confirm-request'");
    const failed = [{ name: "confirm-request", count: 1, newestSecondsAgo: expect.any(Number) }];
    expect(await queue()).toMatchObject({ waiting: 0, failed });
    expect((await queue()).failed[0]?.newestSecondsAgo).toBeLessThan(3600);
    await run("update pgboss.job set completed_on = now() - interval '40 days' where name = 'confirm-request'");
    expect((await queue()).failed).toEqual([]);
  });

  it("a queue whose database does not answer is unavailable, without made-up numbers", async () => {
    const silent = { run: () => new Promise<never>(() => undefined) };
    await expect(readQueueHealth(silent, 20)).rejects.toBeInstanceOf(UnavailableError);
  });

  it("a queue without its tables is unavailable, and the page says what to do", async () => {
    await run("alter schema pgboss rename to out_of_reach");
    try {
      await expect(queue()).rejects.toBeInstanceOf(UnavailableError);
    } finally {
      await run("alter schema out_of_reach rename to pgboss");
    }
    const { checks } = healthView(await health({ queue: async () => null }).execute());
    const told = (check: string) => checks.find((each) => each.check === check);
    expect(told("queue")).toMatchObject({ attention: true, told: ["База данных отвечает.", UNREADABLE] });
    expect(told("purge")?.told[0]).toBe(
      "Когда прошло в\u00a0последний раз, сейчас не\u00a0узнать: это записано в\u00a0очереди заданий.",
    );
  });

  it("failed jobs are listed with what to do; after a day without an alarm", async () => {
    const queueOf = async (hoursAgo: number, name = "answer-chat") => {
      const failed = [{ name, count: 1, newestSecondsAgo: hoursAgo * 3600 }];
      const query = health({
        queue: async () => ({
          waiting: 0,
          oldestSeconds: null,
          retried: [],
          failed,
          purgedSecondsAgo: 60,
        }),
      });
      const told = healthView(await query.execute()).checks.find(({ check }) => check === "queue");
      return { ...told, troubles: (await query.troubles({ anew: true })).count };
    };
    const night = await queueOf(9);
    expect(night).toMatchObject({ attention: true, troubles: 1 });
    expect(night.told?.at(-1)).toBe(
      "Не\u00a0удалось за\u00a030\u00a0дней: ответы в\u00a0чатах\u00a0— 1. Это было 9\u00a0часов назад.",
    );
    expect(night.todo).toEqual([expect.stringMatching(/^Бот не\sответил человеку/)]);
    const old = await queueOf(20 * 24);
    expect(old).toMatchObject({ attention: false, todo: [], troubles: 0 });
    expect(old.told?.at(-1)).toContain("20\u00a0дней назад");
    expect((await queueOf(1, "of-an-older-version")).todo).toEqual([
      "Покажите эту страницу тому, кто обслуживает приложение.",
    ]);
  });

  it("the keys: the one that writes, and rows of one missing from the configuration", async () => {
    const keys = testKeys();
    await list.db.update(waitlistRequests).set({ fingerprintKid: "f0" }).where(eq(waitlistRequests.status, "new"));
    const status = await keyStatus(list.db, keys);
    expect(status).toContainEqual(expect.objectContaining({ purpose: "contact", kid: "c1", role: "writes", rows: 2 }));
    expect(status).toContainEqual(
      expect.objectContaining({ purpose: "fingerprint", kid: "f0", role: "missing", rows: 1 }),
    );
  });

  it("failed mails: the newest and their number, until the request is answered or over", async () => {
    const { slug } = await addService(list.connection);
    const { id } = await list.join(slug, email("boris@example.org"));
    const mail = (minute: number) => ({
      id: v7(),
      waitlistRequestId: id,
      props: sql`'{}'::jsonb`,
      createdAt: list.clock(),
      kind: "confirmation",
      dedupeKey: `failed/${minute}`,
      failedAt: new Date(list.clock().getTime() + minute * 60_000),
    });
    for (const minute of [1, 3, 2]) await list.db.insert(mails).values(mail(minute));
    const found = () => list.database.transaction((repositories) => repositories.mails.failed(2));
    const minutes = async () => {
      const { count, newest } = await found();
      return [count, newest.map(({ failedAt }) => (failedAt.getTime() - list.clock().getTime()) / 60_000)];
    };
    expect(await minutes()).toEqual([3, [3, 2]]);
    const answered = (at: string) => run(`update waitlist_requests set status = 'contacted', contacted_at = ${at}`);
    await answered("(select max(failed_at) - interval '90 seconds' from mails)");
    expect(await minutes()).toEqual([2, [3, 2]]);
    await answered("(select max(failed_at) + interval '1 second' from mails)");
    expect(await minutes()).toEqual([0, []]);
    await run("update waitlist_requests set status = 'new', contacted_at = null");
  });

  it("the number of problems is cached for 30 seconds, without keys; unknown is not 0", async () => {
    let read = 0;
    const keys = async () => Promise.reject(new Error("counted"));
    const query = health({ keys, queue: async () => (read++ > 2 ? queue() : null) });
    const troubles = async () => (await query.troubles({ anew: false })).count;
    expect(await troubles()).toBe(3);
    expect(await troubles()).toBe(3);
    expect(read).toBe(1);
    expect((await query.troubles({ anew: true })).count).toBe(3);
    list.later(31 / (24 * 60 * 60));
    expect([await troubles(), read]).toEqual([3, 3]);
    list.later(31 / (24 * 60 * 60));
    expect([await troubles(), read]).toEqual([1, 4]);
    const away = { transaction: () => Promise.reject(new UnavailableError("away")) };
    expect((await health({ database: away }).troubles({ anew: false })).count).toBe(1);
  });
});
