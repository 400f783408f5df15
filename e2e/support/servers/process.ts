import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "@playwright/test";
import { send } from "../http.ts";

/** A test's process lives for seconds: caching compiled code for a later start is not worth the time. */
const EMBEDDED_COMPILED_ONCE = "--liftoff-only";

/** Tests send more mails than a practice may. */
const NO_CEILINGS = { MAILS_PER_HOUR: "100000", MAILS_PER_DAY: "100000" };

/** Processes of several tests at once share a server's hundred connections. */
const DATABASE_CONNECTIONS = "6";

/** The app as `npm start` runs it: a process of its own, whose output is kept. A demo's list begins empty unless asked. */
export class AppProcess {
  readonly #child: ChildProcess;
  readonly #log: string;
  readonly #ready: string;
  readonly exited: Promise<number | null>;

  /** `entry`: which of the built programs; `words`: its arguments; `root`: its working directory. */
  constructor(env: Record<string, string>, dataDir: string, entry = "main", words: string[] = [], root = ".") {
    this.#log = path.join(dataDir, `process-${crypto.randomUUID()}.log`);
    this.#ready = `http://127.0.0.1:${env.PORT}/health/ready`;
    const { PATH = "" } = process.env;
    this.#child = spawn(
      process.execPath,
      [EMBEDDED_COMPILED_ONCE, path.resolve(`build/server/${entry}.js`), ...words],
      {
        cwd: root,
        env: {
          PATH,
          DATA_DIR: path.join(dataDir, "data"),
          LOG_LEVEL: "trace",
          DEMO_PAST: "0",
          DATABASE_CONNECTIONS,
          ...NO_CEILINGS,
          ...env,
        },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    const file = createWriteStream(this.#log);
    this.#child.stdout?.pipe(file, { end: false });
    this.#child.stderr?.pipe(file, { end: false });
    this.exited = once(this.#child, "exit").then(([code]: unknown[]) => (typeof code === "number" ? code : null));
  }

  /** Resolves once the app is ready. Throws with its last output when it ends instead. */
  async ready(): Promise<void> {
    const ended = () => this.#child.exitCode !== null || this.#child.signalCode !== null;
    const ready = () =>
      send(this.#ready).then(
        ({ status }) => status === 200,
        () => false,
      );
    await expect.poll(async () => ended() || ready(), { timeout: 120_000, intervals: [100] }).toBe(true);
    if (ended()) throw new Error(`the app ended instead: ${(await this.log()).slice(-2_000)}`);
  }

  log() {
    return readFile(this.#log, "utf8");
  }

  /** The largest file that it may write from now on, in bytes; larger writes fail as on a full disk. Linux. */
  limitFiles(bytes: number | "unlimited") {
    execFileSync("prlimit", ["--pid", String(this.#child.pid), `--fsize=${bytes}:unlimited`]);
  }

  /** Runs `work` while the app can open no file and no connection. Linux. */
  async withoutDescriptors<T>(work: () => Promise<T>): Promise<T> {
    const pid = String(this.#child.pid);
    const limit = (descriptors: number) => execFileSync("prlimit", ["--pid", pid, `--nofile=${descriptors}:`]);
    const open = new Set(await readdir(`/proc/${pid}/fd`));
    let free = 0;
    while (open.has(String(free))) free += 1;
    limit(free);
    try {
      return await work();
    } finally {
      limit(1_000);
    }
  }

  kill(signal: NodeJS.Signals) {
    this.#child.kill(signal);
    return this.exited;
  }
}
