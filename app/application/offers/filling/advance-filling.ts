import { type Database, PutOffError, type Repositories } from "#app/application/ports/database.ts";
import type { StoredFilling } from "#app/application/ports/offers.ts";
import { afterEnds } from "#app/domain/offers/ended-holds.ts";
import { type Decision, type NextStep, nextStep } from "#app/domain/offers/next-step.ts";
import type { OfferedSlot, Skip } from "#app/domain/offers/types.ts";
import { askAfterSilence } from "../ask-after-silence.ts";
import { takeHour } from "../booking/take-hour.ts";
import { type OfferParts, tellOffer } from "../offer-journal.ts";
import { wakeUp } from "./gain-time.ts";
import { LineFront, NOBODY, type View } from "./line-front.ts";

/** The most decisions of one run; more would be a bug in the rules. */
const MOST_STEPS = 12;
const TRY_AGAIN_MS = 1_000;

type Parts = OfferParts & { database: Database };

/** Of an offer that was just made. */
const UNANSWERED = {
  ...{ status: "open" as const, sentAt: null, calledAt: null, extendedAt: null },
  ...{ answeredAt: null, lateYesAt: null, declineReason: null },
};

/**
 * Takes the steps of a filling that are due and sends the job of the next one, all in one transaction. A run that comes early, late,
 * twice or is killed at any point does no harm.
 */
