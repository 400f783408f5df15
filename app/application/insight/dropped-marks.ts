/** How many campaign marks were dropped since the start: those that nobody listed and that could name a person. Never a mark itself. */
export class DroppedMarks {
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(marks: number): void {
    this.#count += marks;
  }
}
