import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import type { TestProject } from "vitest/node";
import { overPglite } from "../embedded-database.ts";

/** An embedded database takes seconds to make anew, and most test files need one: it is made once, and each has a copy. */
export default async function prepare({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), "no-slots-embedded-"));
  const file = path.join(folder, "migrated.tar");
  const client = await PGlite.create();
  const connection = await overPglite(client);
  await connection.migrate();
  const dump = await client.dumpDataDir("none");
  await writeFile(file, Buffer.from(await dump.arrayBuffer()));
  await connection.close();
  provide("migratedEmbedded", file);
  return () => rm(folder, { recursive: true, force: true });
}
