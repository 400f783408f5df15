const MINUTE_MS = 60_000;

/** Lets one of a kind through a minute and counts the rest. Kinds have to be few: each is kept. */
export class OncePerMinute {
  readonly #kinds = new Map<string, { at: number; held: number }>();

  /** How many of this kind were held back since the last one; `null`: this one is held back too. `now` in milliseconds. */
  take(kind: string, now: number): number | null {
    const last = this.#kinds.get(kind);
    if (last && now - last.at < MINUTE_MS && now >= last.at) {
      last.held += 1;
      return null;
    }
    this.#kinds.set(kind, { at: now, held: 0 });
    return last?.held ?? 0;
  }
}
