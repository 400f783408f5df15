/** Acts in order of time, those of one instant in the order in which they were planned. */
export class Timeline {
  now = Number.NEGATIVE_INFINITY;
  private planned: { at: number; order: number; act: () => void }[] = [];
  private count = 0;

  /** Overdue acts are done next. */
  plan(at: number, act: () => void): void {
    const entry = { at: Math.max(at, this.now), order: this.count++, act };
    let index = this.planned.push(entry) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.isBefore(index, parent)) break;
      this.swap(index, parent);
      index = parent;
    }
  }

  run(): void {
    for (;;) {
      const first = this.planned[0];
      const last = this.planned.pop();
      if (!first || !last) return;
      if (this.planned.length > 0) this.sink(last);
      this.now = first.at;
      first.act();
    }
  }

  private sink(entry: { at: number; order: number; act: () => void }): void {
    this.planned[0] = entry;
    let index = 0;
    for (;;) {
      let least = index;
      for (const child of [2 * index + 1, 2 * index + 2]) {
        if (child < this.planned.length && this.isBefore(child, least)) least = child;
      }
      if (least === index) return;
      this.swap(index, least);
      index = least;
    }
  }

  private isBefore(a: number, b: number): boolean {
    const [first, second] = [this.planned[a], this.planned[b]];
    if (!first || !second) return false;
    return first.at < second.at || (first.at === second.at && first.order < second.order);
  }

  private swap(a: number, b: number): void {
    const [first, second] = [this.planned[a], this.planned[b]];
    if (!first || !second) return;
    this.planned[a] = second;
    this.planned[b] = first;
  }
}
