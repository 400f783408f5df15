import type { Clock } from "#app/application/ports/clock.ts";
import { readErasures } from "#app/infrastructure/backup/erasure-list.ts";
import type { BackupLine } from "#app/infrastructure/backup/lines.ts";
import { type Restored, restoreBackup } from "#app/infrastructure/backup/restore-backup.ts";
import type { Progress } from "#app/infrastructure/backup/write-backup.ts";
import type { Config } from "#app/infrastructure/config.ts";
import type { Connection } from "#app/infrastructure/database/connection.ts";
import { randomIds } from "#app/infrastructure/ids.ts";
import { Jobs } from "#app/infrastructure/jobs/jobs.ts";
import { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { newCanaries } from "#app/infrastructure/keys/key-canaries.ts";
import { privateLinks } from "#app/infrastructure/keys/private-links.ts";
import { createLogger } from "#app/infrastructure/logger.ts";
import { transactionalDatabase } from "#app/infrastructure/repositories.ts";
import { privacyOf } from "./privacy.server.ts";

type Parts = { config: Pick<Config, "keys" | "logLevel">; connection: Connection; clock: Clock };
type Source = {
  lines: AsyncIterable<BackupLine>;
  /** Where lists of erasures may be; `null`: nothing can have been erased since. */
  erasureFiles: string[] | null;
  progress: Progress;
};
/** `erased`: contacts destroyed again. `null`: the list is not there. */
export type RestoredPractice = Restored & { jobs: number; erased: number | null };

/** Fills an empty database from a backup and destroys again what was erased since. Throws `BackupError` and `WrongKeyError`. */
export async function restorePractice(
  parts: Parts,
  { lines, erasureFiles, progress }: Source,
): Promise<RestoredPractice> {
  const { config, connection, clock } = parts;
  const cipher = new ContactCipher(config.keys);
  const links = privateLinks(config.keys.link);
  const jobs = new Jobs(connection.jobs, createLogger(config.logLevel));
  const database = transactionalDatabase(connection.db, {
    cipher,
    links,
    enqueue: (db, list) => jobs.enqueue(db, list),
    ready: () => true,
  });
  const { replayErasures } = privacyOf({ database, links, ids: randomIds(clock), clock });
  const erasures = erasureFiles === null ? [] : readErasures(erasureFiles);
  let waiting = 0;
  let erased = 0;
  const restored = await restoreBackup(lines, {
    connection,
    progress,
    async checkKeys(canaries) {
      await newCanaries(canaries, cipher, links);
    },
    async finish(left, { madeAt }) {
      await jobs.start();
      waiting = await jobs.putBack(left);
      erased = await replayErasures.execute(erasures ?? [], new Date(madeAt));
      await jobs.stop();
    },
  });
  return { ...restored, jobs: waiting, erased: erasures === null ? null : erased };
}
