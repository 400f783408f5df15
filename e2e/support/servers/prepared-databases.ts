import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { overPglite } from "#app/infrastructure/database/embedded-database.ts";

const FOLDER = "MIGRATED_EMBEDDED";

/** Creating a database with its queues takes seconds: one of each kind is created once and copied for each practice. */
export default async function prepare(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), "no-slots-embedded-"));
  const connection = await overPglite(await PGlite.create(path.join(folder, "pglite")));
  await connection.migrate();
  await connection.close();
  process.env[FOLDER] = folder;
  return () => rm(folder, { recursive: true, force: true });
}

/** Puts an empty, migrated database where a practice keeps its own. */
export async function migratedEmbedded(dataDir: string): Promise<void> {
  const folder = process.env[FOLDER];
  if (!folder) throw new Error("nothing was prepared");
  await cp(folder, dataDir, { recursive: true });
}
