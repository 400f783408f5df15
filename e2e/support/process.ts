import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "@playwright/test";
import { send } from "./http.ts";

/** The app as `npm start` runs it: a process of its own, whose every line is kept. A demo's list begins empty unless asked. */
export class AppProcess {
  readonly #child: ChildProcess;
  readonly #log: string;
  readonly exited: Promise<number | null>;

  /** `entry`: which of the built programs; `words`: what is typed behind it. */
  constructor(env: Record<string, string>, dataDir: string, entry = "main", words: string[] = []) {
    this.#log = path.join(dataDir, `process-${crypto.randomUUID()}.log`);
    const { PATH = "" } = process.env;
    this.#child = spawn(process.execPath, [`build/server/${entry}.js`, ...words], {
      env: { PATH, DATA_DIR: path.join(dataDir, "data"), LOG_LEVEL: "trace", DEMO_PAST: "0", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const file = createWriteStream(this.#log);
    this.#child.stdout?.pipe(file, { end: false });
    this.#child.stderr?.pipe(file, { end: false });
    this.exited = once(this.#child, "exit").then(([code]: unknown[]) => (typeof code === "number" ? code : null));
  }

  /** Answers once the app says at this origin that it is ready. */
  static ready(origin: string): Promise<void> {
    const status = () =>
      send(`${origin}/health/ready`).then(
        (answer) => answer.status,
        () => 0,
      );
    return expect.poll(status, { timeout: 120_000, intervals: [100] }).toBe(200);
  }

  log() {
    return readFile(this.#log, "utf8");
  }

  /** How large a file it may write from now on, in bytes; a write beyond that fails as on a full disk. Linux. */
  limitFiles(bytes: number | "unlimited") {
    execFileSync("prlimit", ["--pid", String(this.#child.pid), `--fsize=${bytes}:unlimited`]);
  }

  kill(signal: NodeJS.Signals) {
    this.#child.kill(signal);
    return this.exited;
  }
}
