import type { Clock } from "#app/application/ports/clock.ts";
import type { TimetableMemory, TimetableReader } from "#app/application/ports/timetable.ts";
import type { Timetable, TimetableReading } from "#app/domain/timetable/availability.ts";
import type { Logger } from "#app/infrastructure/logger.ts";

/** The fallback for `NOTIFY`: no page is older than this, and an unreachable database is noticed within it. */
const MAX_AGE_MS = 1_000;
/** From this age on a caller starts a refresh without waiting for it, so that a slow database delays nobody. */
const REFRESH_AFTER_MS = 500;
const RETRY_AFTER_MS = 500;

type Parts = { load(now: Date): Promise<Timetable>; clock: Clock; logger: Logger };

/**
 * The cached timetable, read again after `invalidate` and when it grows old; one read for parallel callers. While it
 * cannot be read, it retries by itself, and callers are told so at once.
 */
export class TimetableSnapshot implements TimetableReader, TimetableMemory {
  readonly #parts: Parts;
  #known: { status: "read"; timetable: Timetable } | null = null;
  #readAt = Number.NEGATIVE_INFINITY;
  #version = 0;
  #loading: Promise<TimetableReading> | null = null;
  #unreadable: TimetableReading | null = null;
  #retrying: NodeJS.Timeout | undefined;
  #lastFault: Date | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** When it last could not be read, since the start. */
  get lastFault(): Date | null {
    return this.#lastFault;
  }

  read(): Promise<TimetableReading> | TimetableReading {
    if (this.#unreadable) return this.#unreadable;
    const age = performance.now() - this.#readAt;
    if (this.#known && age < REFRESH_AFTER_MS) return this.#known;
    this.#loading ??= this.#load();
    return this.#known && age < MAX_AGE_MS ? this.#known : this.#loading;
  }

  /** Something changed: earlier reads and the one in progress answer no later caller. */
  invalidate(): void {
    this.#version += 1;
    this.#readAt = Number.NEGATIVE_INFINITY;
    this.#loading = null;
    this.#nowReadable();
  }

  /** Stops retrying. */
  stop(): void {
    this.invalidate();
  }

  #nowReadable(): void {
    this.#unreadable = null;
    clearTimeout(this.#retrying);
  }

  async #load(): Promise<TimetableReading> {
    const { load, clock, logger } = this.#parts;
    const version = this.#version;
    const startedAt = performance.now();
    try {
      const read = { status: "read" as const, timetable: await load(clock()) };
      if (version === this.#version) {
        this.#known = read;
        this.#readAt = startedAt;
        this.#nowReadable();
      } else {
        // Old already, but better than nothing if the database goes away now.
        this.#known ??= read;
      }
      return read;
    } catch (error) {
      if (!this.#unreadable) logger.fault("timetable unreadable", error);
      this.#lastFault = clock();
      const unreadable: TimetableReading = { status: "unreadable", last: this.#known?.timetable ?? null };
      if (version === this.#version) this.#tryAgain(unreadable);
      return unreadable;
    } finally {
      if (version === this.#version) this.#loading = null;
    }
  }

  #tryAgain(unreadable: TimetableReading): void {
    this.#unreadable = unreadable;
    this.#retrying = setTimeout(() => {
      this.#loading ??= this.#load();
    }, RETRY_AFTER_MS).unref();
  }
}
