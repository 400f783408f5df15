import path from "node:path";
import { askForBackup } from "#app/infrastructure/backup/asked-backup.ts";
import { compressed, keepBackup } from "#app/infrastructure/backup/backup-file.ts";
import { BackupError } from "#app/infrastructure/backup/lines.ts";
import { writeBackup } from "#app/infrastructure/backup/write-backup.ts";
import { readConfig } from "#app/infrastructure/config.ts";
import { openConnection } from "#app/infrastructure/database/database.ts";
import { DirectoryInUseError } from "#app/infrastructure/database/directory-lock.ts";
import { explain } from "../run.ts";
import { showProgress } from "./progress.ts";

/** Writes one file while the app runs: on PostgreSQL beside it; the embedded database through the process that holds it. */
async function backup() {
  const [given] = process.argv.slice(2);
  if (!given) throw new BackupError("Where to? npm run backup -- FILE");
  const file = path.resolve(given);
  const config = readConfig();
  const shown = showProgress();
  const connection = await openConnection(config.database).catch((error: unknown) => {
    if (error instanceof DirectoryInUseError) return null;
    throw error;
  });
  try {
    if (connection === null) await keepBackup(await askForBackup(config), file);
    else {
      const { progress } = shown;
      const { stream, done } = compressed((write) => writeBackup(connection.db, { now: new Date(), write, progress }));
      await Promise.all([keepBackup(stream, file), done]);
    }
  } finally {
    shown.end();
    await connection?.close();
  }
  console.info(`Written and read back: ${file}`);
  console.info(
    "Contacts in it are encrypted, and the keys are not in it: keep CONTACT_KEYS, FINGERPRINT_KEYS and LINK_KEYS elsewhere.",
  );
}

try {
  await backup();
} catch (error) {
  console.error(explain(error) ?? error);
  process.exitCode = 1;
}
