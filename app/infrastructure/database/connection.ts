import path from "node:path";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";

/** The query builder over either driver; also what a transaction hands out. */
export type Db = PgDatabase<PgQueryResultHKT>;

/** What pg-boss asks of a database: its own pool, or statements run for it on the embedded one. */
export type JobsConnection =
  | { connectionString: string }
  | { db: { executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> } };

export type Connection = {
  db: Db;
  jobs: JobsConnection;
  /** One statement with `$1…$n`, for libraries that bring their own SQL. */
  run(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  /** Safe to run in several processes at once. Throws `OldDatabaseError`. */
  migrate(): Promise<void>;
  /** Calls back after every `NOTIFY channel`, and after a lost connection was found again. */
  listen(channel: string, onNotify: () => void): Promise<void>;
  close(): Promise<void>;
};

export const MIGRATIONS = path.resolve("drizzle");

export type Parameter = string | number | boolean | null;

/** Libraries leave it to their driver to bind absent values, dates and objects. */
export function asParameter(value: unknown): Parameter | Parameter[] {
  if (Array.isArray(value)) return value.flatMap((each) => asParameter(each));
  if (value === undefined || value === null) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return value instanceof Date ? value.toISOString() : JSON.stringify(value);
}