export class AdvanceFillingUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Throws `PutOffError` when another transaction has locked one of the people. */
  async execute({ fillingId }: { fillingId: string }): Promise<void> {
    const { database, clock } = this.#parts;
    const outcome = await database.transaction((repositories) => this.#advance(repositories, fillingId));
    if (outcome === "busy") throw new PutOffError(new Date(clock().getTime() + TRY_AGAIN_MS));
  }

  async #advance(repositories: Repositories, fillingId: string): Promise<"done" | "busy"> {
    const { fillings, line, offerRules, offers, bookings } = repositories;
    const slot = await line.holdSlotOf(fillingId);
    if (!slot) return "done";
    const rules = offerRules.rules();
    for (let step = 0; step < MOST_STEPS; step += 1) {
      // Sent together: hundreds of hours may be filled at once, and each round trip keeps the others waiting.
      const [filling, held, made, booked] = await Promise.all([
        fillings.find(fillingId),
        rules,
        offers.holdOfSlot(slot.id),
        bookings.ofSlot(slot.id),
      ]);
      if (!filling || filling.endedAt) return "done";
      const decided = await this.#decide(repositories, { filling, slot, rules: held, offers: made, bookings: booked });
      // This round wrote nothing; the writes of earlier rounds are kept.
      if (decided === "busy") return step === 0 ? "busy" : await this.#soon(repositories, filling);
      await this.#write(repositories, decided.view, decided.decision);
      if (decided.decision.step.kind === "wait" || decided.decision.step.kind === "offer") return "done";
    }
    throw new Error("a filling takes steps without end");
  }

  async #soon({ fillings, jobs }: Repositories, filling: StoredFilling): Promise<"done"> {
    const wakesAt = new Date(this.#parts.clock().getTime() + TRY_AGAIN_MS);
    await fillings.update({ ...filling, wakesAt });
    await jobs.enqueue([wakeUp({ id: filling.id, wakesAt })]);
    return "done";
  }

  /** Decides, locks the people of the decision and reads them again, until every person named by the decision is locked. */
  async #decide({ line }: Repositories, view: View): Promise<{ view: View; decision: Decision } | "busy"> {
    const front = new LineFront(line, view, this.#parts.clock());
    const locked = new Set<string>();
    for (;;) {
      const decision = await front.decide();
      const missing = peopleOf(decision).filter((id) => !locked.has(id));
      if (missing.length === 0) return { view, decision };
      // The second is read after the first has locked them.
      const [isLocked] = await Promise.all([line.tryLock(missing), front.readAgain(missing)]);
      if (!isLocked) return "busy";
      for (const id of missing) locked.add(id);
    }
  }

  async #write(repositories: Repositories, view: View, { ended, skips, step }: Decision): Promise<void> {
    const { offers, jobs } = repositories;
    const { ids, clock } = this.#parts;
    await Promise.all([
      offers.skip(view.filling.id, skips, { id: ids.uuid(), at: clock() }),
      offers.end(ended, clock()),
    ]);
    for (const end of ended) {
      const offer = view.offers.find(({ id }) => id === end.offerId);
      if (end.as === "extended") await jobs.enqueue([{ name: "send-offer", data: { offerId: end.offerId } }]);
      if (end.as !== "silence" || !offer) continue;
      await tellOffer(repositories, this.#parts, "expired", { offer, slot: view.slot, source: "backend" });
      await askAfterSilence(repositories, offer.requestId, this.#parts.clock());
    }
    if (step.kind === "public" && step.because === "nobody_left") await this.#tellOperator(repositories, view, skips);
    await this.#carryOut(repositories, view, { ended, step });
  }

  /** A notice belongs to a request: to the last one that was asked, or that was passed over. */
  async #tellOperator({ jobs, offers }: Repositories, { filling, offers: made }: View, skips: Skip[]): Promise<void> {
    const asked = made.filter(({ fillingId }) => fillingId === filling.id).at(-1);
    const last = asked ?? skips.at(-1) ?? (await offers.skipsOf(filling.id)).at(-1);
    if (!last) return;
    const data = { requestId: last.requestId, about: "exhausted", fillingId: filling.id } as const;
    await jobs.enqueue([{ name: "tell-operator", data }]);
  }

  async #carryOut(
    repositories: Repositories,
    view: View,
    { ended, step }: Pick<Decision, "ended" | "step">,
  ): Promise<void> {
    const { fillings, jobs } = repositories;
    const { filling, slot } = view;
    const endedAt = this.#parts.clock();
    const end = (state: "exhausted" | "taken" | "stopped") =>
      fillings.update({ ...filling, state, endedAt, wakesAt: null });
    switch (step.kind) {
      case "wait":
        if (filling.wakesAt?.getTime() === step.until.getTime()) return;
        await fillings.update({ ...filling, wakesAt: step.until });
        await jobs.enqueue([wakeUp({ id: filling.id, wakesAt: step.until })]);
        return;
      case "offer":
        await this.#offer(repositories, { ...view, offers: afterEnds(view.offers, ended, endedAt) }, step);
        return;
      case "give":
        await this.#give(repositories, slot, step);
        return;
      case "public":
        return end("exhausted");
      case "taken":
        return end("taken");
      case "stopped":
        return end("stopped");
      case "over":
      case "read_on":
        return;
    }
  }

  /** Makes the offers, and waits for their answers. */
  async #offer(
    repositories: Repositories,
    view: View,
    { round, by, to }: Extract<NextStep, { kind: "offer" }>,
  ): Promise<void> {
    const { ids, clock } = this.#parts;
    const { filling, slot, rules } = view;
    const now = clock();
    const made = to.map((each) => ({
      id: ids.uuid(),
      fillingId: filling.id,
      slotId: slot.id,
      round,
      offeredAt: now,
      ...each,
    }));
    const state = by === "call" ? ("calling" as const) : ("offering" as const);
    const offers = [...view.offers, ...made.map((offer) => ({ ...offer, ...UNANSWERED }))];
    const next = nextStep({ ...view, filling: { ...filling, state }, offers, ...NOBODY }, rules, now).step;
    if (next.kind !== "wait") throw new Error("an offer that was just made holds nothing");
    const written = made.filter(({ channel }) => channel !== "call");
    await Promise.all([
      repositories.offers.add(made),
      repositories.fillings.update({ ...filling, state, wakesAt: next.until }),
      repositories.jobs.enqueue([
        ...written.map(({ id }) => ({ name: "send-offer" as const, data: { offerId: id } })),
        wakeUp({ id: filling.id, wakesAt: next.until }),
      ]),
      ...made.map((offer) => tellOffer(repositories, this.#parts, "made", { offer, slot, source: "backend" })),
    ]);
  }

  /** A late yes takes the hour. */
  async #give(repositories: Repositories, slot: OfferedSlot, step: Extract<NextStep, { kind: "give" }>): Promise<void> {
    const request = await repositories.waitlistRequests.hold(step.requestId);
    const offer = await repositories.offers.find(step.offerId);
    if (!request || !offer) throw new Error("an offer of no request");
    await takeHour(repositories, this.#parts, { request, slot, offer, source: "backend" });
  }
}

/** People whose rows the decision writes, or whose standing must not change meanwhile. */
function peopleOf({ ended, step }: Decision): string[] {
  const silent = ended.flatMap(({ as, requestId }) => (as === "silence" ? [requestId] : []));
  if (step.kind === "offer") return [...silent, ...step.to.map(({ requestId }) => requestId)];
  return step.kind === "give" ? [...silent, step.requestId] : silent;
}
