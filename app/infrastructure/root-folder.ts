import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of package.json: built code has another depth than its source, and may be started from any folder. */
const ROOT = above(path.dirname(fileURLToPath(import.meta.url)));

function above(folder: string): string {
  if (existsSync(path.join(folder, "package.json"))) return folder;
  const parent = path.dirname(folder);
  if (parent === folder) throw new Error("no package.json above the code");
  return above(parent);
}

/** Resolves a path against the app's folder, whatever the working directory; an absolute path stays unchanged. */
export const fromRoot = (relative: string) => path.resolve(ROOT, relative);
