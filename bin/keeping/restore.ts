import path from "node:path";
import { readBackup } from "#app/infrastructure/backup/backup-file.ts";
import { checkedLines } from "#app/infrastructure/backup/checked-lines.ts";
import { ERASURES, erasureFiles } from "#app/infrastructure/backup/erasure-list.ts";
import { BackupError } from "#app/infrastructure/backup/lines.ts";
import { readConfig } from "#app/infrastructure/config.ts";
import { openConnection } from "#app/infrastructure/database/database.ts";
import { restorePractice } from "#app/wiring/backup.server.ts";
import { explain } from "../run.ts";
import { showProgress } from "./progress.ts";

/**
 * Fills an empty database from a file, whole or not at all. Lists of erasures are read beside the file, in this practice's folders, and
 * where the second word says.
 */
async function restore() {
  const [given, list] = process.argv.slice(2);
  if (!given) throw new BackupError("From which file? npm run restore -- FILE [LIST OF ERASURES]");
  const file = path.resolve(given);
  const config = readConfig();
  const lists = [...(list ? [path.resolve(list)] : []), ...erasureFiles(path.dirname(file), config)];
  // Read to its end before anything is written: most backups that fail are not whole.
  for await (const _ of checkedLines(readBackup(file)));
  const connection = await openConnection(config.database);
  const { progress, end } = showProgress();
  try {
    const parts = { config, connection, clock: () => new Date() };
    const done = await restorePractice(parts, { lines: readBackup(file), erasureFiles: lists, progress });
    end();
    console.info(
      `Restored ${done.rows} rows of ${done.tables} tables, as of ${done.madeAt}, counted and compared; ${done.jobs} waiting jobs.`,
    );
    if (done.erased === null) {
      console.warn(
        `There is no ${ERASURES} beside the file, nor in BACKUP_DIR or DATA_DIR. People who were erased after ${done.madeAt} are back: erase them again on the desk.`,
      );
    } else console.info(`Erased again since then: ${done.erased} requests.`);
    console.info("Operators sign in anew.");
  } finally {
    end();
    await connection.close();
  }
}

try {
  await restore();
} catch (error) {
  console.error(explain(error) ?? error);
  process.exitCode = 1;
}
