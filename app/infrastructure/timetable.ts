import type { Clock, TimetableMemory, TimetableReader } from "#app/application/ports.ts";
import type { Timetable, TimetableReading } from "#app/domain/availability.ts";
import type { Logger } from "./logger.ts";

/** The net under `NOTIFY`: no page is older than this, and a database gone away is noticed within it. */
const MAX_AGE_MS = 1_000;

type Parts = { load(now: Date): Promise<Timetable>; clock: Clock; logger: Logger };

/** The timetable in memory, read again at once after `invalidate` and when it grows old; one read however many ask. */
export class TimetableSnapshot implements TimetableReader, TimetableMemory {
  readonly #parts: Parts;
  #last: Timetable | null = null;
  #readAt = Number.NEGATIVE_INFINITY;
  #version = 0;
  #loading: Promise<TimetableReading> | null = null;
  #faultLogged = false;
  #lastFault: Date | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** When it last could not be read, since the start. */
  get lastFault(): Date | null {
    return this.#lastFault;
  }

  read(): Promise<TimetableReading> | TimetableReading {
    if (this.#last && performance.now() - this.#readAt < MAX_AGE_MS) return { status: "read", timetable: this.#last };
    this.#loading ??= this.#load();
    return this.#loading;
  }

  /** Something changed: what was read before, or is being read now, answers nobody who asks from now on. */
  invalidate(): void {
    this.#version += 1;
    this.#readAt = Number.NEGATIVE_INFINITY;
    this.#loading = null;
  }

  async #load(): Promise<TimetableReading> {
    const { load, clock, logger } = this.#parts;
    const version = this.#version;
    const startedAt = performance.now();
    try {
      const timetable = await load(clock());
      if (version === this.#version) {
        this.#last = timetable;
        this.#readAt = startedAt;
      } else {
        // Old already, and yet more than nothing if the database goes away now.
        this.#last ??= timetable;
      }
      this.#faultLogged = false;
      return { status: "read", timetable };
    } catch (error) {
      if (!this.#faultLogged) logger.fault("timetable unreadable", error);
      this.#faultLogged = true;
      this.#lastFault = clock();
      return { status: "unreadable", last: this.#last };
    } finally {
      if (version === this.#version) this.#loading = null;
    }
  }
}
