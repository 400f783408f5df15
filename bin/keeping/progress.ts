import type { Progress } from "#app/infrastructure/backup/write-backup.ts";

const EVERY_MS = 200;
const CLEAR_LINE = "\r\u001b[K";

/** One line that changes on a terminal; elsewhere a line for each table. `end` leaves the terminal's line empty. */
export function showProgress(out: NodeJS.WriteStream = process.stderr): { progress: Progress; end(): void } {
  let last = "";
  let drawnAt = 0;
  return {
    progress(table, rows) {
      const now = performance.now();
      if (!out.isTTY) {
        if (table !== last) out.write(`${table} …\n`);
      } else if (table !== last || now - drawnAt > EVERY_MS) {
        out.write(`${CLEAR_LINE}${table}: ${rows} rows`);
        drawnAt = now;
      }
      last = table;
    },
    end: () => void (out.isTTY && out.write(CLEAR_LINE)),
  };
}
