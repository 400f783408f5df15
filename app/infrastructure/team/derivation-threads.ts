import type { ScryptOptions } from "node:crypto";
import { Worker } from "node:worker_threads";
import { UnavailableError } from "#app/application/ports/database.ts";

/** The input of one scrypt (RFC 7914). */
export type Derivation = { password: string; salt: Uint8Array; bytes: number; cost: ScryptOptions };

/**
 * The thread's source as text: the build has no second entry. On Linux a priority belongs to a thread
 * (setpriority(2), "C library/kernel differences"), elsewhere to the whole process: there it is unchanged. Five lower
 * keeps forms fast on one core (`npm run bench -- signIns`); with more, sign-ins would starve on a busy machine.
 */
const WORK = `
const { scryptSync } = require("node:crypto");
const os = require("node:os");
const { parentPort } = require("node:worker_threads");
if (process.platform === "linux") os.setPriority(Math.min(os.getPriority() + 5, 19));
parentPort.on("message", ({ password, salt, bytes, cost }) => {
  parentPort.postMessage(scryptSync(password, salt, bytes, cost));
});`;

type Answer = { resolve(key: Uint8Array): void; reject(error: unknown): void };

class Thread {
  readonly #worker = new Worker(WORK, { eval: true, execArgv: [], env: {}, name: "passwords" });
  #answer: Answer | null = null;
  #ended = false;

  constructor() {
    this.#worker.unref();
    this.#worker.on("message", (key: Uint8Array) => this.#take()?.resolve(key));
    this.#worker.on("error", (error) => this.#end(error));
    this.#worker.on("exit", () => this.#end(new UnavailableError("the thread ended")));
  }

  get ended(): boolean {
    return this.#ended;
  }

  derive(derivation: Derivation): Promise<Uint8Array> {
    this.#worker.ref();
    return new Promise((resolve, reject) => {
      this.#answer = { resolve, reject };
      this.#worker.postMessage(derivation);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #end(error: unknown): void {
    this.#ended = true;
    this.#take()?.reject(error);
  }

  /** An idle thread does not keep the process alive. */
  #take(): Answer | null {
    const answer = this.#answer;
    this.#answer = null;
    this.#worker.unref();
    return answer;
  }
}

/**
 * Scrypt in its own threads, not on libuv's pool, where encryption, zlib and files would wait behind it. As many threads
 * as concurrent derivations, each started on demand.
 */
export class DerivationThreads {
  readonly #all = new Set<Thread>();
  readonly #idle: Thread[] = [];

  /** Throws `UnavailableError` when the thread is ended meanwhile. */
  async derive(derivation: Derivation): Promise<Uint8Array> {
    const thread = this.#idle.pop() ?? new Thread();
    this.#all.add(thread);
    try {
      return await thread.derive(derivation);
    } finally {
      if (thread.ended) this.#all.delete(thread);
      else this.#idle.push(thread);
    }
  }

  /** Ends every thread, busy ones too. */
  async close(): Promise<void> {
    await Promise.all([...this.#all].map((thread) => thread.close()));
  }
}
