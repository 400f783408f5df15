import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { closeToOthers } from "#app/infrastructure/config/private-directory.ts";
import { asParameter, type Connection, MIGRATIONS } from "./connection.ts";
import { lockDirectory } from "./directory-lock.ts";
import { refuseOtherDatabase } from "./old-database.ts";

/** The database kept in a directory, held for this process alone. Throws `DirectoryInUseError`. */
export async function openEmbedded(directory: string): Promise<Connection> {
  const lock = await lockDirectory(path.dirname(directory));
  const client = await PGlite.create(directory);
  // It makes a few of its files past the process' umask, all of them when it starts.
  closeToOthers(directory);
  const connection = await overPglite(client);
  return {
    ...connection,
    async close() {
      await connection.close();
      await lock.release();
    },
  };
}

/**
 * pg-boss sends whole transactions as one text. Where one fails part way it has to be rolled back before anybody else has their
 * turn: on the one connection all that follows would fail.
 */
const BEGINS = /^\s*begin\b/i;

/** The embedded database: one connection, every statement in turn. In memory when made so, which is for tests. */
export async function overPglite(client: PGlite): Promise<Connection> {
  const db = drizzle(client, { casing: "snake_case" });
  const run: Connection["run"] = async (text, values) => {
    if (values?.length) return client.query(text, values.map(asParameter));
    const results = BEGINS.test(text) ? await client.transaction((tx) => tx.exec(text)) : await client.exec(text);
    return { rows: results.flatMap((result) => result.rows) };
  };
  return {
    db,
    jobs: { db: { executeSql: run } },
    run,
    async migrate() {
      await refuseOtherDatabase(run, MIGRATIONS);
      await migrate(db, { migrationsFolder: MIGRATIONS });
    },
    async listen(channel, onNotify) {
      await client.listen(channel, onNotify);
    },
    close: () => client.close(),
  };
}
