import { randomInt } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { readConfig } from "#app/infrastructure/config.ts";
import type { Connection } from "#app/infrastructure/database/connection.ts";
import { openConnection } from "#app/infrastructure/database/database.ts";
import { CrashCrowd, type CrashWorld, crashWorld, MOMENTS, type Moment } from "../support/offers/offer-crash.ts";
import { NEVER_QUIET } from "../support/offers/offers.ts";
import { endReceivedHolds, expectOffersWhole } from "../support/offers/whole-offers.ts";
import { expect, Practice, test } from "../support/practice.ts";
import { hurryRetries, lostJobsComeBack } from "../support/records/jobs.ts";
import { expireClaims } from "../support/records/mails.ts";
import { changeOfferRules } from "../support/records/offers.ts";
import { freePort } from "../support/servers/free-port.ts";
import { databaseOf, SERVER } from "../support/servers/postgres.ts";
import { migratedEmbedded } from "../support/servers/prepared-databases.ts";
import { AppProcess } from "../support/servers/process.ts";

/** Each round kills at one of the moments: all of them by default, more often in `.ci/run`. */
const ROUNDS = Math.max(Number(process.env.CRASH_ROUNDS ?? 5), MOMENTS.length);
const CASES = [
  { database: "the embedded database", processes: 1, rounds: ROUNDS },
  ...(SERVER
    ? [
        { database: "PostgreSQL", processes: 1, rounds: ROUNDS },
        { database: "PostgreSQL", processes: 2, rounds: ROUNDS },
      ]
    : []),
];

test.describe.configure({ mode: "parallel" });

for (const { database, processes, rounds } of CASES) {
  test(`offers survive ${rounds} kills of one of ${processes} on ${database}`, async () => {
    test.setTimeout(rounds * 30_000 + 180_000);
    const folder = await mkdtemp(path.join(tmpdir(), "no-slots-crash-offers-"));
    const dataDir = path.join(folder, "data");
    const fresh = database === "PostgreSQL" && SERVER ? await databaseOf(SERVER) : null;
    if (!fresh) await migratedEmbedded(dataDir);
    const ports = await Promise.all(Array.from({ length: processes }, () => freePort()));
    const origins = ports.map((port) => `http://127.0.0.1:${port}`);
    const stored = { DATA_DIR: dataDir, ...(fresh ? { DATABASE_URL: fresh.url } : {}) };
    const [origin = ""] = origins;
    const env = { TRUST_PROXY: "1", ...stored };
    const running = new Map<number, AppProcess>();
    const start = async () => {
      for (const port of ports) {
        if (running.has(port)) continue;
        const app = new AppProcess({ ...env, PORT: String(port) }, folder);
        running.set(port, app);
        await app.ready();
      }
    };
    const kill = async () => {
      const port = ports[randomInt(processes)] ?? 0;
      await running.get(port)?.kill("SIGKILL");
      running.delete(port);
    };
    /** Changes the database while no process has the embedded one open. */
    const prepare = async <Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> => {
      const connection = await openConnection(readConfig(stored).database);
      return work(connection).finally(() => connection.close());
    };
    let last: Practice | undefined;
    const crowd = new CrashCrowd(path.join(dataDir, "outbox"));

    try {
      await start();
      await kill();
      await prepare((connection) => changeOfferRules(connection, NEVER_QUIET));
      for (let round = 0; round < rounds; round += 1) {
        const moment: Moment = MOMENTS[round % MOMENTS.length] ?? "started";
        const world: CrashWorld = await prepare(async (connection) => {
          await lostJobsComeBack(connection);
          await expireClaims(connection);
          if (moment === "ended") await endReceivedHolds(connection);
          return crashWorld(connection, origin, round);
        });
        await start();
        await crowd.joins(origin, world.slug);
        const acts = crowd.act(origins, world, moment);
        const enough = moment === "ended" ? randomInt(1, 300) : randomInt(1, 3);
        await expect
          .poll(() => crowd.happened.get(moment) ?? 0, { intervals: [1], timeout: 120_000 })
          .toBeGreaterThanOrEqual(enough);
        await kill();
        crowd.stop();
        await acts;
      }
      for (const app of running.values()) expect(await app.kill("SIGTERM")).toBe(0);
      running.clear();
      await prepare(async (connection) => {
        await lostJobsComeBack(connection);
        await expireClaims(connection);
      });
      const { database: opened, keys, mail } = readConfig(stored);
      const open = await Practice.start({ database: opened, keys, mail, dataDir });
      last = open;
      // A job that was killed in several rounds would wait for minutes. The server may still run the last claim of a killed process:
      // such a job comes back after its minute.
      await open.jobsDone({ before: () => hurryRetries(open), timeout: 180_000 });
      await expectOffersWhole(last, keys.link, path.join(dataDir, "outbox"), crowd.taken);
    } finally {
      await last?.stop();
      await Promise.all([...running.values()].map((app) => app.kill("SIGKILL")));
      await fresh?.drop();
      await rm(folder, { recursive: true, force: true });
    }
  });
}
