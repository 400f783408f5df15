import path from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import type { DatabaseConfig } from "#app/infrastructure/config.ts";
import { within } from "#app/infrastructure/faults.ts";
import { asParameter, type Connection, MIGRATIONS } from "./connection.ts";
import { refuseOtherDatabase } from "./old-database.ts";

/** Any constant serves: it only keeps two starting processes from migrating at once. */
const MIGRATION_LOCK = 7_405_251;
const POOL_SIZE = 10;
/** A proxy whose server is away takes connections and drops them, and the driver tries again without a word. */
const LOCK_WAIT_MS = 10_000;

/** Opens the configured database. The embedded one is held for this process alone: throws `DirectoryInUseError`. */
export async function openConnection(config: DatabaseConfig): Promise<Connection> {
  if (config.kind === "postgres") return openPostgres(config.url);
  // Another 20 MB and a while to load, which a server with PostgreSQL does without.
  const { openEmbedded } = await import("./embedded-database.ts");
  return openEmbedded(path.join(config.dataDir, "pglite"));
}

function openPostgres(url: string): Connection {
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
    db: drizzle(preparing(client), { casing: "snake_case" }),
    jobs: { connectionString: url },
    run: async (text, values = []) => ({ rows: await client.unsafe(text, values.map(asParameter)) }),
    async migrate() {
      const one = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => undefined });
      try {
        await within(LOCK_WAIT_MS, Promise.resolve(one`select pg_advisory_lock(${MIGRATION_LOCK})`));
        await refuseOtherDatabase(async (text) => ({ rows: await one.unsafe(text) }), MIGRATIONS);
        await migrate(drizzle(one), { migrationsFolder: MIGRATIONS });
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

/**
 * A client that opens no connection itself and sends through the pool. Drizzle sends through `unsafe`, which prepares nothing
 * and describes a statement before each run: two round trips instead of one. Prepared statements belong to their session, so a
 * pooler has to keep sessions.
 */
function preparing(client: postgres.Sql): postgres.Sql {
  const { begin } = client;
  return Object.assign(preparingUnsafe(client), {
    begin: <T>(work: (tx: postgres.TransactionSql) => Promise<T>) => begin((tx) => work(preparingUnsafe(tx))),
  });
}

function preparingUnsafe<Client extends postgres.Sql | postgres.TransactionSql>(client: Client): Client {
  const { unsafe } = client;
  return Object.assign(client, {
    unsafe: (text: string, values?: postgres.ParameterOrJSON<never>[], options?: postgres.UnsafeQueryOptions) =>
      unsafe(text, values, { ...options, prepare: true }),
  });
}
