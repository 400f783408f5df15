import { totalmem } from "node:os";
import type { Config } from "#app/infrastructure/config.ts";

const MB = 1024 * 1024;
/** Below it the kernel ends the process without a word: the resident memory at ready (docs/operations.md), with room for a peak. */
const NEEDED_MB = { embedded: 400, postgres: 256 } as const;

/** What the process may use: the machine's memory, or the limit of its container. In bytes. */
function memoryHere(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

/** Words for a machine on which the kernel may end the app; `null`: it is large enough. */
export function smallMemory({ database }: Pick<Config, "database">, bytes = memoryHere()): string | null {
  const needed = NEEDED_MB[database.kind];
  const here = Math.floor(bytes / MB);
  if (here >= needed) return null;
  return `This machine or container gives the app ${here} MB of memory; it needs ${needed}. The kernel may end it without a word.`;
}
