import { afterEach, describe, expect, it } from "vitest";
import { createLogger } from "#app/infrastructure/logger.ts";
import { DATABASES, type TestDatabase } from "#app/testing/databases.ts";
import { IDLE_JOBS } from "#app/testing/idle-jobs.ts";
import { Jobs } from "./jobs.ts";

describe.each(DATABASES)("hourly work on $name", ({ open }) => {
  let test: TestDatabase;
  let jobs: Jobs;
  afterEach(async () => {
    await jobs.stop();
    await test.drop();
  });

  it("the hourly work is scheduled once, however often the app starts, and runs", async () => {
    test = await open();
    for (const _ of ["first start", "second start"]) {
      jobs = new Jobs(test.connection.jobs, createLogger("silent"));
      await jobs.start();
      const ran = new Promise<void>((resolve) => jobs.work(IDLE_JOBS, async () => resolve()));
      await expect
        .poll(async () => (await test.connection.run("select name, cron from pgboss.schedule")).rows)
        .toEqual([{ name: "run-retention", cron: "17 * * * *" }]);
      await test.connection.run("insert into pgboss.job (name) values ('run-retention')");
      await ran;
      if (_ === "first start") await jobs.stop();
    }
  });
});
