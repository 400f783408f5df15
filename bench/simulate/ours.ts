import { mayAnswer } from "#app/domain/offers/answer.ts";
import { countsToCap, SILENCES_BEFORE_QUESTION, silencesInRow } from "#app/domain/offers/ended-holds.ts";
import { endsWithTaking } from "#app/domain/offers/ends.ts";
import { isLive } from "#app/domain/offers/free-time.ts";
import { gainedTime } from "#app/domain/offers/gained-time.ts";
import { type Decision, type Invitation, nextStep } from "#app/domain/offers/next-step.ts";
import { DEFAULT_OFFER_SETTINGS } from "#app/domain/offers/settings.ts";
import type {
  Booking,
  Candidate,
  Filling,
  Offer,
  OfferedSlot,
  OfferSettings,
  Rules,
} from "#app/domain/offers/types.ts";
import { chance } from "./chance.ts";
import { type Chances, type List, newOutcome, type Outcome, type Person, type Policy } from "./list.ts";
import { answeredAt, answerOf, calledAt, DAY, type FreedHour, HOUR, isNight, TIME_ZONE } from "./model.ts";
import { Timeline } from "./timeline.ts";

/** The product also reads this many people of the line at first. */
const FIRST_READ = 48;
/** This share of those who are asked «Ждать дальше?» say yes; the others leave. */
const STILL_WAITING = 0.8;

type Variant = { name: string; settings?: Partial<OfferSettings>; calls?: boolean };

/** The product's own engine over a list in memory, with a job that is never late and an operator who makes the calls. */
export function ours({ name, settings, calls = true }: Variant): Policy {
  const rules: Rules = {
    settings: { ...DEFAULT_OFFER_SETTINGS, automatic: true, ...settings },
    timeZone: TIME_ZONE,
  };
  return { name, run: (hours, list, chances) => new Practice(rules, calls, list, chances).year(hours) };
}

type Freed = {
  slot: OfferedSlot;
  filling: Filling;
  offers: Offer[];
  bookings: Booking[];
  outcome: Outcome;
  wakesAt: number | null;
};

class Practice {
  private readonly time = new Timeline();
  private readonly freed = new Map<string, Freed>();
  private readonly ofPerson = new Map<number, Offer[]>();
  private readonly asked = new Set<number>();
  private readonly lost = new Set<number>();
  private offers = 0;

  private readonly rules: Rules;
  private readonly calls: boolean;
  private readonly list: List;
  private readonly chances: Chances;

  constructor(rules: Rules, calls: boolean, list: List, chances: Chances) {
    this.rules = rules;
    this.calls = calls;
    this.list = list;
    this.chances = chances;
  }

  year(hours: readonly FreedHour[]): Outcome[] {
    const outcomes = hours.map((hour) => {
      const outcome = newOutcome(hour);
      this.time.plan(hour.freedAt, () => this.gain(outcome));
      return outcome;
    });
    this.time.run();
    return outcomes;
  }

  private now = () => new Date(this.time.now);

  private gain(outcome: Outcome): void {
    const { index, startsAt } = outcome.hour;
    const slot: OfferedSlot = {
      id: `${index}`,
      serviceId: "service",
      otherServiceIds: [],
      startsAt: new Date(startsAt),
      endsAt: new Date(startsAt + HOUR),
      status: "available",
      format: null,
    };
    const gained = gainedTime(slot, true, this.rules.settings, this.now());
    if (gained.kind === "public") return;
    const identity = { id: slot.id, slotId: slot.id, seriesSlotIds: [], createdAt: this.now() };
    const filling: Filling = { ...identity, ...gained.filling, state: "scheduled" };
    const freed: Freed = { slot, filling, offers: [], bookings: [], outcome, wakesAt: null };
    this.freed.set(slot.id, freed);
    this.step(freed);
  }

  private step(freed: Freed): void {
    if (!isLive(freed.filling)) return;
    const { ended, step } = this.decide(freed);
    for (const end of ended) {
      const offer = freed.offers.find(({ id }) => id === end.offerId);
      if (!offer) throw new Error("an offer that is not there has ended");
      offer.status = "expired";
      if (end.as === "silence") this.askWhetherWaiting(offer);
    }
    switch (step.kind) {
      case "wait":
        this.wake(freed, step.until.getTime());
        return;
      case "offer":
        freed.filling.state = step.by === "call" ? "calling" : "offering";
        for (const invitation of step.to) this.offer(freed, invitation, step.round);
        this.step(freed);
        return;
      case "give":
        this.take(freed, Number(step.requestId), step.offerId);
        return;
      case "public":
        freed.filling.state = "exhausted";
        return;
      case "taken":
        freed.filling.state = "taken";
        return;
      case "stopped":
      case "over":
        freed.filling.state = "stopped";
        return;
      case "read_on":
        throw new Error("the whole line was read");
    }
  }

  /** The job planned last is the valid one. */
  private wake(freed: Freed, at: number): void {
    if (freed.wakesAt === at) return;
    freed.wakesAt = at;
    this.time.plan(at, () => {
      if (freed.wakesAt !== at) return;
      freed.wakesAt = null;
      this.step(freed);
    });
  }

  private decide(freed: Freed): Decision {
    const served = new Set(freed.offers.map(({ requestId }) => Number(requestId)));
    for (let limit = FIRST_READ; ; limit *= 4) {
      const front: Person[] = [];
      for (const person of this.list.people) {
        if (front.length > limit) break;
        if (!served.has(person.id)) front.push(person);
      }
      const complete = front.length <= limit;
      const candidates = front.slice(0, limit).map((person) => this.candidate(person));
      const decision = nextStep({ ...freed, candidates, complete }, this.rules, this.now());
      if (decision.step.kind !== "read_on") return decision;
    }
  }

