import { mayAnswer } from "#app/domain/offers/answer.ts";
import { afterEnds } from "#app/domain/offers/ended-holds.ts";
import { endsWithRequest, endsWithSlot, endsWithTaking } from "#app/domain/offers/ends.ts";
import { isLive } from "#app/domain/offers/free-time.ts";
import { type Decision, type FillingView, nextStep } from "#app/domain/offers/next-step.ts";
import type { Booking, Candidate, Filling, Offer, OfferedSlot, Rules, Skip } from "#app/domain/offers/types.ts";
import { aBooking, aFilling, anOffer } from "./fixtures.ts";

/** Reads so few of the line at once that `read_on` happens. */
const READ_AT_ONCE = 3;

export type Decided = { view: FillingView; decision: Decision; now: Date };

/** Slots, people and offers in memory, changed by the engine's decisions alone. */
export class OffersWorld {
  readonly slots: OfferedSlot[];
  readonly fillings: Filling[];
  people: Candidate[];
  offers: Offer[] = [];
  bookings: Booking[] = [];
  readonly skips: (Skip & { fillingId: string })[] = [];
  readonly decided: Decided[] = [];
  /** Whether the transports currently accept messages. */
  delivers = true;
  private readonly rules: Rules;

  constructor(slots: OfferedSlot[], people: Candidate[], rules: Rules, now: Date) {
    this.slots = slots;
    this.people = people;
    this.rules = rules;
    this.fillings = slots.map(({ id }) => aFilling(now, { id: `filling of ${id}`, slotId: id }));
  }

  /** Takes every step that is due. Returns when the first filling is due next. */
  run(now: Date): Date | null {
    const wakes = this.fillings.flatMap((filling) => this.runOne(filling, now) ?? []);
    return wakes.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
  }

  private runOne(filling: Filling, now: Date): Date | null {
    for (let steps = 0; steps < 10; steps += 1) {
      const { decision } = this.decide(filling, now);
      this.offers = afterEnds(this.offers, decision.ended, now);
      this.skips.push(...decision.skips.map((skip) => ({ ...skip, fillingId: filling.id })));
      if (decision.step.kind === "wait") return decision.step.until;
      this.carryOut(filling, decision, now);
      if (!isLive(filling)) return null;
    }
    throw new Error("a filling takes steps without end");
  }

  decide(filling: Filling, now: Date): Decided {
    for (let read = READ_AT_ONCE; ; read += READ_AT_ONCE) {
      const view = this.view(filling, read);
      const decision = nextStep(view, this.rules, now);
      if (decision.step.kind === "read_on") continue;
      this.decided.push({ view: this.view(filling, this.people.length), decision, now });
      return { view, decision, now };
    }
  }

  private view(filling: Filling, read: number): FillingView {
    const slot = this.slotOf(filling);
    const candidates = this.people.slice(0, read).map((candidate) => {
      const open = this.offers.find(({ requestId, status }) => requestId === candidate.request.id && status === "open");
      return { ...candidate, busyUntil: open?.holdsUntil ?? null };
    });
    const ofSlot = <Row extends { slotId: string }>(rows: Row[]) => rows.filter(({ slotId }) => slotId === slot.id);
    return {
      filling,
      slot,
      offers: ofSlot(this.offers),
      bookings: ofSlot(this.bookings),
      candidates,
      complete: read >= this.people.length,
    };
  }

  private carryOut(filling: Filling, { step }: Decision, now: Date): void {
    switch (step.kind) {
      case "offer":
        filling.state = step.by === "call" ? "calling" : "offering";
        for (const { requestId, channel, holdsUntil } of step.to) {
          const sentAt = channel !== "call" && this.delivers ? now : null;
          const id = `${filling.slotId} for ${requestId}`;
          const ids = { id, fillingId: filling.id, slotId: filling.slotId, requestId, round: step.round };
          this.offers.push(anOffer(now, holdsUntil, { ...ids, channel, sentAt }));
        }
        return;
      case "give":
        this.take(this.offerOf(step.offerId));
        return;
      case "public":
        filling.state = "exhausted";
        return;
      case "taken":
        filling.state = "taken";
        return;
      default:
        filling.state = "stopped";
    }
  }

  /** A person, or an operator on their behalf, answers. */
  answer(offer: Offer, yes: boolean, now: Date): void {
    const slot = this.slots.find(({ id }) => id === offer.slotId);
    if (!slot) throw new Error("an offer of no slot");
    const requestOpen = this.people.some(
      ({ request }) => request.id === offer.requestId && request.status !== "closed",
    );
    const ofSlot = { offers: this.offers, bookings: this.bookings };
    const offers = ofSlot.offers.filter(({ slotId }) => slotId === slot.id);
    const bookings = ofSlot.bookings.filter(({ slotId }) => slotId === slot.id);
    const may = mayAnswer({ offer, slot, offers, bookings, requestOpen }, this.rules, now);
    if (may.kind === "over" || may.kind === "yours") return;
    if (yes && (may.kind === "open" || may.kind === "late")) {
      this.take({ ...offer, answeredAt: now });
      return;
    }
    if (yes && may.kind === "kept") return;
    const answered = yes
      ? { status: "expired" as const, lateYesAt: now }
      : { status: "declined" as const, lateYesAt: null };
    this.replace({ ...offer, ...answered, answeredAt: now });
  }

  called(offer: Offer, now: Date): void {
    if (offer.status === "open" && offer.channel === "call") this.replace({ ...offer, calledAt: now });
  }

  leave(requestId: string, status: "closed" | "paused", now: Date): void {
    this.people = this.people.map((person) => {
      if (person.request.id !== requestId) return person;
      const changed = status === "closed" ? { status } : { pausedAt: now };
      return { ...person, request: { ...person.request, ...changed } };
    });
    const mine = this.offers.filter((offer) => offer.requestId === requestId);
    this.withdraw(endsWithRequest(status, mine, []).withdraw);
  }

  block(slot: OfferedSlot): void {
    const ends = endsWithSlot(
      "blocked",
      this.offers.filter(({ slotId }) => slotId === slot.id),
      this.bookings.filter(({ slotId }) => slotId === slot.id),
    );
    if (ends.kind === "booked") return;
    this.withdraw(ends.ends.withdraw);
    slot.status = "blocked";
  }

  private take(offer: Offer): void {
    this.replace({ ...offer, status: "accepted" });
    this.bookings.push(aBooking({ id: offer.id, slotId: offer.slotId, requestId: offer.requestId, offerId: offer.id }));
    this.people = this.people.map((person) =>
      person.request.id === offer.requestId ? { ...person, request: { ...person.request, status: "closed" } } : person,
    );
    const ofSlot = this.offers.filter(({ slotId }) => slotId === offer.slotId);
    const ofPerson = this.offers.filter(({ requestId }) => requestId === offer.requestId);
    this.withdraw(endsWithTaking(offer, ofSlot, ofPerson));
  }

  private withdraw(offers: readonly Offer[]): void {
    for (const offer of offers) this.replace({ ...offer, status: "withdrawn" });
  }

  private replace(offer: Offer): void {
    this.offers = this.offers.map((each) => (each.id === offer.id ? offer : each));
  }

  private offerOf(id: string): Offer {
    const offer = this.offers.find((each) => each.id === id);
    if (!offer) throw new Error(`no offer ${id}`);
    return offer;
  }

  private slotOf({ slotId }: Filling): OfferedSlot {
    const slot = this.slots.find(({ id }) => id === slotId);
    if (!slot) throw new Error(`no slot ${slotId}`);
    return slot;
  }
}
