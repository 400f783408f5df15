import type { OfferLine, StoredFilling } from "#app/application/ports/offers.ts";
import { type Decision, nextStep } from "#app/domain/offers/next-step.ts";
import type { Booking, Candidate, Offer, OfferedSlot, Rules } from "#app/domain/offers/types.ts";

/** Usually enough candidates, however long the line is. */
const READ_FIRST = 40;

export type View = {
  filling: StoredFilling;
  slot: OfferedSlot;
  rules: Rules;
  offers: Offer[];
  bookings: Booking[];
};

/** No candidate was read. */
export const NOBODY = { candidates: [], complete: false };

/** The people at the front of the line of a slot, who are read when a decision needs them, and as many as it needs. */
export class LineFront {
  readonly #line: OfferLine;
  readonly #view: View;
  readonly #now: Date;
  readonly #again = new Map<string, Candidate>();
  #read: { candidates: Candidate[]; complete: boolean } = NOBODY;
  #limit = READ_FIRST;

  constructor(line: OfferLine, view: View, now: Date) {
    this.#line = line;
    this.#view = view;
    this.#now = now;
  }

  /** The next step of the filling. Most need no candidates. */
  async decide(): Promise<Decision> {
    for (;;) {
      const { slot, rules } = this.#view;
      const candidates = this.#read.candidates.map((each) => this.#again.get(each.request.id) ?? each);
      const decision = nextStep({ ...this.#view, ...this.#read, candidates }, rules, this.#now);
      if (decision.step.kind !== "read_on") return decision;
      this.#read = await this.#line.front(slot, rules, this.#now, this.#limit);
      this.#limit *= 4;
    }
  }

  /** These people were locked: as they are from now on until the transaction ends. */
  async readAgain(requestIds: readonly string[]): Promise<void> {
    for (const each of await this.#line.among(requestIds, this.#view.slot.id, this.#now))
      this.#again.set(each.request.id, each);
  }
}
