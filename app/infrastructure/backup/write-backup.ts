import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { JOB_NAMES } from "#app/infrastructure/jobs/job-registry.ts";
import { type BackupLine, FORMAT, FORMAT_VERSION } from "./lines.ts";
import { ask, readTable, tablesOf } from "./tables.ts";

/** `table`: the one that is being read. */
export type Progress = (table: string, rows: number) => void;
type Options = { now: Date; write(line: BackupLine): Promise<void>; progress?: Progress };

const migrationRow = z.object({ hash: z.string(), created_at: z.coerce.number() });
const canaryRow = z.object({ name: z.string(), value: z.string() });
const jobRow = z.object({ name: z.string(), data: z.string(), startAfter: z.string() });

/** Writes one moment of the database, contacts encrypted as stored, keys never. The database may be in use meanwhile. */
export async function writeBackup(
  db: Db,
  { now, write, progress }: Options,
): Promise<{ tables: number; rows: number }> {
  return db.transaction(
    async (tx) => {
      await tx.execute(sql.raw("set local statement_timeout = 0"));
      const migrations = z
        .array(migrationRow)
        .parse(await ask(tx, "select hash, created_at from drizzle.__drizzle_migrations order by created_at"));
      await write({
        format: FORMAT,
        version: FORMAT_VERSION,
        madeAt: now.toISOString(),
        migrations: migrations.map(({ hash, created_at }) => ({ hash, createdAt: created_at })),
        canaries: z.array(canaryRow).parse(await ask(tx, "select name, value from key_canary order by name")),
      });
      const end = { tables: 0, rows: 0 };
      for (const table of await tablesOf(tx)) {
        await write({ table: table.name, columns: table.columns });
        const sum = await readTable(tx, table, async (rows) => {
          end.rows += rows.length;
          progress?.(table.name, end.rows);
          await write({ rows });
        });
        await write({ sum });
        end.tables += 1;
      }
      await write({ jobs: await waitingJobs(tx) });
      await write({ end });
      return end;
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

async function waitingJobs(tx: Db) {
  const [there] = await ask(tx, "select to_regclass('pgboss.job') is not null as there");
  if (!Object(there).there) return [];
  const names = JOB_NAMES.map((name) => `'${name}'`).join(", ");
  return z.array(jobRow).parse(
    await ask(
      tx,
      `select name, data::text as data, start_after::text as "startAfter" from pgboss.job
        where state in ('created', 'retry', 'active') and name in (${names}) order by created_on, id`,
    ),
  );
}
