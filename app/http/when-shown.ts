/** What waits for the page of one request to go out. */
export class WhenShown {
  readonly #works: (() => void)[] = [];

  whenShown(work: () => void): void {
    this.#works.push(work);
  }

  /** The page goes out: once. */
  shown(): void {
    for (const work of this.#works.splice(0)) work();
  }
}
