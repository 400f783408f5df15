import type { FreedHour } from "./model.ts";

export type Person = { id: number; joinedAt: number };

/** What became of a freed hour. */
export type Outcome = {
  hour: FreedHour;
  filledAt: number | null;
  messages: number;
  calls: number;
  atNight: number;
  /** The place was given to somebody while an eligible person who had waited longer was not asked. */
  unfair: boolean;
};

export const newOutcome = (hour: FreedHour): Outcome => ({
  hour,
  filledAt: null,
  messages: 0,
  calls: 0,
  atNight: 0,
  unfair: false,
});

/** The waiting people, longest wait first. Each person who leaves is replaced by a new one at the end. */
export class List {
  readonly people: Person[];
  private next: number;

  constructor(size: number, beginsAt: number) {
    this.people = Array.from({ length: size }, (_, id) => ({ id, joinedAt: beginsAt - (size - id) * 1000 }));
    this.next = size;
  }

  leaves(id: number, now: number): void {
    const index = this.people.findIndex((person) => person.id === id);
    if (index < 0) return;
    this.people.splice(index, 1);
    this.people.push({ id: this.next++, joinedAt: now });
  }

  has(id: number): boolean {
    return this.people.some((person) => person.id === id);
  }
}

/** A rule that gives freed hours to a list. */
export type Policy = {
  name: string;
  run(hours: readonly FreedHour[], list: List, chances: Chances): Outcome[];
};

export type Chances = { acceptance: number; seed: number };
