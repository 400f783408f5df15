import { chmodSync, lstatSync, mkdirSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

const OTHERS = 0o077;
/** Windows has no modes: there a folder inherits its permissions. */
const HAS_MODES = process.platform !== "win32";
/** The app's own entries. A file system's `lost+found` is ignored. */
const OURS = new Set(["erasures.jsonl", "in-use.sock", "keys.json", "outbox", "pglite", "pglite.partial"]);
const NOBODYS = "lost+found";

/**
 * Restricts the directory and our entries in it to their owner, whatever their present modes; files that this process creates later
 * are restricted too. Returns the obstacle in words, or `null`.
 */
export function keepPrivate(directory: string): string | null {
  process.umask(OTHERS);
  try {
    mkdirSync(directory, { recursive: true });
    if (!HAS_MODES) return null;
    const open = isOpen(statSync(directory).mode);
    const within = readdirSync(directory).filter((name) => name !== NOBODYS);
    // A home directory, or `/tmp`: closing it would lock out its other users.
    if (open && within.some((name) => !OURS.has(name))) {
      return "others may read it, and it holds files that are not the app's: give it a folder of its own";
    }
    if (open) chmodSync(directory, 0o700);
    for (const name of within) if (OURS.has(name)) closeToOthers(path.join(directory, name));
    return null;
  } catch (error) {
    return `cannot be kept from others (${codeOf(error)}): it has to be a folder of the user that the app runs as`;
  }
}

/** A file, or a folder with its content. Links are not followed. Throws the file system's error. */
export function closeToOthers(at: string): void {
  const found = lstatSync(at);
  if (!HAS_MODES || found.isSymbolicLink()) return;
  if (isOpen(found.mode)) chmodSync(at, found.isDirectory() ? 0o700 : 0o600);
  if (found.isDirectory()) for (const name of readdirSync(at)) closeToOthers(path.join(at, name));
}

const isOpen = (mode: number) => (mode & OTHERS) !== 0;

const codeOf = (error: unknown) =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown";
