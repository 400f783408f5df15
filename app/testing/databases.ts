import { readFile } from "node:fs/promises";
import postgres from "postgres";
import { inject } from "vitest";
import type { Connection } from "#app/infrastructure/database/connection.ts";
import { openConnection } from "#app/infrastructure/database/database.ts";
import { reusedEmbedded } from "./database/reused-embedded.ts";

export type TestDatabase = { connection: Connection; drop(): Promise<void> };

const embedded = () => reusedEmbedded(async () => new Blob([await readFile(inject("migratedEmbedded"))]));

/** A database of its own on the server that `TEST_DATABASE_URL` names: empty, or a copy of another to which nobody is connected. */
export async function freshPostgres(
  serverUrl: string,
  template = "template1",
): Promise<TestDatabase & { url: string }> {
  const name = `no_slots_${crypto.randomUUID().replaceAll("-", "")}`;
  const admin = postgres(serverUrl, { max: 1, onnotice: () => undefined });
  await admin`create database ${admin(name)} template ${admin(template)}`;
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const connection = await openConnection({ kind: "postgres", url: url.href });
  return {
    connection,
    url: url.href,
    async drop() {
      await connection.close();
      await admin`drop database ${admin(name)} with (force)`;
      await admin.end();
    },
  };
}

export const postgresServer = inject("postgresServer");

type OpenTestDatabase = { name: string; open(): Promise<TestDatabase> };

/** The databases that repository, job and concurrency tests run on. */
export const DATABASES: OpenTestDatabase[] = [
  { name: "PGlite", open: embedded },
  ...(postgresServer
    ? [{ name: "PostgreSQL", open: () => freshPostgres(postgresServer, inject("migratedPostgres")) }]
    : []),
];
