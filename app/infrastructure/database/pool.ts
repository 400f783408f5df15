import { setTimeout as delay } from "node:timers/promises";
import type postgres from "postgres";
import { codeOfFault } from "#app/infrastructure/faults.ts";

type Work<T> = (tx: postgres.TransactionSql) => T | Promise<T>;
type Client = Pick<postgres.Sql, "unsafe" | "begin" | "end">;

/** The session may only read (SQLSTATE 25006): its server is a standby now, or has a full disk. */
export const READ_ONLY = "25006";
/** Serialization failures and deadlocks, where PostgreSQL ends one of the transactions. */
const IN_THE_WAY = new Set(["40001", "40P01"]);
const TRIES_IN_THE_WAY = 6;
/** The server has no free connection: another may be closed within the time that a visitor waits. */
const NO_CONNECTION_FREE = "53300";
const TRIES_FOR_A_CONNECTION = 40;
const PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 150;
const LET_GO_WITHIN_SECONDS = 5;

/**
 * Closes all sessions together once one of them turns out to be read-only, and repeats whole transactions when PostgreSQL
 * asks for it. Only work that was rolled back or never began is repeated.
 */
export class Pool {
  readonly #open: () => Client;
  readonly #servers: { count: number; skip(): void };
  #client: Client;

  constructor(open: () => Client, servers: { count: number; skip(): void }) {
    this.#open = open;
    this.#servers = servers;
    this.#client = open();
  }

  begin<T>(work: Work<T>) {
    return this.#patiently((client) => client.begin<T>(work));
  }

  /** One statement outside a transaction, as Drizzle sends it: Drizzle may call `values()` instead of awaiting it. */
  unsafe: Client["unsafe"] = (text, values, options) => this.#client.unsafe(text, values, options);

  async run(text: string, values: postgres.ParameterOrJSON<never>[] = []): Promise<{ rows: unknown[] }> {
    return { rows: await this.#patiently(async (client) => client.unsafe(text, values, { prepare: true })) };
  }

  /** Whether a statement could write now. */
  async mayWrite(): Promise<boolean> {
    const client = this.#client;
    const [row] = await client.unsafe("select current_setting('transaction_read_only') as value");
    const readOnly = row?.value === "on";
    if (readOnly) this.#renew(client);
    return !readOnly;
  }

  end(): Promise<void> {
    return this.#client.end({ timeout: LET_GO_WITHIN_SECONDS });
  }

  async #patiently<T>(work: (client: Client) => Promise<T>): Promise<T> {
    for (let tried = 1; ; tried += 1) {
      const client = this.#client;
      try {
        return await work(client);
      } catch (error) {
        const code = codeOfFault(error);
        if (code === READ_ONLY) this.#renew(client);
        if (tried > this.#triesAfter(code)) throw error;
        await delay(Math.min(LONGEST_PAUSE_MS, tried * PAUSE_MS) * (0.5 + Math.random()));
      }
    }
  }

  #triesAfter(code: string): number {
    if (code === READ_ONLY) return this.#servers.count;
    if (code === NO_CONNECTION_FREE) return TRIES_FOR_A_CONNECTION;
    return IN_THE_WAY.has(code) ? TRIES_IN_THE_WAY : 0;
  }

  /** The sessions of `used` end after their current work; the next statement opens new ones. */
  #renew(used: Client): void {
    if (used !== this.#client) return;
    this.#servers.skip();
    this.#client = this.#open();
    // Closes the rest by force after its timeout, and returns nothing of interest.
    void used.end({ timeout: LET_GO_WITHIN_SECONDS });
  }
}
