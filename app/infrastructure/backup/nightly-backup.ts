import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import type { Clock } from "#app/application/ports/clock.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import type { Logger } from "#app/infrastructure/logger.ts";
import { compressed, keepBackup } from "./backup-file.ts";
import { writeBackup } from "./write-backup.ts";

const KEPT_DAYS = 14;
const DAY_MS = 24 * 60 * 60 * 1000;
const NAME = /^backup-(\d{4}-\d{2}-\d{2})\.gz$/;

/** When the newest backup of the folder was written; `null`: there is none. */
export function newestBackupAt(folder: string): Date | null {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => NAME.test(name)) : [];
  const newest = names.sort().at(-1);
  return newest === undefined ? null : statSync(path.join(folder, newest)).mtime;
}

type Parts = { folder: string; db: Db; clock: Clock; logger: Pick<Logger, "info"> };

/** One file for each day (UTC), and none older than two weeks. Called every hour; writes at most once a day. */
export class NightlyBackup {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Throws `BackupError`, and then the next hour tries again. Old files are removed only when the new one stands. */
  async runIfDue(): Promise<void> {
    const { folder, db, clock, logger } = this.#parts;
    const now = clock();
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = path.join(folder, `backup-${now.toISOString().slice(0, 10)}.gz`);
    if (existsSync(file)) return;
    const { stream, done } = compressed((write) => writeBackup(db, { now, write }));
    await Promise.all([keepBackup(stream, file), done]);
    logger.info("backup written", { file: path.basename(file) });
    for (const name of readdirSync(folder)) {
      const [, day] = NAME.exec(name) ?? [];
      if (day && now.getTime() - Date.parse(day) > KEPT_DAYS * DAY_MS) rmSync(path.join(folder, name));
    }
  }
}
