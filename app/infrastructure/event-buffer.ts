import type { EventBuffer } from "#app/application/ports.ts";
import { assertAllowed, type TrackingEvent } from "#app/domain/tracking-event.ts";
import { isAway } from "./faults.ts";
import type { Logger } from "./logger.ts";

/** At most this much is lost when the process is killed. */
const FLUSH_AFTER_MS = 200;
const BATCH = 500;
/** A stopped database must not fill the memory: about 10 MB of events. */
const CAPACITY = 20_000;

type Parts = { append(events: TrackingEvent[]): Promise<void>; logger: Logger };

/** Collects views and writes them in batches. When the database is away they wait, up to a bound; beyond it they are counted as dropped. */
export class BatchingEventBuffer implements EventBuffer {
  readonly #parts: Parts;
  #waiting: TrackingEvent[] = [];
  #timer: NodeJS.Timeout | null = null;
  #flushing: Promise<void> = Promise.resolve();
  #dropped = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get dropped(): number {
    return this.#dropped;
  }

  record(event: TrackingEvent): void {
    if (this.#waiting.length >= CAPACITY) {
      this.#dropped += 1;
      return;
    }
    this.#waiting.push(assertAllowed(event));
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_AFTER_MS);
  }

  /** Writes all that waits; resolves when it is written or has failed. */
  flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#flushing = this.#flushing.then(() => this.#write());
    return this.#flushing;
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, BATCH);
      try {
        await this.#parts.append(batch);
        this.#waiting.splice(0, batch.length);
      } catch (error) {
        this.#parts.logger.fault("events not written", error, {
          waiting: this.#waiting.length,
          dropped: this.#dropped,
        });
        if (isAway(error)) {
          this.#timer ??= setTimeout(() => void this.flush(), 1_000);
        } else {
          this.#waiting.splice(0, batch.length);
          this.#dropped += batch.length;
        }
        return;
      }
    }
  }
}
