import path from "node:path";
import { readBackup } from "#app/infrastructure/backup/backup-file.ts";
import { checkedLines } from "#app/infrastructure/backup/checked-lines.ts";
import { ERASURES } from "#app/infrastructure/backup/erasure-list.ts";
import { BackupError } from "#app/infrastructure/backup/lines.ts";
import { readConfig } from "#app/infrastructure/config.ts";
import { openConnection } from "#app/infrastructure/database/database.ts";
import { restorePractice } from "#app/wiring/backup.server.ts";
import { explain } from "../run.ts";
import { showProgress } from "./progress.ts";

/** Fills an empty database from a file, whole or not at all. The list of erasures is read beside the file, or where the second word says. */
async function restore() {
  const [given, list] = process.argv.slice(2);
  if (!given) throw new BackupError("From which file? npm run restore -- FILE [LIST OF ERASURES]");
  const file = path.resolve(given);
  const erasuresFile = list ? path.resolve(list) : path.join(path.dirname(file), ERASURES);
  const config = readConfig();
  // Read to its end before anything is written: most backups that fail are not whole.
  for await (const _ of checkedLines(readBackup(file)));
  const connection = await openConnection(config.database);
  const { progress, end } = showProgress();
  try {
    const parts = { config, connection, clock: () => new Date() };
    const done = await restorePractice(parts, { lines: readBackup(file), erasuresFile, progress });
    end();
    console.info(
      `Restored ${done.rows} rows of ${done.tables} tables, as of ${done.madeAt}, counted and compared; ${done.jobs} waiting jobs.`,
    );
    if (done.erased === null) {
      console.warn(
        `There is no ${ERASURES} beside the file. People who were erased after ${done.madeAt} are back: erase them again on the desk.`,
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
