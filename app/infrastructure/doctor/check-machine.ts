import { existsSync, statSync } from "node:fs";
import { statfs } from "node:fs/promises";
import path from "node:path";
import { smallMemory } from "#app/infrastructure/config/memory.ts";
import type { Config } from "#app/infrastructure/config.ts";
import { type Finding, fault, ok, warning } from "./finding.ts";

const MB = 1024 * 1024;
const FREE_MB = 500;
const OTHERS = 0o077;

/** Memory, the disk under the data, and who may read the settings. */
export async function checkMachine(config: Pick<Config, "database" | "dataDir">, envFile: string): Promise<Finding[]> {
  const small = smallMemory(config);
  const place = existsSync(config.dataDir) ? config.dataDir : path.dirname(config.dataDir);
  const { bavail, bsize } = await statfs(existsSync(place) ? place : ".");
  const free = Math.floor((bavail * bsize) / MB);
  return [
    small === null ? ok("memory", "enough") : warning("memory", small),
    free >= FREE_MB
      ? ok("disk", `${free} MB free`)
      : fault("disk", `only ${free} MB are free: make room before it is full`, "disk"),
    rightsOf(envFile),
  ];
}

function rightsOf(envFile: string): Finding {
  if (!existsSync(envFile)) return ok("file rights", "there is no .env");
  if (process.platform === "win32" || (statSync(envFile).mode & OTHERS) === 0)
    return ok("file rights", ".env is its owner's alone");
  return fault("file rights", ".env holds keys, and other users may read it: chmod 600 .env", "file_rights");
}
