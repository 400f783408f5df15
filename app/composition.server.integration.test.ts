import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type App, createApp } from "./composition.server.ts";
import { freshPostgres, postgresServer, type TestDatabase } from "./testing/databases.ts";
import { addOperator } from "./testing/desk.ts";
import { addService, addSlot, testConfig } from "./testing/practice.ts";

/** Monday noon in Moscow. */
const NOW = new Date("2026-11-23T09:00:00Z");

describe.runIf(postgresServer)("the timetable of an app on PostgreSQL, whose memory never grows old", () => {
  let test: TestDatabase;
  let dir: string;
  let app: App | null = null;
  beforeEach(async () => {
    // Not fake timers: Vitest moves those on while it polls.
    vi.spyOn(performance, "now").mockReturnValue(0);
    dir = await mkdtemp(path.join(tmpdir(), "no-slots-app-"));
    test = await freshPostgres(String(postgresServer));
  });
  afterEach(async () => {
    await app?.close();
    await test.drop();
    await rm(dir, { recursive: true, force: true });
    vi.restoreAllMocks();
  });

  const NOTIFYING = ["services", "availability_slots"];

  async function start({ notices }: { notices: boolean }) {
    const connection = { ...test.connection, close: async () => undefined };
    app = await createApp(testConfig(dir), { connection, clock: () => NOW });
    const started = app;
    await started.start();
    for (const table of notices ? [] : NOTIFYING) await connection.run(`alter table ${table} disable trigger user`);
    const service = await addService(connection);
    started.timetable.invalidate();
    const shown = async () => {
      const page = await started.getNoSlotsPage.execute(service.slug);
      return page.status === "service" ? page.availability.status : page.status;
    };
    return { app: started, service, shown };
  }

  it("shows what the desk changed to the next visitor, even without a notification", async () => {
    const { app, service, shown } = await start({ notices: false });
    const { id: operatorId } = await addOperator(test.connection);
    expect(await shown()).toBe("none");
    const time = { operatorId, kind: "one", dates: ["2026-11-25"], time: "10:00", serviceId: service.id } as const;
    expect(await app.openTime.execute({ ...time, skipProblems: false, listFirst: false })).toMatchObject({
      status: "opened",
    });
    expect(await shown()).toBe("free");
    const archive = { operatorId, serviceId: service.id, seenVersion: 1, change: { to: "archived" } } as const;
    expect(await app.changeService.execute(archive)).toEqual({ status: "changed" });
    expect(await shown()).toBe("choose-service");
  });

  it("shows what another process changed once the database notifies of it", async () => {
    const { service, shown } = await start({ notices: true });
    await expect.poll(shown).toBe("none");
    await addSlot(test.connection, service.id, new Date(NOW.getTime() + 24 * 3600_000));
    await expect.poll(shown, { timeout: 30_000 }).toBe("free");
    await test.connection.run("update availability_slots set status = 'blocked'");
    await expect.poll(shown, { timeout: 30_000 }).toBe("none");
  });

  it("shows what changed while the listening session was cut, without a notification", async () => {
    const { run } = test.connection;
    const { service, shown } = await start({ notices: false });
    expect(await shown()).toBe("none");
    await addSlot(test.connection, service.id, new Date(NOW.getTime() + 24 * 3600_000));
    expect(await shown()).toBe("none");
    const cut =
      "select pg_terminate_backend(pid) as cut from pg_stat_activity where datname = current_database() and query ilike 'listen %'";
    expect((await run(cut)).rows).toEqual([{ cut: true }]);
    await expect.poll(shown, { timeout: 30_000 }).toBe("free");
  });
});
