import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { ErasureList } from "#app/application/ports/privacy.ts";
import { type ErasureLine, erasureLine, jsonOf } from "./lines.ts";

/** The file beside the backups: it holds erasures made after the newest backup too. */
export const ERASURES = "erasures.jsonl";

/** Appends each erasure to the list in this folder, durably, before the job that asked for it counts as done. */
export function fileErasureList(folder: string): ErasureList {
  return {
    add({ waitlistRequestId: requestId, reason, erasedAt }) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const line: ErasureLine = { requestId, reason, erasedAt: erasedAt.toISOString() };
      appendFileSync(path.join(folder, ERASURES), `\n${JSON.stringify(line)}\n`, { mode: 0o600, flush: true });
    },
  };
}

/** `null`: there is no list. A line that a kill cut off is left out: its job ran again and wrote another. */
export function readErasures(file: string): ErasureLine[] | null {
  if (!existsSync(file)) return null;
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((text) => erasureLine.safeParse(jsonOf(text)).data ?? []);
}
