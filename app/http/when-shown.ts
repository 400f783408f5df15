/** Work that waits until the page of one request is sent. */
export class WhenShown {
  readonly #works: (() => void)[] = [];

  whenShown(work: () => void): void {
    this.#works.push(work);
  }

  /** Runs the waiting work once, when the page is sent. */
  shown(): void {
    for (const work of this.#works.splice(0)) work();
  }
}
