import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import type { Connection } from "#app/infrastructure/database/connection.ts";
import { openConnection } from "#app/infrastructure/database/database.ts";
import { overPglite } from "#app/infrastructure/database/embedded-database.ts";
import { Jobs } from "#app/infrastructure/jobs/jobs.ts";
import { createLogger } from "#app/infrastructure/logger.ts";

/** A database takes a second or more to make anew, and most tests have one of their own: it is made once, and each has a copy. */
export default async function prepare({ provide, config }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), "no-slots-embedded-"));
  const file = path.join(folder, "migrated.tar");
  const client = await PGlite.create();
  const connection = await overPglite(client);
  await bringUp(connection);
  const dump = await client.dumpDataDir("none");
  await writeFile(file, Buffer.from(await dump.arrayBuffer()));
  await connection.close();
  provide("migratedEmbedded", file);

  const server = config.provide.postgresServer;
  const template = server ? await migratedPostgres(server) : null;
  provide("migratedPostgres", template?.name);
  return async () => {
    await rm(folder, { recursive: true, force: true });
    await template?.drop();
  };
}

/** Tables and queues, as the start of the app makes them. */
async function bringUp(connection: Connection): Promise<void> {
  await connection.migrate();
  const jobs = new Jobs(connection.jobs, createLogger("silent"));
  await jobs.start();
  await jobs.stop();
}

async function migratedPostgres(server: string): Promise<{ name: string; drop(): Promise<void> }> {
  const name = `no_slots_migrated_${crypto.randomUUID().replaceAll("-", "")}`;
  const admin = postgres(server, { max: 1, onnotice: () => undefined });
  await admin`create database ${admin(name)}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  const connection = await openConnection({ kind: "postgres", url: url.href });
  await bringUp(connection);
  await connection.close();
  return {
    name,
    async drop() {
      await admin`drop database ${admin(name)} with (force)`;
      await admin.end();
    },
  };
}
