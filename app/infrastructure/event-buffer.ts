import type { EventBuffer } from "#app/application/ports.ts";
import type { TrackingEvent } from "#app/domain/tracking-event.ts";
import { isAway } from "./faults.ts";
import type { Logger } from "./logger.ts";

/** At most this much is lost when the process is killed. */
const FLUSH_AFTER_MS = 200;
const RETRY_AFTER_MS = 1_000;
const BATCH = 250;
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

  /** Since the start of the process. */
  get dropped(): number {
    return this.#dropped;
  }

  record(event: TrackingEvent): void {
    if (this.#waiting.length >= CAPACITY) {
      this.#dropped += 1;
      return;
    }
    this.#waiting.push(event);
    if (this.#waiting.length === BATCH) void this.flush();
    else this.#flushWithin(FLUSH_AFTER_MS);
  }

  /** Writes all that waits; resolves when it is written or has failed. */
  flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#flushing = this.#flushing.then(() => this.#write());
    return this.#flushing;
  }

  /** The last flush: what cannot be written now is dropped. */
  async close(): Promise<void> {
    await this.flush();
    if (this.#timer) clearTimeout(this.#timer);
    this.#drop(this.#waiting.length);
  }

  #flushWithin(ms: number): void {
    this.#timer ??= setTimeout(() => void this.flush(), ms);
  }

  /** What comes in meanwhile waits for its own flush, or a steady trickle would be written one by one. */
  async #write(): Promise<void> {
    for (let left = this.#waiting.length; left > 0; left -= BATCH) {
      const batch = this.#waiting.slice(0, Math.min(BATCH, left));
      try {
        await this.#parts.append(batch);
        this.#waiting.splice(0, batch.length);
      } catch (error) {
        this.#parts.logger.fault("events not written", error, {
          waiting: this.#waiting.length,
          dropped: this.#dropped,
        });
        if (!isAway(error)) this.#drop(batch.length);
        if (this.#waiting.length > 0) this.#flushWithin(RETRY_AFTER_MS);
        return;
      }
    }
  }

  #drop(count: number): void {
    if (count === 0) return;
    this.#waiting.splice(0, count);
    this.#dropped += count;
    this.#parts.logger.warn("events dropped", { dropped: this.#dropped });
  }
}
