import { existsSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import postgres from "postgres";
import type { Connection } from "#app/infrastructure/database/connection.ts";
import { openConnection } from "#app/infrastructure/database/database.ts";
import { overPglite } from "#app/infrastructure/database/embedded-database.ts";
import { Jobs } from "#app/infrastructure/jobs/jobs.ts";
import { createLogger } from "#app/infrastructure/logger.ts";

/** Tables and queues, as the app's start creates them. */
export async function bringUp(connection: Connection): Promise<void> {
  await connection.migrate();
  const jobs = new Jobs(connection.jobs, createLogger("silent"));
  await jobs.start();
  await jobs.stop();
}

/** The file in a folder with the dump of an embedded database that was brought up. Creating one takes seconds: it is made once. */
export async function migratedDump(folder: string): Promise<string> {
  const file = path.join(folder, "migrated.tar");
  if (existsSync(file)) return file;
  const client = await PGlite.create();
  const connection = await overPglite(client);
  await bringUp(connection);
  const dump = await client.dumpDataDir("none");
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, Buffer.from(await dump.arrayBuffer()));
  await rename(unfinished, file);
  await connection.close();
  return file;
}

/** A database on a server that was brought up, and to which nobody is connected: the template of others. */
export async function migratedPostgres(server: string): Promise<{ name: string; drop(): Promise<void> }> {
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
