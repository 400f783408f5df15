import { existsSync } from "node:fs";
import path from "node:path";
import { compressed, readBackup } from "#app/infrastructure/backup/backup-file.ts";
import { BackupError } from "#app/infrastructure/backup/lines.ts";
import { writeBackup } from "#app/infrastructure/backup/write-backup.ts";
import { readConfig } from "#app/infrastructure/config.ts";
import { openConnection } from "#app/infrastructure/database/database.ts";
import { restorePractice } from "#app/wiring/backup.server.ts";
import { explain } from "../run.ts";
import { showProgress } from "./progress.ts";

/** Copies the embedded database of DATA_DIR into the empty one of DATABASE_URL, and leaves the embedded one as it is. */
async function move() {
  const config = readConfig();
  const { dataDir, database } = config;
  if (database.kind !== "postgres")
    throw new BackupError("Where to? Set DATABASE_URL to an empty PostgreSQL database.");
  const folder = path.join(dataDir, "pglite");
  if (!existsSync(folder)) throw new BackupError(`There is no embedded database in ${folder}.`);
  const from = await openConnection({ kind: "embedded", dataDir });
  const to = await openConnection(database);
  const { progress, end } = showProgress();
  try {
    const now = new Date();
    const { stream, done } = compressed((write) => writeBackup(from.db, { now, write }));
    const parts = { config, connection: to, clock: () => new Date() };
    const [moved] = await Promise.all([
      restorePractice(parts, { lines: readBackup(stream), erasureFiles: null, progress }),
      done,
    ]);
    end();
    console.info(
      `Moved ${moved.rows} rows of ${moved.tables} tables, counted and compared; ${moved.jobs} waiting jobs.`,
    );
    console.info(`Start the app with DATABASE_URL. ${folder} is unchanged: delete it when the practice runs.`);
  } finally {
    end();
    await Promise.all([from.close(), to.close()]);
  }
}

try {
  await move();
} catch (error) {
  console.error(explain(error) ?? error);
  process.exitCode = 1;
}
