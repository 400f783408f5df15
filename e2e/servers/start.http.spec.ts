import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { v7 } from "uuid";
import { openConnection } from "#app/infrastructure/database/database.ts";
import { send } from "../support/http.ts";
import { expect, test } from "../support/practice.ts";
import { addJob, isUpkeep, jobs } from "../support/records/jobs.ts";
import { freePort } from "../support/servers/free-port.ts";
import { SERVER, tablesIn, withDatabase } from "../support/servers/postgres.ts";
import { AppProcess } from "../support/servers/process.ts";

let dataDir = "";
let port = 0;
test.beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "no-slots-start-"));
  port = await freePort();
});
test.afterEach(() => rm(dataDir, { recursive: true, force: true }));

/** Every fault or warning in the log. */
const faultsIn = (log: string) => log.split("\n").filter((line) => /"level":[456]0/.test(line));

if (SERVER) {
  test("a taken port is told in words, before anything in the database is touched", () =>
    withDatabase(async (url) => {
      const other = createServer();
      await new Promise<void>((resolve) => other.listen(port, "127.0.0.1", resolve));
      const app = new AppProcess({ PORT: String(port), DATABASE_URL: url }, dataDir);
      expect(await app.exited).toBe(1);
      await new Promise((resolve) => other.close(resolve));
      const log = await app.log();
      expect(log).toContain("Cannot listen on HOST and PORT (EADDRINUSE)");
      expect(log).not.toMatch(/^\s+at /m);
      expect(await tablesIn(url)).toEqual([]);
    }));

  test("jobs that wait when the app starts are done at the first try, and none fails", () =>
    withDatabase(async (url) => {
      const env = { PORT: String(port), DATABASE_URL: url };
      const first = new AppProcess(env, dataDir);
      await first.ready();
      expect(await first.kill("SIGTERM")).toBe(0);
      const connection = await openConnection({ kind: "postgres", url });
      const names = ["confirm-request", "answer-chat", "ask-renewal", "tell-contacted"];
      for (const name of names) {
        await addJob(connection, name, name === "answer-chat" ? { chatId: v7() } : { requestId: v7() });
      }
      await addJob(connection, "run-retention");
      const second = new AppProcess(env, dataDir);
      await second.ready();
      const ours = async () => (await jobs(connection)).filter((job) => !isUpkeep(job));
      const left = async () => (await ours()).filter(({ state }) => state !== "completed");
      await expect.poll(left, { timeout: 60_000 }).toEqual([]);
      expect((await jobs(connection)).filter(({ retryCount }) => retryCount > 0)).toEqual([]);
      expect(await second.kill("SIGTERM")).toBe(0);
      expect(faultsIn(await second.log())).toEqual([]);
      await connection.close();
    }));

  test("an http origin on a practice's own database prints no demo sign-in", () =>
    withDatabase(async (url) => {
      const env = { PORT: String(port), DATABASE_URL: url };
      const invite = new AppProcess(env, dataDir, "desk-invite", ["owner@practice.example"]);
      expect(await invite.exited).toBe(0);
      const app = new AppProcess({ ...env, DEMO_PAST: "1" }, dataDir);
      await app.ready();
      await expect.poll(() => app.log()).toContain("No sign-in of a demo: this database is a practice's own");
      expect(await app.log()).not.toContain("Desk: ");
      expect(await app.kill("SIGTERM")).toBe(0);
    }));
}

test("started from another folder the app finds its files, and leaves nothing there", async () => {
  const elsewhere = await mkdtemp(path.join(tmpdir(), "no-slots-elsewhere-"));
  const app = new AppProcess({ PORT: String(port) }, dataDir, "main", [], elsewhere);
  await app.ready();
  for (const address of ["/booking/", "/enhance.js"])
    expect([address, (await send(`http://127.0.0.1:${port}${address}`)).status]).toEqual([address, 200]);
  expect(await app.kill("SIGTERM")).toBe(0);
  expect(await readdir(elsewhere)).toEqual([]);
  await rm(elsewhere, { recursive: true });
});
