import { chmodSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const IN_MEMORY = "/dev/shm";
/** What a run needs, many times over. In a container the folder often has 64 MB only. */
const ENOUGH_BYTES = 4 * 1024 ** 3;

function hasRoom(folder) {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= ENOUGH_BYTES;
  } catch {
    return false;
  }
}

/**
 * The temporary folder of one run, in memory where there is room: a test's embedded database has a thousand files, and copying
 * them on a disk costs ten times the CPU time. `env`: for the runners, which share what they prepare in `TEST_RUN`.
 * @param {string} [memory]
 */
export function runFolder(memory = IN_MEMORY) {
  const folder = mkdtempSync(path.join(hasRoom(memory) ? memory : tmpdir(), "no-slots-run-"));
  // Servers that tests start as other users (PostgreSQL, PgBouncer) reach their own folders through it.
  chmodSync(folder, 0o711);
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  for (const signal of ["SIGINT", "SIGTERM"])
    process.once(signal, () => {
      remove();
      process.exit(1);
    });
  return { env: { TMPDIR: folder, TEST_RUN: folder }, remove };
}
