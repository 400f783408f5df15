import { isAway } from "#app/infrastructure/faults.ts";
import type { Logger } from "#app/infrastructure/logger.ts";
import { SetUpError } from "./set-up-error.ts";

const RETRY_MS = 1_000;

type Steps = {
  open(): Promise<void>;
  /** Work that needs everything opened: earlier, waiting jobs would fail. */
  begin(): void;
};

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

  async bringUp(steps: Steps): Promise<void> {
    try {
      await steps.open();
    } catch (error) {
      if (!isAway(error)) throw error;
      this.#logger.fault("database away, trying again", error);
      this.#timer = setTimeout(() => this.#again(steps), RETRY_MS);
      return;
    }
    this.#done = true;
    steps.begin();
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
  }

  #again(steps: Steps): void {
    this.bringUp(steps).catch((error: unknown) => {
      this.#logger.fault("cannot start", error, { why: error instanceof SetUpError ? error.message : null });
      process.exitCode = 1;
      process.kill(process.pid, "SIGTERM");
    });
  }
}
