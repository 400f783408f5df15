import { cp, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { migratedDump, migratedPostgres } from "#app/testing/database/migrated.ts";
import { databaseOf, SERVER } from "./postgres.ts";

const FOLDER = "MIGRATED_EMBEDDED";
const TEMPLATE = "MIGRATED_POSTGRES";

/** Creating a database with its queues takes seconds: one of each kind is created once and copied for each practice. */
export default async function prepare(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), "no-slots-embedded-"));
  const dump = await readFile(await migratedDump(process.env.TEST_RUN ?? folder));
  const migrated = path.join(folder, "migrated");
  await mkdir(migrated);
  const client = await PGlite.create(path.join(migrated, "pglite"), { loadDataDir: new Blob([dump]) });
  await client.close();
  process.env[FOLDER] = migrated;
  const template = SERVER ? await migratedPostgres(SERVER) : null;
  if (template) process.env[TEMPLATE] = template.name;
  return async () => {
    await rm(folder, { recursive: true, force: true });
    await template?.drop();
  };
}

function prepared(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error("nothing was prepared");
  return value;
}

/** Puts an empty, migrated embedded database into a practice's folder. */
export async function migratedEmbedded(dataDir: string): Promise<void> {
  await cp(prepared(FOLDER), dataDir, { recursive: true });
}

/** An empty, migrated database on the server of the tests. */
export const migratedOn = (server: string) => databaseOf(server, prepared(TEMPLATE));
