import path from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import type postgres from "postgres";
import { DEFAULT_CONNECTIONS, shareConnections } from "#app/infrastructure/config/database-connections.ts";
import { type DatabaseAddress, readDatabaseUrl } from "#app/infrastructure/config/database-url.ts";
import type { DatabaseConfig } from "#app/infrastructure/config.ts";
import { codeOfFault, within } from "#app/infrastructure/faults.ts";
import { asParameter, type Connection, MIGRATIONS } from "./connection.ts";
import { DatabaseSockets } from "./database-socket.ts";
import { refuseOtherDatabase } from "./old-database.ts";
import { Pool, READ_ONLY } from "./pool.ts";
import { keepJson, openSessions, refuseSharedSessions } from "./sessions.ts";
import { asSetUpError, SetUpError } from "./set-up-error.ts";
import { refuseUnfinished } from "./unfinished.ts";

/** Any constant serves: it only keeps two starting processes from migrating at once. */
const MIGRATION_LOCK = 7_405_251;
/** A proxy whose server is away takes connections and drops them, and the driver tries again without a word. */
const LOCK_WAIT_MS = 10_000;

/**
 * Opens the configured database with at most this many connections. Locks the embedded one for this process: throws
 * `DirectoryInUseError`.
 */
export async function openConnection(config: DatabaseConfig, connections = DEFAULT_CONNECTIONS): Promise<Connection> {
  if (config.kind === "postgres") {
    const read = readDatabaseUrl(config.url);
    if ("problem" in read) throw new SetUpError(`DATABASE_URL: ${read.problem}`);
    return openPostgres(read.address, connections);
  }
  // Another 20 MB and a while to load, which a server with PostgreSQL does without.
  const { openEmbedded } = await import("./embedded-database.ts");
  return openEmbedded(path.join(config.dataDir, "pglite"));
}

function openPostgres(address: DatabaseAddress, connections: number): Connection {
  const share = shareConnections(connections);
  const sockets = new DatabaseSockets(address);
  const openPages = () => {
    const client = openSessions(address, sockets, { most: share.pages, bounded: true });
    // Needed because it changes the client's parsers.
    drizzle(client);
    return client;
  };
  const pages = new Pool(openPages, sockets);
  const jobs = new Pool(() => keepJson(openSessions(address, sockets, { most: share.jobs, bounded: false })), sockets);
  const listening = openSessions(address, sockets, { most: 1, bounded: false });
  return {
    db: drizzle(through(pages, openPages()), { casing: "snake_case" }),
    jobs: {
      executeSql: (text, values = []) => runForJobs(jobs, text, values.map(asParameter)),
      repeat: (text) => jobs.run(text, []),
    },
    run: (text, values = []) => pages.run(text, values.map(asParameter)),
    mayWrite: () => pages.mayWrite(),
    async migrate(only) {
      const one = openSessions(address, sockets, { most: 1, bounded: false });
      const two = openSessions(address, sockets, { most: 1, bounded: false });
      try {
        await within(LOCK_WAIT_MS, refuseSharedSessions(one, two));
        await within(LOCK_WAIT_MS, Promise.resolve(one`select pg_advisory_lock(${MIGRATION_LOCK})`));
        const run = async (text: string) => ({ rows: await one.unsafe(text) });
        await refuseOtherDatabase(run, MIGRATIONS);
        if (!only) await refuseUnfinished(run);
        await migrate(drizzle(one), { migrationsFolder: only?.restoring ?? MIGRATIONS });
      } catch (error) {
        // The next attempt starts with another server, which may be writable.
        if (codeOfFault(error) === READ_ONLY) sockets.skip();
        throw asSetUpError(error);
      } finally {
        await Promise.all([one.end({ timeout: 1 }), two.end({ timeout: 1 })]);
      }
    },
    async listen(channel, onNotify) {
      await listening.listen(channel, onNotify, onNotify);
    },
    // A server has its checkpointer and autovacuum.
    upkeep: async () => undefined,
    async close() {
      await Promise.all([pages.end(), jobs.end(), listening.end({ timeout: 5 })]);
    },
  };
}

/**
 * A client that opens no connection itself and sends through the pool. Drizzle sends through `unsafe`, which prepares nothing
 * and describes a statement before each run: two round trips instead of one. Prepared statements belong to their session, so a
 * pooler has to keep sessions.
 */
function through(pool: Pool, client: postgres.Sql): postgres.Sql {
  return Object.assign(client, {
    unsafe: preparing(pool.unsafe),
    begin: <T>(work: (tx: postgres.TransactionSql) => Promise<T>) =>
      pool.begin((tx) => work(Object.assign(tx, { unsafe: preparing(tx.unsafe) }))),
  });
}

const preparing =
  (unsafe: postgres.Sql["unsafe"]) =>
  (text: string, values?: postgres.ParameterOrJSON<never>[], options?: postgres.UnsafeQueryOptions) =>
    unsafe(text, values, { ...options, prepare: true });

/** pg-boss sends whole transactions as one text. After a failure part way the transaction is rolled back, since its session is reused. */
const BEGINS = /^\s*begin\b/i;

async function runForJobs(jobs: Pool, text: string, values: postgres.ParameterOrJSON<never>[]) {
  if (!BEGINS.test(text)) return jobs.run(text, values);
  return { rows: await jobs.begin(async (tx) => (await tx.unsafe(text)).flat()) };
}
