import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import { fromRoot } from "#app/infrastructure/root-folder.ts";

/** The query builder over either driver; also what a transaction hands out. */
export type Db = PgDatabase<PgQueryResultHKT>;

/** The database interface of pg-boss. */
export type JobsConnection = {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  /** A statement that runs every second: its plan is kept. */
  repeat(text: string): Promise<{ rows: unknown[] }>;
};

export type Connection = {
  db: Db;
  jobs: JobsConnection;
  /** One statement with `$1…$n`, for libraries that bring their own SQL. */
  run(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  /** `false`: reading works, writing temporarily does not. */
  mayWrite(): Promise<boolean>;
  /** Safe to run in several processes at once. Throws `OldDatabaseError`, `NewerDatabaseError` and `SetUpError`. */
  migrate(only?: RestoringMigrations): Promise<void>;
  /** Calls back after every `NOTIFY channel`, and after a lost connection was found again. */
  listen(channel: string, onNotify: () => void): Promise<void>;
  /** Checkpoints and vacuums, which the embedded database never does by itself. Called every hour. */
  upkeep(): Promise<void>;
  close(): Promise<void>;
};

/** For a restore under way: a folder with the first of the migrations; `null`: all of them. */
export type RestoringMigrations = { restoring: string | null };

export const MIGRATIONS = fromRoot("drizzle");

export type Parameter = string | number | boolean | null;

/** Libraries leave it to their driver to bind absent values, dates and objects. */
export function asParameter(value: unknown): Parameter | Parameter[] {
  if (Array.isArray(value)) return value.flatMap((each) => asParameter(each));
  if (value === undefined || value === null) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return value instanceof Date ? value.toISOString() : JSON.stringify(value);
}
