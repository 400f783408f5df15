import type { Database, Repositories } from "#app/application/ports/database.ts";
import type { TimetableMemory } from "#app/application/ports/timetable.ts";
import { holdUntil, latestHoldEnd } from "#app/domain/offers/hold.ts";
import { rowAt } from "#app/domain/offers/settings.ts";
import type { DeskAuditAction } from "#app/domain/team/desk-audit.ts";
import { type AnswerOutcome, advance, answerOffer, holdAnswering } from "./answer-offer.ts";
import { askAfterSilence } from "./ask-after-silence.ts";
import { withdrawOffer } from "./end-offers.ts";
import { type OfferParts, tellOffer } from "./offer-journal.ts";

export type CallResult = "agreed" | "doesnt_suit" | "no_answer";

/** What an operator does with an offer. `extend`: for one more hold of the present row. */
export type OfferAct = { kind: "withdraw" } | { kind: "extend" } | { kind: "called"; result: CallResult };

export type OfferActOutcome =
  | { status: "done" }
  | { status: "extended"; until: Date }
  | { status: "answered"; answer: AnswerOutcome }
  /** The offer ended before, or its hour is too near to be held longer. */
  | { status: "over" }
  | { status: "unknown" };

type Held = NonNullable<Awaited<ReturnType<typeof holdAnswering>>>;
type Parts = OfferParts & { database: Database; timetable: TimetableMemory };

const ACTIONS = {
  withdraw: "offer_withdrawn",
  extend: "offer_extended",
  called: "call_recorded",
} as const satisfies Record<OfferAct["kind"], DeskAuditAction>;

/** The operator withdraws or extends an offer, or tells what came of a call. */
export class ActOnOfferUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute(command: { operatorId: string; offerId: string; act: OfferAct }): Promise<OfferActOutcome> {
    const { operatorId, offerId, act } = command;
    const { database, timetable, clock } = this.#parts;
    try {
      return await database.transaction<OfferActOutcome>(async (repositories) => {
        const found = await repositories.offers.find(offerId);
        const held = found && (await holdAnswering(repositories, found));
        if (!held) return { status: "unknown" };
        const outcome = await this.#act(repositories, held, act);
        if (outcome.status === "over") return outcome;
        await repositories.deskAudit.record({
          operatorId,
          action: ACTIONS[act.kind],
          subject: { kind: "request", id: held.request.id },
          at: clock(),
          details: {
            starts_at: held.slot.startsAt.toISOString(),
            ...(act.kind === "called" ? { result: act.result } : {}),
          },
        });
        return outcome;
      });
    } finally {
      timetable.invalidate();
    }
  }

  async #act(repositories: Repositories, held: Held, act: OfferAct): Promise<OfferActOutcome> {
    switch (act.kind) {
      case "withdraw": {
        const told = { source: "admin", news: "withdrawn" } as const;
        return (await withdrawOffer(repositories, this.#parts, held, told)) ? { status: "done" } : { status: "over" };
      }
      case "extend":
        return this.#extend(repositories, held);
      case "called":
        return this.#called(repositories, held, act.result);
    }
  }

  async #extend(repositories: Repositories, { offer, slot }: Held): Promise<OfferActOutcome> {
    const now = this.#parts.clock();
    const rules = await repositories.offerRules.rules();
    const row = rowAt(rules.settings, slot.startsAt, now);
    if (offer.status !== "open" || !row || offer.holdsUntil >= latestHoldEnd(slot.startsAt, rules))
      return { status: "over" };
    const from = new Date(Math.max(offer.holdsUntil.getTime(), now.getTime()));
    const holding = { startsAt: slot.startsAt, row, channel: offer.channel, waiting: Number.POSITIVE_INFINITY };
    const holdsUntil = holdUntil(holding, from, rules);
    await repositories.offers.update({ ...offer, holdsUntil });
    await advance(repositories, offer);
    return { status: "extended", until: holdsUntil };
  }

  async #called(repositories: Repositories, held: Held, result: CallResult): Promise<OfferActOutcome> {
    const now = this.#parts.clock();
    const { offer, slot } = held;
    if (offer.channel !== "call" || (offer.status !== "open" && offer.status !== "expired")) return { status: "over" };
    const called = { ...offer, calledAt: now };
    await repositories.offers.update(called);
    if (result !== "no_answer") {
      const answer = result === "agreed" ? ({ yes: true } as const) : ({ yes: false, reason: null } as const);
      const answering = { ...held, offer: called, source: "admin" } as const;
      return { status: "answered", answer: await answerOffer(repositories, this.#parts, answering, answer) };
    }
    if (offer.status !== "open") return { status: "done" };
    // The next person is offered the hour at once; a person who calls back later may still take it while it is free.
    await repositories.offers.update({ ...called, status: "expired" });
    await tellOffer(repositories, this.#parts, "expired", { offer, slot, source: "admin" });
    await askAfterSilence(repositories, offer.requestId, now);
    await advance(repositories, offer);
    return { status: "done" };
  }
}
