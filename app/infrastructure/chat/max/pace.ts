/** dev.max.ru/docs-api: two requests a second to one dialog, for sending and for answering each. */
const MOST = 2;
const WITHIN_MS = 1_000;

/** The requests of the last second, by the dialog. */
export class DialogPace {
  readonly #now: () => number;
  readonly #taken = new Map<number, number[]>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes a place in this second. Otherwise the seconds until there is one. */
  take(dialog: number): { taken: true } | { taken: false; seconds: number } {
    const now = this.#now();
    for (const [each, times] of this.#taken) if ((times.at(-1) ?? 0) <= now - WITHIN_MS) this.#taken.delete(each);
    const recent = (this.#taken.get(dialog) ?? []).filter((at) => at > now - WITHIN_MS);
    const [first = now] = recent;
    if (recent.length >= MOST) return { taken: false, seconds: (first + WITHIN_MS - now) / 1_000 };
    this.#taken.set(dialog, [...recent, now]);
    return { taken: true };
  }
}
