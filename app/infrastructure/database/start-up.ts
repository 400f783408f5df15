import { isAway } from "#app/infrastructure/faults.ts";
import type { Logger } from "#app/infrastructure/logger.ts";

const RETRY_MS = 1_000;

/**
 * Opens what stands behind the pages: once now, and when the database is away again and again until it is there.
 * Any other fault (a wrong key, a broken migration) is thrown now, or ends the process later: nothing may be written then.
 */
export class StartUp {
  readonly #logger: Logger;
  #timer: NodeJS.Timeout | null = null;
  #done = false;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  get done(): boolean {
    return this.#done;
  }

  async bringUp(open: () => Promise<void>): Promise<void> {
    try {
      await open();
      this.#done = true;
    } catch (error) {
      if (!isAway(error)) throw error;
      this.#logger.fault("database away, trying again", error);
      this.#timer = setTimeout(() => this.#again(open), RETRY_MS);
    }
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
  }

  #again(open: () => Promise<void>): void {
    this.bringUp(open).catch((error: unknown) => {
      this.#logger.fault("cannot start", error);
      process.exitCode = 1;
      process.kill(process.pid, "SIGTERM");
    });
  }
}
