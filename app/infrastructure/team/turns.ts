import { UnavailableError } from "#app/application/ports/database.ts";

type Waiting = { begin(): void; refuse(error: Error): void };

/** A bounded queue: at most `atOnce` run, at most `places` wait, and more are refused. */
export class Turns {
  readonly #atOnce: number;
  readonly #places: number;
  readonly #waiting: Waiting[] = [];
  #running = 0;
  #closed = false;

  constructor({ atOnce, places }: { atOnce: number; places: number }) {
    this.#atOnce = atOnce;
    this.#places = places;
  }

  /** Whether the next work would be refused. */
  get full(): boolean {
    return this.#running >= this.#atOnce && this.#waiting.length >= this.#places;
  }

  /** Runs the work in its turn. `null`: the queue is full and the work was not begun. Throws `UnavailableError` after `close`. */
  take<T>(work: () => Promise<T>): Promise<T> | null {
    if (this.#closed) return Promise.reject(new UnavailableError("closed"));
    if (this.full) return null;
    return this.#turn().then(() => work().finally(this.#next));
  }

  /** Refuses waiting work. Running work goes on. */
  close(): void {
    this.#closed = true;
    for (const { refuse } of this.#waiting.splice(0)) refuse(new UnavailableError("closed"));
  }

  #turn(): Promise<void> {
    if (this.#running < this.#atOnce) {
      this.#running += 1;
      return Promise.resolve();
    }
    return new Promise((begin, refuse) => this.#waiting.push({ begin, refuse }));
  }

  /** A finished turn is handed on, so that no later caller overtakes. */
  readonly #next = (): void => {
    const next = this.#waiting.shift();
    if (next) next.begin();
    else this.#running -= 1;
  };
}
