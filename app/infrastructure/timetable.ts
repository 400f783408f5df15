import type { Clock, TimetableReader } from "#app/application/ports.ts";
import type { Timetable, TimetableReading } from "#app/domain/availability.ts";
import type { Logger } from "./logger.ts";

/** The net under `NOTIFY`: no page is older than this, and a database gone away is noticed within it. */
const MAX_AGE_MS = 1_000;

type Parts = { load(now: Date): Promise<Timetable>; clock: Clock; logger: Logger };

/** The timetable in memory, read again at once after `invalidate` and when it grows old; one read however many ask. */
export class TimetableSnapshot implements TimetableReader {
  readonly #parts: Parts;
  #last: Timetable | null = null;
  #readAt = Number.NEGATIVE_INFINITY;
  #version = 0;
  #loading: Promise<TimetableReading> | null = null;
  #faultLogged = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  read(): Promise<TimetableReading> | TimetableReading {
    if (this.#last && performance.now() - this.#readAt < MAX_AGE_MS) return { status: "read", timetable: this.#last };
    this.#loading ??= this.#load().finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  /** Something changed: what was read before, or is being read now, is no longer served as fresh. */
  invalidate(): void {
    this.#version += 1;
    this.#readAt = Number.NEGATIVE_INFINITY;
  }

  async #load(): Promise<TimetableReading> {
    const { load, clock, logger } = this.#parts;
    const version = this.#version;
    const startedAt = performance.now();
    try {
      const timetable = await load(clock());
      this.#last = timetable;
      if (version === this.#version) this.#readAt = startedAt;
      this.#faultLogged = false;
      return { status: "read", timetable };
    } catch (error) {
      if (!this.#faultLogged) logger.fault("timetable unreadable", error);
      this.#faultLogged = true;
      return { status: "unreadable", last: this.#last };
    }
  }
}
