import { setTimeout as delay } from "node:timers/promises";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { isAway } from "#app/infrastructure/faults.ts";
import type { Logger } from "#app/infrastructure/logger.ts";
import type { ContactCipher } from "./contact-cipher.ts";
import { doubtfulContacts } from "./doubtful-contacts.ts";
import { forgetUnusedKeys } from "./key-canaries.ts";
import { type Rotation, rotateKeys } from "./key-rotation.ts";
import type { LinkMaker } from "./private-links.ts";

const AGAIN_AFTER_MS = 5_000;

type Parts = { db: Db; cipher: ContactCipher; links: LinkMaker; logger: Logger };

/** `doubtful`: unanswered requests whose contact the reader of today refuses, by id. */
type UpkeepReport = Rotation & { doubtful: string[] };

/**
 * Runs the rotation once beside the serving app; afterwards keys that no row needs may leave the configuration. Then looks for
 * stored contacts that nobody can be reached at.
 */
export class KeyUpkeep {
  readonly #parts: Parts;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #last: UpkeepReport | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** What this start found; `null` while it looks. */
  get report(): UpkeepReport | null {
    return this.#last;
  }

  start(): void {
    this.#running = this.#run().catch((error: unknown) => this.#parts.logger.fault("keys not rotated", error));
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { db, cipher, links, logger } = this.#parts;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        const rotation = await rotateKeys(db, cipher, { logger, stopped: () => signal.aborted });
        if (signal.aborted) return;
        const forgotten = await forgetUnusedKeys(db, cipher, links);
        if (forgotten.length > 0) logger.info("keys that no row needs", { keys: forgotten.join(", ") });
        const doubtful = await doubtfulContacts(db, cipher, () => signal.aborted);
        this.#last = { ...rotation, doubtful };
        return;
      } catch (error) {
        if (!isAway(error)) throw error;
        await delay(AGAIN_AFTER_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }
}
