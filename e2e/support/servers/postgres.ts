import { sql } from "drizzle-orm";
import postgres from "postgres";
import type { Practice } from "../practice.ts";
import type { Stored } from "../records/stored.ts";

/** The server on which tests may make databases of their own. */
export const SERVER = process.env.TEST_DATABASE_URL;

/** A new database on the server: empty, or a copy of another to which nobody is connected. */
export async function databaseOf(
  server: string,
  template = "template1",
): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `no_slots_${crypto.randomUUID().replaceAll("-", "")}`;
  const admin = postgres(server, { max: 1, onnotice: () => undefined });
  await admin`create database ${admin(name)} template ${admin(template)}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async drop() {
      await admin`drop database if exists ${admin(name)} with (force)`;
      await admin.end();
    },
  };
}

/** Works with a database that is gone afterwards. Throws where there is no server. */
export async function withDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  if (!SERVER) throw new Error("TEST_DATABASE_URL is not set");
  const database = await databaseOf(SERVER);
  try {
    return await work(database.url);
  } finally {
    await database.drop();
  }
}

/** Keeps one connection busy in a transaction with statements of so many seconds. */
export const keepsBusy = ({ db }: Stored, seconds: number[]) =>
  db.transaction(async (tx) => {
    for (const each of seconds) await tx.execute(sql`select pg_sleep(${each})`);
  });

/** The tables in a database that are not PostgreSQL's own. */
export async function tablesIn(url: string): Promise<unknown[]> {
  const reader = postgres(url, { max: 1 });
  const rows = await reader`select 1 from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`;
  await reader.end();
  return [...rows];
}

/** A setting of a database, for sessions from now on; `null`: the server's again. */
export async function setOfDatabase(url: string, setting: string, value: string | null) {
  const admin = postgres(String(SERVER), { max: 1 });
  const change = value === null ? `reset ${setting}` : `set ${setting} = '${value}'`;
  await admin.unsafe(`alter database ${new URL(url).pathname.slice(1)} ${change}`);
  await admin.end();
}

/** Ends every session of a database, as a failover does it. */
export async function cutSessions(url: string) {
  const admin = postgres(String(SERVER), { max: 1 });
  await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${new URL(url).pathname.slice(1)}`;
  await admin.end();
}

/** An empty database on a server whose sessions are read-only. */
export async function databaseOnStandby(server: string, name: string) {
  const admin = postgres(server, { max: 1 });
  await admin.unsafe("set default_transaction_read_only = off");
  await admin.unsafe(`create database ${name}`);
  await admin.end();
}

/** The connections that the apps of a server have open, and whether each is encrypted. */
export const connectionsOf = (practice: Practice) =>
  practice.query("select ssl from pg_stat_ssl join pg_stat_activity using (pid) where application_name = 'no-slots'");
