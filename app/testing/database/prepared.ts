import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import type { TestProject } from "vitest/node";
import { migratedDump, migratedPostgres } from "./migrated.ts";

// As in the workers: this process prepares one embedded database, and optimising the code takes longer than it saves.
setFlagsFromString("--liftoff-only");

/** Creating a database takes a second or more, and most tests have one of their own: it is created once, and copied. */
export default async function prepare({ provide, config }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), "no-slots-embedded-"));
  provide("migratedEmbedded", await migratedDump(config.provide.sharedByRunners ?? folder));

  const server = config.provide.postgresServer;
  const template = server ? await migratedPostgres(server) : null;
  provide("migratedPostgres", template?.name);
  return async () => {
    await rm(folder, { recursive: true, force: true });
    await template?.drop();
  };
}
