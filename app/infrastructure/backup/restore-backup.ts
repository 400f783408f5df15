import { sql } from "drizzle-orm";
import type { Connection, Db } from "#app/infrastructure/database/connection.ts";
import { clear, isEmpty, isUnfinished, mark, unmark } from "#app/infrastructure/database/unfinished.ts";
import { checkedLines } from "./checked-lines.ts";
import {
  BackupError,
  type BackupHeader,
  type BackupLine,
  FORMAT_VERSION,
  type TableSum,
  type WaitingJob,
} from "./lines.ts";
import { withMigrationsUntil } from "./migrations-until.ts";
import { isSameSum } from "./row-sum.ts";
import { continueNumbers, insertRows, quoted, readTable, type StoredTable, tablesOf } from "./tables.ts";
import type { Progress } from "./write-backup.ts";

type Restore = {
  connection: Connection;
  /** Throws `WrongKeyError` when the configured keys are not those of the backup. */
  checkKeys(canaries: BackupHeader["canaries"]): Promise<void>;
  /** Runs on the whole database before it counts as restored. */
  finish(jobs: WaitingJob[], header: BackupHeader): Promise<void>;
  progress?: Progress;
};

export type Restored = { madeAt: string; tables: number; rows: number };

/**
 * Fills an empty database, or one in which an earlier restore was interrupted. What was loaded is counted and hashed again before it
 * is kept. Throws `BackupError` and `WrongKeyError`; before the first write when the backup does not fit.
 */
export async function restoreBackup(source: AsyncIterable<BackupLine>, restore: Restore): Promise<Restored> {
  const { connection, checkKeys, finish } = restore;
  const lines = checkedLines(source)[Symbol.asyncIterator]();
  const first = await lines.next();
  if (first.done || !("format" in first.value)) throw new BackupError("This file is no backup of this app.");
  const header = first.value;
  if (header.version > FORMAT_VERSION)
    throw new BackupError("This backup was made by a newer version of the app: update the app first, then restore.");
  await checkKeys(header.canaries);
  const { run } = connection;
  const again = await isUnfinished(run);
  if (!again && !(await isEmpty(run)))
    throw new BackupError(
      "The database is not empty, so nothing was changed. Restore into a new database or DATA_DIR.",
    );
  let loaded: Loaded | undefined;
  await withMigrationsUntil(header.migrations, async (folder) => {
    if (again) await clear(run);
    else await mark(run);
    await connection.migrate({ restoring: folder });
    loaded = await connection.db.transaction((tx) => load(tx, lines, restore.progress));
  });
  if (!loaded) throw new Error("nothing was loaded");
  await connection.migrate({ restoring: null });
  await finish(loaded.jobs, header);
  await unmark(run);
  return { madeAt: header.madeAt, tables: loaded.sums.size, rows: loaded.rows };
}

type Loaded = { sums: Map<string, TableSum>; rows: number; jobs: WaitingJob[] };

async function load(tx: Db, lines: AsyncIterator<BackupLine>, progress?: Progress): Promise<Loaded> {
  await tx.execute(sql.raw("set local statement_timeout = 0"));
  await tx.execute(sql.raw("set local idle_in_transaction_session_timeout = 0"));
  const tables = await tablesOf(tx);
  // Migrations put rows of their own into some tables.
  for (const { name } of tables.toReversed()) await tx.execute(sql.raw(`delete from ${quoted(name)}`));
  const loaded: Loaded = { sums: new Map(), rows: 0, jobs: [] };
  const read = new Map<string, StoredTable>();
  let table: StoredTable | undefined;
  for (let next = await lines.next(); !next.done; next = await lines.next()) {
    const line = next.value;
    if ("table" in line) {
      table = { name: line.table, columns: line.columns };
      if (!tables.some(({ name }) => name === line.table))
        throw new BackupError(`There is no table ${line.table} here.`);
      read.set(line.table, table);
    } else if ("rows" in line && table) {
      await insertRows(tx, table, line.rows);
      loaded.rows += line.rows.length;
      progress?.(table.name, loaded.rows);
    } else if ("sum" in line && table) loaded.sums.set(table.name, line.sum);
    else if ("jobs" in line) loaded.jobs = line.jobs;
  }
  for (const [name, sum] of loaded.sums) {
    const own = read.get(name);
    if (!own || !isSameSum(await readTable(tx, own), sum))
      throw new BackupError(`The rows of ${name} are not the same after loading, so nothing was kept.`);
  }
  await continueNumbers(tx);
  return loaded;
}
