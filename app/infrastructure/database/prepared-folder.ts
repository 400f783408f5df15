import { cpSync, existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { fromRoot } from "#app/infrastructure/root-folder.ts";
import { SetUpError } from "./set-up-error.ts";

/** An empty database that the build has made: making one needs another program in memory, of several hundred megabytes. */
export const PREPARED = fromRoot("build/embedded");
const VERSION = "PG_VERSION";

/** Puts an empty database where there is none. Throws `SetUpError` when another PostgreSQL made the one that is there. */
export function prepareFolder(directory: string, prepared = PREPARED): void {
  const ours = majorOf(prepared);
  if (ours === null) return;
  const theirs = majorOf(directory);
  if (theirs === ours) return;
  if (theirs !== null) {
    throw new SetUpError(
      `The embedded database in ${directory} is of PostgreSQL ${theirs}, and this version of the app has ${ours}. Nothing was written. Start the version of the app that made it, write a backup (npm run backup), and restore it with this version into a new DATA_DIR.`,
    );
  }
  // A database whose making was interrupted has no version, and no row of anybody.
  rmSync(directory, { recursive: true, force: true });
  const partial = `${directory}.partial`;
  rmSync(partial, { recursive: true, force: true });
  cpSync(prepared, partial, { recursive: true });
  renameSync(partial, directory);
}

/** `null`: no database is there. */
function majorOf(directory: string): string | null {
  const file = path.join(directory, VERSION);
  return existsSync(file) ? readFileSync(file, "utf8").trim() : null;
}
