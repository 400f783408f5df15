import type { PracticeMemory } from "#app/application/ports/timetable.ts";
import { NEUTRAL_ABOUT } from "#app/copy/practice.ts";
import type { AboutPractice } from "#app/domain/practice/about.ts";
import type { Logger } from "#app/infrastructure/logger.ts";

const RETRY_AFTER_MS = 1_000;

type Parts = { load(): Promise<AboutPractice>; logger: Pick<Logger, "fault"> };

/** Pages say what was read last: a database that is away changes neither the practice's name nor its help lines. */
export class StoredPracticeMemory implements PracticeMemory {
  readonly #parts: Parts;
  #about = NEUTRAL_ABOUT;
  #text = JSON.stringify(NEUTRAL_ABOUT);
  #edition = 0;
  #wanted = false;
  #reading: Promise<void> | null = null;
  #retrying: NodeJS.Timeout | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get about(): AboutPractice {
    return this.#about;
  }

  /** Grows with every change: a page drawn for an earlier edition is not sent again. */
  get edition(): number {
    return this.#edition;
  }

  refresh(): Promise<void> {
    this.#wanted = true;
    this.#reading ??= this.#read().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  /** Stops retrying. */
  stop(): void {
    clearTimeout(this.#retrying);
  }

  /** Once more after a change during the reading, which may have missed it. */
  async #read(): Promise<void> {
    while (this.#wanted) {
      this.#wanted = false;
      clearTimeout(this.#retrying);
      try {
        this.#take(await this.#parts.load());
      } catch (error) {
        this.#parts.logger.fault("practice unreadable", error);
        this.#retrying = setTimeout(() => this.refresh(), RETRY_AFTER_MS).unref();
      }
    }
  }

  #take(about: AboutPractice): void {
    const text = JSON.stringify(about);
    if (text === this.#text) return;
    this.#about = about;
    this.#text = text;
    this.#edition += 1;
  }
}
