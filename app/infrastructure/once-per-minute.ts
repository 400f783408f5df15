const MINUTE_MS = 60_000;

/** Passes one of each kind per minute and counts the rest. Kinds must be few: each uses memory. */
export class OncePerMinute {
  readonly #kinds = new Map<string, { at: number; held: number }>();

  /** The number of this kind held back since the last one; `null`: this one is held back too. `now` in milliseconds. */
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