  private candidate({ id, joinedAt }: Person): Candidate {
    const offers = this.ofPerson.get(id) ?? [];
    const open = offers.find(({ status }) => status === "open");
    const lastWeek = offers.filter(
      (offer) => offer.offeredAt.getTime() > this.time.now - 7 * DAY && countsToCap(offer),
    );
    return {
      request: {
        id: `${id}`,
        serviceId: "service",
        preferredTimeWindow: "any",
        status: "new",
        createdAt: new Date(joinedAt),
        pausedAt: null,
        quarantinedAt: null,
        leaveRequestedAt: null,
      },
      channel: "email",
      format: null,
      durationMinutes: 50,
      mayBeWritten: true,
      busyUntil: open?.holdsUntil ?? null,
      offersThisWeek: lastWeek.length,
      askedToWaitAt: this.asked.has(id) ? this.now() : null,
      putFirstAt: null,
      lostRound: this.lost.has(id),
    };
  }

  private offer(freed: Freed, { requestId, channel, holdsUntil }: Invitation, round: number): void {
    const offeredAt = this.now();
    const isCall = channel === "call";
    const offer: Offer = {
      id: `${this.offers++}`,
      fillingId: freed.filling.id,
      slotId: freed.slot.id,
      requestId,
      round,
      channel,
      status: "open",
      offeredAt,
      sentAt: isCall ? null : offeredAt,
      calledAt: null,
      holdsUntil,
      extendedAt: null,
      answeredAt: null,
      lateYesAt: null,
      declineReason: null,
    };
    const person = Number(requestId);
    freed.offers.push(offer);
    this.ofPerson.set(person, [...(this.ofPerson.get(person) ?? []), offer]);
    const { outcome } = freed;
    const { acceptance, seed } = this.chances;
    const answer = answerOf(person, outcome.hour.index, acceptance, seed);
    if (isCall) {
      if (this.calls)
        this.time.plan(calledAt(this.time.now, person, outcome.hour.index, seed), () =>
          this.call(freed, offer, answer.says === "yes"),
        );
      return;
    }
    outcome.messages += 1;
    if (isNight(this.time.now)) outcome.atNight += 1;
    if (answer.says === "nothing") return;
    this.time.plan(answeredAt(this.time.now, answer), () => this.answer(freed, offer, answer.says === "yes"));
  }

  private call(freed: Freed, offer: Offer, yes: boolean): void {
    if (offer.status !== "open" || offer.holdsUntil <= this.now()) return;
    freed.outcome.calls += 1;
    offer.calledAt = this.now();
    this.answer(freed, offer, yes);
  }

  private answer(freed: Freed, offer: Offer, yes: boolean): void {
    const requestOpen = this.list.has(Number(offer.requestId));
    const may = mayAnswer({ ...freed, offer, requestOpen }, this.rules, this.now());
    if (may.kind === "over" || may.kind === "yours" || may.kind === "kept") return;
    offer.answeredAt = this.now();
    if (yes && (may.kind === "open" || may.kind === "late")) {
      this.take(freed, Number(offer.requestId), offer.id);
      return;
    }
    if (yes) offer.lateYesAt = this.now();
    else offer.status = "declined";
    this.step(freed);
  }

  private take(freed: Freed, person: number, offerId: string): void {
    const taken = freed.offers.find(({ id }) => id === offerId);
    if (!taken) throw new Error("an offer that is not there was taken");
    taken.status = "accepted";
    freed.bookings.push({
      id: freed.slot.id,
      slotId: freed.slot.id,
      requestId: `${person}`,
      offerId,
      state: "booked",
      askedUntil: null,
      bookedAt: this.now(),
      cancelledAt: null,
      cancelledBy: null,
    });
    freed.filling.state = "taken";
    freed.outcome.filledAt = this.time.now;
    freed.outcome.unfair = this.isUnfair(freed, person);
    const woken = endsWithTaking(taken, freed.offers, this.ofPerson.get(person) ?? []);
    for (const offer of woken) {
      offer.status = "withdrawn";
      if (offer.slotId === freed.slot.id) this.lost.add(Number(offer.requestId));
    }
    this.list.leaves(person, this.time.now);
    for (const { slotId } of woken) {
      const other = this.freed.get(slotId);
      if (other) this.step(other);
    }
  }

  /** An eligible person who waited longer is not among the asked. A person who was skipped with a reason was not eligible. */
  private isUnfair(freed: Freed, person: number): boolean {
    const served = new Set(freed.offers.map(({ requestId }) => Number(requestId)));
    for (const other of this.list.people) {
      if (other.id === person) return false;
      if (served.has(other.id)) continue;
      const { busyUntil, offersThisWeek, askedToWaitAt } = this.candidate(other);
      if (!busyUntil && !askedToWaitAt && offersThisWeek < this.rules.settings.weeklyCap) return true;
    }
    return false;
  }

  private askWhetherWaiting({ requestId, slotId }: Offer): void {
    const person = Number(requestId);
    if (silencesInRow(this.ofPerson.get(person) ?? []) < SILENCES_BEFORE_QUESTION || this.asked.has(person)) return;
    this.asked.add(person);
    const { seed } = this.chances;
    const freed = this.freed.get(slotId);
    if (freed) freed.outcome.messages += 1;
    const answer = answerOf(person, Number(slotId) + 1_000_000, 1, seed);
    this.time.plan(answeredAt(this.time.now, answer), () => {
      this.asked.delete(person);
      if (chance(seed, person, Number(slotId), 31) >= STILL_WAITING) return this.list.leaves(person, this.time.now);
      for (const offer of this.ofPerson.get(person) ?? []) offer.answeredAt ??= this.now();
    });
  }
}
