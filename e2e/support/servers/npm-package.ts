import { execFile } from "node:child_process";
import { access, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const CACHE = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), ".cache"), "emotional-balance-tests");

/**
 * The folder of an npm package that a test needs and the app does not: fetched once into the user's cache. Rejects where
 * the registry cannot be reached.
 */
export async function npmPackage(name: string, version: string): Promise<string> {
  const folder = path.join(CACHE, `${name}-${version}`);
  const there = await access(folder).then(
    () => true,
    () => false,
  );
  if (there) return path.join(folder, "package");
  await mkdir(CACHE, { recursive: true });
  const fresh = await mkdtemp(path.join(CACHE, "fetching-"));
  try {
    const { stdout } = await run("npm", ["pack", `${name}@${version}`, "--silent", "--pack-destination", fresh]);
    await run("tar", ["-xzf", path.join(fresh, stdout.trim()), "-C", fresh]);
    await rm(path.join(fresh, stdout.trim()));
    // Another worker may have been as fast: its folder is as good.
    await rename(fresh, folder).catch(() => access(folder));
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return path.join(folder, "package");
}

/** Why something that a test needs is not there, for the reason of a skip. */
export const whyMissing = (error: unknown) => (error instanceof Error ? error.message.slice(0, 200) : String(error));
