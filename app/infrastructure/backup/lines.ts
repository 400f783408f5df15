import { z } from "zod";
import { ERASURE_REASONS } from "#app/domain/retention.ts";

export const FORMAT = "no-slots-backup";
export const FORMAT_VERSION = 1;

const value = z.string().nullable();
const column = z.object({ name: z.string(), type: z.string() });
const sum = z.object({ rows: z.int(), hash: z.string() });

const migration = z.object({ hash: z.string(), createdAt: z.number() });
const header = z.object({
  format: z.literal(FORMAT),
  version: z.int(),
  madeAt: z.iso.datetime(),
  migrations: z.array(migration),
  /** Known texts under each key, by which a wrong key shows. */
  canaries: z.array(z.object({ name: z.string(), value: z.string() })),
});
const job = z.object({ name: z.string(), data: z.string(), startAfter: z.string() });

/** A line of a backup: header, then for each table its columns, rows and sum, then waiting jobs, then the end. */
export const backupLine = z.union([
  header,
  z.object({ table: z.string(), columns: z.array(column) }),
  /** Values as PostgreSQL writes them as text. */
  z.object({ rows: z.array(z.array(value)) }),
  z.object({ sum }),
  z.object({ jobs: z.array(job) }),
  /** A file without this line is not whole. */
  z.object({ end: z.object({ tables: z.int(), rows: z.int() }) }),
]);
export type BackupLine = z.infer<typeof backupLine>;
export type BackupHeader = z.infer<typeof header>;
export type Column = z.infer<typeof column>;
export type Row = z.infer<typeof value>[];
export type TableSum = z.infer<typeof sum>;
export type WaitingJob = z.infer<typeof job>;
export type AppliedMigration = z.infer<typeof migration>;

/** A line of the list of erasures. It names a request, a caller or a chat by its id, and no person. */
export const erasureLine = z.object({
  requestId: z.uuid(),
  reason: z.enum(ERASURE_REASONS),
  erasedAt: z.iso.datetime(),
});
export type ErasureLine = z.infer<typeof erasureLine>;

/** A backup that cannot be made, read or restored. The message is for the maintainer at a terminal. */
export class BackupError extends Error {
  override name = "BackupError";
}

/** `null`: the text is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
