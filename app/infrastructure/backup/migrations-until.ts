import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { z } from "zod";
import { MIGRATIONS } from "#app/infrastructure/database/connection.ts";
import { type AppliedMigration, BackupError } from "./lines.ts";

const journal = z.looseObject({ entries: z.array(z.looseObject({ tag: z.string() })) });
const JOURNAL = path.join("meta", "_journal.json");

/**
 * Calls `work` with a folder of exactly the migrations that the backup's database had. Throws `BackupError` when it had others than
 * this version of the app knows.
 */
export async function withMigrationsUntil(applied: AppliedMigration[], work: (folder: string) => Promise<void>) {
  const ours = readMigrationFiles({ migrationsFolder: MIGRATIONS });
  if (applied.length === 0) throw new BackupError("This backup is of a database without tables.");
  if (applied[0]?.hash !== ours[0]?.hash)
    throw new BackupError("This backup was made by an older version of the app, whose tables this one cannot read.");
  if (applied.some(({ hash }, at) => ours[at]?.hash !== hash))
    throw new BackupError("This backup was made by a newer version of the app: update the app first, then restore.");
  const folder = mkdtempSync(path.join(tmpdir(), "migrations-"));
  try {
    const whole = journal.parse(JSON.parse(readFileSync(path.join(MIGRATIONS, JOURNAL), "utf8")));
    const entries = whole.entries.slice(0, applied.length);
    mkdirSync(path.join(folder, "meta"));
    writeFileSync(path.join(folder, JOURNAL), JSON.stringify({ ...whole, entries }));
    for (const { tag } of entries) copyFileSync(path.join(MIGRATIONS, `${tag}.sql`), path.join(folder, `${tag}.sql`));
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
