import { createReadStream, createWriteStream, existsSync, renameSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import path from "node:path";
import { PassThrough, type Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { codeOfFault } from "#app/infrastructure/faults.ts";
import { checkedLines } from "./checked-lines.ts";
import { BackupError, type BackupLine, backupLine, jsonOf } from "./lines.ts";

/** Hands compressed lines to `work`'s stream while they are written. */
export function compressed(work: (write: (line: BackupLine) => Promise<void>) => Promise<unknown>): {
  stream: Readable;
  done: Promise<void>;
} {
  const gzip = createGzip();
  // `done` rejects with the same fault; without a listener it would also end the process once nobody reads.
  gzip.on("error", () => undefined);
  const write = (line: BackupLine) =>
    new Promise<void>((resolve, reject) =>
      gzip.write(`${JSON.stringify(line)}\n`, (error) => (error ? reject(error) : resolve())),
    );
  const done = work(write).then(
    () => void gzip.end(),
    (error: unknown) => {
      gzip.destroy(error instanceof Error ? error : new Error("backup failed"));
      throw error;
    },
  );
  return { stream: gzip, done };
}

const WHY: Record<string, string> = {
  ENOSPC: "the disk is full",
  EFBIG: "the disk is full",
  ENOENT: "its folder does not exist",
};

/**
 * Writes the file under another name, reads it back to its last line, and only then gives it its name. Throws `BackupError`
 * when the file exists, and when what was received is not whole.
 */
export async function keepBackup(stream: Readable, file: string): Promise<void> {
  if (existsSync(file)) throw new BackupError(`${file} exists already: nothing was written.`);
  const partial = `${file}.partial`;
  try {
    await pipeline(stream, createWriteStream(partial, { mode: 0o600 }));
    for await (const _ of checkedLines(readBackup(partial)));
    const handle = await open(partial, "r");
    await handle.sync();
    await handle.close();
    renameSync(partial, file);
  } catch (error) {
    rmSync(partial, { force: true });
    if (error instanceof BackupError) throw error;
    const code = codeOfFault(error);
    const words = WHY[code] ?? `(${code})`;
    throw new BackupError(`${path.basename(file)} was not written: ${words}. Nothing is left of it.`, { cause: error });
  }
}

/** The lines of a backup. Throws `BackupError` when it is not one, or not whole. */
export async function* readBackup(source: string | Readable): AsyncGenerator<BackupLine> {
  const broken = (words: string, cause?: unknown) =>
    new BackupError(`This backup ${words}. Nothing of it was taken over.`, { cause });
  const input = typeof source === "string" ? createReadStream(source) : source;
  const plain = new PassThrough();
  const decompressing = pipeline(input, createGunzip(), plain);
  decompressing.catch(() => undefined);
  let whole = false;
  try {
    for await (const text of linesOf(plain)) {
      const line = backupLine.safeParse(jsonOf(text));
      if (!line.success) throw broken("cannot be read");
      whole = "end" in line.data;
      yield line.data;
    }
    await decompressing;
  } catch (error) {
    if (error instanceof BackupError) throw error;
    if (codeOfFault(error) === "ENOENT") throw new BackupError("There is no such file.", { cause: error });
    throw broken(
      /^Z_|ERR_STREAM_PREMATURE/.test(codeOfFault(error)) ? "is cut off or damaged" : "cannot be read",
      error,
    );
  }
  if (!whole) throw broken("is cut off: its last line is missing");
}

/** Not `readline`, which waits forever when its input is destroyed (Node 20). */
async function* linesOf(stream: Readable): AsyncGenerator<string> {
  let rest = "";
  for await (const part of stream.setEncoding("utf8")) {
    const texts = (rest + part).split("\n");
    rest = texts.pop() ?? "";
    yield* texts;
  }
  if (rest !== "") yield rest;
}
