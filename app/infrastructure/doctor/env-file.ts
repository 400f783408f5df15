import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";

/** A value as Node's `--env-file` reads it back. Throws `RangeError` for one that the format cannot hold. */
export function envLine(name: string, value: string): string {
  if (/[\r\n\0]/.test(value)) throw new RangeError(`${name} must be one line`);
  if (/^[\w.,:/@+=-]*$/.test(value)) return `${name}=${value}`;
  const quote = ["'", '"', "`"].find((mark) => !value.includes(mark) && (mark === "'" || !value.includes("\\")));
  if (!quote) throw new RangeError(`${name} has too many kinds of quotes`);
  return `${name}=${quote}${value}${quote}`;
}

/** Writes the file whole or not at all, readable by its owner alone. */
export function writeEnvFile(file: string, values: Record<string, string>): void {
  const lines = Object.entries(values).map(([name, value]) => envLine(name, value));
  const partial = `${file}.partial`;
  rmSync(partial, { force: true });
  const written = openSync(partial, "wx", 0o600);
  try {
    writeSync(written, `# Written by npm run setup. .env.example explains each line.\n${lines.join("\n")}\n`);
    fsyncSync(written);
  } finally {
    closeSync(written);
  }
  renameSync(partial, file);
}
