import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import { migrate as migratePglite } from "drizzle-orm/pglite/migrator";
import { drizzle as drizzlePostgres } from "drizzle-orm/postgres-js";
import { migrate as migratePostgres } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import type { DatabaseConfig } from "./config.ts";
import { lockDirectory } from "./directory-lock.ts";
import { within } from "./faults.ts";

/** The query builder over either driver; also what a transaction hands out. */
export type Db = PgDatabase<PgQueryResultHKT>;

/** What pg-boss asks of a database: its own pool, or statements run for it on the embedded one. */
export type JobsConnection =
  | { connectionString: string }
  | { db: { executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> } };

export type Connection = {
  db: Db;
  jobs: JobsConnection;
  /** One statement with `$1…$n`, for libraries that bring their own SQL. */
  run(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  /** Safe to run in several processes at once. */
  migrate(): Promise<void>;
  /** Calls back after every `NOTIFY channel`, and after a lost connection was found again. */
  listen(channel: string, onNotify: () => void): Promise<void>;
  close(): Promise<void>;
};

const MIGRATIONS = path.resolve("drizzle");
/** Any constant serves: it only keeps two starting processes from migrating at once. */
const MIGRATION_LOCK = 7_405_251;
const POOL_SIZE = 10;
/** A proxy whose server is away takes connections and drops them, and the driver tries again without a word. */
const LOCK_WAIT_MS = 10_000;

/** Opens the configured database. The embedded one is held for this process alone: throws `DirectoryInUseError`. */
export function openConnection(config: DatabaseConfig): Promise<Connection> {
  return config.kind === "postgres" ? openPostgres(config.url) : openEmbedded(path.join(config.dataDir, "pglite"));
}

async function openPostgres(url: string): Promise<Connection> {
  const client = postgres(url, {
    max: POOL_SIZE,
    connect_timeout: 5,
    idle_timeout: 60,
    onnotice: () => undefined,
    connection: {
      application_name: "no-slots",
      statement_timeout: 10_000,
      idle_in_transaction_session_timeout: 15_000,
    },
  });
  return {
    db: drizzlePostgres(client, { casing: "snake_case" }),
    jobs: { connectionString: url },
    run: async (text, values = []) => ({ rows: await client.unsafe(text, values.map(asParameter)) }),
    async migrate() {
      const one = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => undefined });
      try {
        await within(LOCK_WAIT_MS, Promise.resolve(one`select pg_advisory_lock(${MIGRATION_LOCK})`));
        await migratePostgres(drizzlePostgres(one), { migrationsFolder: MIGRATIONS });
      } finally {
        await one.end({ timeout: 1 });
      }
    },
    async listen(channel, onNotify) {
      await client.listen(channel, onNotify, onNotify);
    },
    close: () => client.end({ timeout: 5 }),
  };
}

async function openEmbedded(directory: string): Promise<Connection> {
  const lock = await lockDirectory(path.dirname(directory));
  const connection = await overPglite(await PGlite.create(directory));
  return {
    ...connection,
    async close() {
      await connection.close();
      await lock.release();
    },
  };
}

/** The embedded database: one connection, every statement in turn. In memory when made so, which is for tests. */
export async function overPglite(client: PGlite): Promise<Connection> {
  const db = drizzlePglite(client, { casing: "snake_case" });
  const run: Connection["run"] = async (text, values) => {
    if (values?.length) return client.query(text, values.map(asParameter));
    const results = await client.exec(text);
    return { rows: results.flatMap((result) => result.rows) };
  };
  return {
    db,
    jobs: { db: { executeSql: run } },
    run,
    migrate: () => migratePglite(db, { migrationsFolder: MIGRATIONS }),
    async listen(channel, onNotify) {
      await client.listen(channel, onNotify);
    },
    close: () => client.close(),
  };
}

type Parameter = string | number | boolean | null;

/** Libraries leave it to their driver to bind absent values, dates and objects. */
export function asParameter(value: unknown): Parameter | Parameter[] {
  if (Array.isArray(value)) return value.flatMap((each) => asParameter(each));
  if (value === undefined || value === null) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return value instanceof Date ? value.toISOString() : JSON.stringify(value);
}
