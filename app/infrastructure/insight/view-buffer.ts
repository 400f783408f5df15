import type { ViewBuffer } from "#app/application/ports/insight.ts";
import type { TrackedView } from "#app/domain/tracking-event.ts";
import { isAway } from "#app/infrastructure/faults.ts";
import type { Logger } from "#app/infrastructure/logger.ts";
import { ViewBatch } from "./view-batch.ts";

/** How long a view waits for others. Including the write, a killed process loses less than a quarter of a second. */
const FLUSH_AFTER_MS = 100;
const RETRY_AFTER_MS = 1_000;
/** A full batch does not wait. Fewer and larger statements take less of both processors. */
const BATCH = 1_000;
/** The limit of memory while the database is away, in units of half a kilobyte as `ViewBatch` counts: 10 MB. */
const CAPACITY = 20_000;

type Parts = { append(batch: ViewBatch): Promise<void>; newId(): string; logger: Logger };

/** Collects views and writes them in batches. While the database is away they wait, up to a limit; more are counted as dropped. */
export class BatchingViewBuffer implements ViewBuffer {
  readonly #parts: Parts;
  /** In order. New views go to the last batch, unless it is full or was sent. */
  readonly #batches: ViewBatch[] = [];
  /** Unchanged since it was sent: a retry writes no view twice. */
  #sent: ViewBatch | null = null;
  #places = 0;
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

  record(view: TrackedView): void {
    if (this.#places >= CAPACITY) {
      this.#dropped += 1;
      return;
    }
    const batch = this.#openBatch();
    this.#places += batch.add(view);
    if (batch.size === BATCH) void this.flush();
    else this.#flushWithin(FLUSH_AFTER_MS);
  }

  #openBatch(): ViewBatch {
    const last = this.#batches.at(-1);
    if (last && last !== this.#sent && last.size < BATCH) return last;
    const batch = new ViewBatch(this.#parts.newId);
    this.#batches.push(batch);
    return batch;
  }

  /** Writes all waiting views; resolves when they are written or have failed. */
  flush(): Promise<void> {
    this.#stopTimer();
    this.#flushing = this.#flushing.then(() => this.#write());
    return this.#flushing;
  }

  /** The last flush: views that cannot be written now are dropped. */
  async close(): Promise<void> {
    await this.flush();
    this.#stopTimer();
    for (const batch of this.#batches.splice(0)) this.#drop(batch);
  }

  #flushWithin(ms: number): void {
    this.#timer ??= setTimeout(() => void this.flush(), ms);
  }

  /** Views that arrive meanwhile wait for the next flush, or a steady trickle would be written one by one. */
  async #write(): Promise<void> {
    for (let due = this.#batches.length; ; due -= 1) {
      const [batch] = this.#batches;
      if (!batch || (due <= 0 && batch.size < BATCH)) return;
      this.#sent = batch;
      try {
        await this.#parts.append(batch);
        this.#places -= batch.places;
      } catch (error) {
        this.#parts.logger.fault("views not written", error, { waiting: this.#waiting, dropped: this.#dropped });
        if (isAway(error)) return this.#retry();
        this.#drop(batch);
      }
      this.#batches.shift();
    }
  }

  #retry(): void {
    this.#stopTimer();
    this.#flushWithin(RETRY_AFTER_MS);
  }

  #stopTimer(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  get #waiting(): number {
    return this.#batches.reduce((sum, { size }) => sum + size, 0);
  }

  #drop({ size, places }: ViewBatch): void {
    this.#places -= places;
    this.#dropped += size;
    this.#parts.logger.warn("views dropped", { dropped: this.#dropped });
  }
}
