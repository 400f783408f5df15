import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { ErasureList } from "#app/application/ports/privacy.ts";
import type { Config } from "#app/infrastructure/config.ts";
import { type ErasureLine, erasureLine, jsonOf } from "./lines.ts";

/** The file beside the backups, or else beside the data: it holds erasures made after the newest backup too. */
export const ERASURES = "erasures.jsonl";

type Folders = Pick<Config, "backupDir" | "dataDir">;

/** Where this practice's list is written. */
export const erasureListOf = ({ backupDir, dataDir }: Folders): ErasureList => fileErasureList(backupDir ?? dataDir);

/** All places where a list may be: beside the restored file, and where this practice writes or once wrote one. */
export const erasureFiles = (beside: string, { backupDir, dataDir }: Folders): string[] =>
  [...new Set([beside, backupDir ?? dataDir, dataDir])].map((folder) => path.join(folder, ERASURES));

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
export function readErasures(files: string[]): ErasureLine[] | null {
  const lists = files.filter((file) => existsSync(file));
  if (lists.length === 0) return null;
  const texts = lists.flatMap((file) => readFileSync(file, "utf8").split("\n"));
  return texts.flatMap((text) => erasureLine.safeParse(jsonOf(text)).data ?? []);
}
