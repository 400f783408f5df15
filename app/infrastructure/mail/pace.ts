/** Lets callers pass one after another, never two within `pauseMs`. */
export class Pace {
  readonly #pauseMs: number;
  #free = 0;

  constructor(pauseMs: number) {
    this.#pauseMs = pauseMs;
  }

  async turn(): Promise<void> {
    const now = performance.now();
    const at = Math.max(now, this.#free);
    this.#free = at + this.#pauseMs;
    if (at > now) await new Promise((resolve) => setTimeout(resolve, at - now));
  }
}
