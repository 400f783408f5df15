import type { Socket } from "node:net";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { BACKUP, sendBackup } from "#app/infrastructure/backup/asked-backup.ts";
import { closeToOthers } from "#app/infrastructure/config/private-directory.ts";
import { asParameter, type Connection, type JobsConnection, MIGRATIONS } from "./connection.ts";
import { lockDirectory } from "./directory-lock.ts";
import { upkeepOf, watchLog } from "./embedded-upkeep.ts";
import { refuseOtherDatabase } from "./old-database.ts";
import { prepareFolder } from "./prepared-folder.ts";
import { refuseUnfinished } from "./unfinished.ts";

/** Half of the process' memory would be 128 MB of buffers; WAL is kept short. */
const START = [
  ...PGlite.defaultStartParams,
  ...["shared_buffers=16MB", "min_wal_size=32MB", "max_wal_size=64MB"].flatMap((setting) => ["-c", setting]),
];

/** The database kept in a directory, held for this process alone. Throws `DirectoryInUseError`. */
export async function openEmbedded(directory: string): Promise<Connection> {
  let answer: (socket: Socket, word: string) => void = (socket) => socket.destroy();
  const lock = await lockDirectory(path.dirname(directory), (socket, word) => answer(socket, word));
  prepareFolder(directory);
  const client = await PGlite.create(directory, { startParams: START });
  // It makes a few of its files past the process' umask, all of them when it starts.
  closeToOthers(directory);
  const connection = await overPglite(client);
  const watch = watchLog(connection.run);
  answer = (socket, word) => (word === BACKUP ? sendBackup(connection.db, socket) : socket.destroy());
  return {
    ...connection,
    async close() {
      clearInterval(watch);
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
    jobs: { executeSql: run, repeat: keepingPlans(client) },
    run,
    mayWrite: async () => (await run("select 1")).rows.length > 0,
    async migrate(only) {
      await refuseOtherDatabase(run, MIGRATIONS);
      if (!only) await refuseUnfinished(run);
      await migrate(db, { migrationsFolder: only?.restoring ?? MIGRATIONS });
    },
    async listen(channel, onNotify) {
      await client.listen(channel, onNotify);
    },
    upkeep: upkeepOf(run),
    close: () => client.close(),
  };
}

/** Planning a read of the queue's partitions takes fifteen times as long as the read. */
function keepingPlans(client: PGlite): JobsConnection["repeat"] {
  const prepared = new Map<string, string>();
  return async (text) => {
    const known = prepared.get(text);
    const name = known ?? `repeated_${prepared.size}`;
    if (known === undefined) {
      prepared.set(text, name);
      await client.exec(`prepare ${name} as ${text}`).catch((error: unknown) => {
        prepared.delete(text);
        throw error;
      });
    }
    const [result] = await client.exec(`execute ${name}`);
    return { rows: result?.rows ?? [] };
  };
}
