import { z } from "zod";
import { isAway } from "#app/infrastructure/faults.ts";
import type { Connection } from "./connection.ts";

type Run = Connection["run"];

const LOOKS_EVERY_MS = 10_000;
/** After a crash this much is read again: a second or less. */
const LOG_BYTES = 32 * 1024 * 1024;
const HOURS_BETWEEN_VACUUMS = 20;

const position = z.object({ at: z.coerce.number() });

/** Bytes of the write-ahead log since the database was made. */
async function logPosition(run: Run): Promise<number> {
  const { rows } = await run("select pg_current_wal_lsn() - '0/0'::pg_lsn as at");
  return position.parse(rows[0]).at;
}

/** Writes a checkpoint whenever the log has grown: otherwise it grows as long as the process lives. Returns the timer. */
export function watchLog(run: Run): NodeJS.Timeout {
  let checkpointed: number | null = null;
  const look = async () => {
    const at = await logPosition(run);
    if (checkpointed !== null && at - checkpointed < LOG_BYTES) return;
    await run("checkpoint");
    checkpointed = await logPosition(run);
  };
  const timer = setInterval(() => {
    look().catch((error: unknown) => {
      // The database is being closed; the next start reads the log.
      if (!isAway(error) && !(error instanceof Error && /closed/i.test(error.message))) throw error;
    });
  }, LOOKS_EVERY_MS);
  return timer.unref();
}

/** Each hour a checkpoint; after most of a day also freed space and fresh statistics. */
export function upkeepOf(run: Run): () => Promise<void> {
  let calls = 0;
  return async () => {
    if (calls % HOURS_BETWEEN_VACUUMS === 0) await run("vacuum (analyze)");
    calls += 1;
    // Plans are kept for the tables as they were.
    await run("discard plans");
    await run("checkpoint");
  };
}
