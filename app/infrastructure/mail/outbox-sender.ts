import { randomUUID } from "node:crypto";
import { link, mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { type EmailSender, type MailArchive, MailError, type OutgoingMail } from "#app/application/ports/mail.ts";
import { mailHeaders } from "./mail-headers.ts";

/** The duration of a worker's claim; anything older was left by a killed process. */
const ABANDONED_AFTER_MS = 60_000;

/** The content of an outbox file, as JSON. */
export type OutboxMail = Pick<OutgoingMail, "id" | "to" | "subject" | "html" | "text" | "files"> & {
  headers: Record<string, string>;
};

/**
 * For a demo: every mail is a file `<dir>/<mail id>.json`, readable by its owner only. A file appears atomically
 * and never changes. Incomplete files are in `<dir>/.partial/`.
 */
export class OutboxSender implements EmailSender, MailArchive {
  readonly #dir: string;
  readonly #partialDir: string;

  constructor(dir: string) {
    this.#dir = dir;
    this.#partialDir = path.join(dir, ".partial");
  }

  /** Throws a retryable `MailError` such as `outbox-ENOSPC`, which names no path. */
  async send(mail: OutgoingMail): Promise<void> {
    const { id, to, subject, html, text, files } = mail;
    if (!/^[\w-]{1,64}$/.test(id)) throw new MailError("outbox-bad-id", "final");
    const content: OutboxMail = { id, to, subject, html, text, headers: mailHeaders(mail), ...(files && { files }) };
    const partial = path.join(this.#partialDir, randomUUID());
    try {
      await mkdir(this.#partialDir, { recursive: true, mode: 0o700 });
      await this.#sweep();
      try {
        await writeFile(partial, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flag: "wx", flush: true });
        // A link, unlike a rename, never replaces an existing file.
        await link(partial, path.join(this.#dir, `${id}.json`));
      } finally {
        await rm(partial, { force: true });
      }
    } catch (error) {
      const code = codeOf(error);
      if (code !== "EEXIST" || !(await this.#holds(id))) throw new MailError(`outbox-${code}`, "retryable");
    }
  }

  async destroy(mailIds: string[]): Promise<number> {
    const gone = await Promise.all(mailIds.map((id) => this.#remove(path.join(this.#dir, `${id}.json`))));
    return gone.filter(Boolean).length;
  }

  async #remove(file: string): Promise<boolean> {
    try {
      await rm(file);
      return true;
    } catch (error) {
      const code = codeOf(error);
      if (code === "ENOENT") return false;
      throw new MailError(`outbox-${code}`, "retryable");
    }
  }

  async #holds(id: string): Promise<boolean> {
    const found = await stat(path.join(this.#dir, `${id}.json`)).catch(() => null);
    return found?.isFile() ?? false;
  }

  /** An incomplete file holds an address: it must not outlive its killed process. */
  async #sweep(): Promise<void> {
    for (const name of await readdir(this.#partialDir)) {
      const file = path.join(this.#partialDir, name);
      const found = await stat(file).catch(() => null);
      if (found && Date.now() - found.mtimeMs > ABANDONED_AFTER_MS) await rm(file, { force: true });
    }
  }
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" && /^E[A-Z0-9_]+$/.test(code) ? code : "failed";
}
