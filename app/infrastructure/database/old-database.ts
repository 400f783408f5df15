import { readMigrationFiles } from "drizzle-orm/migrator";

/** The database was made by a version whose migrations were since squashed. The message is for the maintainer. */
export class OldDatabaseError extends Error {
  override name = "OldDatabaseError";
}

/** The database was migrated by a newer version, whose rows this one would misread. The message is for the maintainer. */
export class NewerDatabaseError extends Error {
  override name = "NewerDatabaseError";
}

type Run = (text: string) => Promise<{ rows: unknown[] }>;

/**
 * Reads what Drizzle's migrator recorded, and writes nothing. Throws `NewerDatabaseError` if the database has all migrations of
 * `migrationsFolder` and more, and `OldDatabaseError` if one of its migrations is not the folder's.
 */
export async function refuseOtherDatabase(run: Run, migrationsFolder: string): Promise<void> {
  const { rows } = await run("select to_regclass('drizzle.__drizzle_migrations') is not null as migrated");
  if (!Object(rows[0]).migrated) return;
  const applied = (await run("select hash from drizzle.__drizzle_migrations order by created_at")).rows;
  const ours = readMigrationFiles({ migrationsFolder });
  if (applied.some((row, at) => at < ours.length && Object(row).hash !== ours[at]?.hash))
    throw new OldDatabaseError("This database was made by an older version of the software, which cannot be migrated.");
  if (applied.length > ours.length)
    throw new NewerDatabaseError("This database was opened by a newer version of the software: update the app.");
}
