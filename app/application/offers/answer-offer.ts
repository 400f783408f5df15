import type { Database, Repositories } from "#app/application/ports/database.ts";
import type { TimetableMemory } from "#app/application/ports/timetable.ts";
import type { PrivateLinks } from "#app/application/ports/waitlist.ts";
import type { TimelineSource } from "#app/domain/channel.ts";
import { type MayAnswer, mayAnswer, type OverBecause } from "#app/domain/offers/answer.ts";
import type { DeclineReason, Offer, OfferedSlot } from "#app/domain/offers/types.ts";
import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";
import { type Taken, takeHour } from "./booking/take-hour.ts";
import { type OfferParts, tellOffer } from "./offer-journal.ts";

export type OfferAnswer = { yes: true } | { yes: false; reason: DeclineReason | null };

/** The link's token, or the offer's id where the chat or the operator's session has authenticated the answer. */
export type OfferKey = { token: string } | { offerId: string };

export type AnswerOutcome =
  | Exclude<Taken, { status: "taken" }>
  | { status: "declined" }
  /** Another person holds the hour; the late yes is next, not before `until` (`null`: it was stored before). */
  | { status: "kept"; until: Date | null }
  /** The person took it before. */
  | { status: "yours" }
  | { status: "over"; because: OverBecause }
  /** The same for unknown, foreign and removed links. */
  | { status: "unknown-link" };

type Parts = OfferParts & { database: Database; links: PrivateLinks; timetable: TimetableMemory };
type Answering = { request: WaitlistRequest; slot: OfferedSlot; offer: Offer; source: TimelineSource };

/** A person answers an offer: in time, late, or again. Idempotent. */
export class AnswerOfferUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute(command: { offer: OfferKey; answer: OfferAnswer; source: TimelineSource }): Promise<AnswerOutcome> {
    const { database, timetable } = this.#parts;
    try {
      return await database.transaction<AnswerOutcome>(async (repositories) => {
        const held = await this.#hold(repositories, command.offer);
        if (!held) return { status: "unknown-link" };
        return answerOffer(repositories, this.#parts, { ...held, source: command.source }, command.answer);
      });
    } finally {
      timetable.invalidate();
    }
  }

  /** Request, slot, offer: every act locks them in this order. */
  async #hold(repositories: Repositories, key: OfferKey): Promise<Omit<Answering, "source"> | null> {
    const found =
      "token" in key
        ? await repositories.offers.findByTokenHash(this.#parts.links.hash(key.token))
        : await repositories.offers.find(key.offerId);
    return found && holdAnswering(repositories, found);
  }
}

/** Locks the request and the slot of an offer, and reads the offer as it is then. */
export async function holdAnswering(
  { waitlistRequests, line, offers }: Repositories,
  found: Offer,
): Promise<Omit<Answering, "source"> | null> {
  const request = await waitlistRequests.hold(found.requestId);
  const slot = await line.holdSlot(found.slotId);
  const offer = await offers.find(found.id);
  return request && slot && offer ? { request, slot, offer } : null;
}

export async function mayAnswerNow(
  { offers, bookings, offerRules, practice }: Repositories,
  { request, slot: standing, offer }: Omit<Answering, "source">,
  now: Date,
): Promise<MayAnswer> {
  // A late yes takes no hour of a service that is no longer offered.
  const isGone = offer.status === "expired" && !(await isOffered(practice, request.serviceId));
  const slot = isGone ? { ...standing, status: "blocked" as const } : standing;
  const all = { offers: await offers.ofSlot(slot.id), bookings: await bookings.ofSlot(slot.id) };
  const requestOpen = request.status !== "closed";
  return mayAnswer({ offer, slot, requestOpen, ...all }, await offerRules.rules(), now);
}

async function isOffered(practice: Repositories["practice"], serviceId: string): Promise<boolean> {
  const { slug } = (await practice.serviceOf(serviceId)).service;
  return (await practice.findService(slug)).service !== null;
}

/** The answer to a held offer, in the caller's transaction. */
export async function answerOffer(
  repositories: Repositories,
  parts: OfferParts,
  answering: Answering,
  answer: OfferAnswer,
): Promise<AnswerOutcome> {
  const { offer, slot, source } = answering;
  const now = parts.clock();
  const may = await mayAnswerNow(repositories, answering, now);
  if (may.kind === "over") {
    const declined = may.because === "declined" && !answer.yes;
    return declined ? { status: "declined" } : { status: "over", because: may.because };
  }
  if (may.kind === "yours") return { status: "yours" };
  if (!answer.yes) {
    await repositories.offers.update({
      ...offer,
      status: "declined",
      answeredAt: now,
      lateYesAt: null,
      declineReason: answer.reason,
    });
    await tellOffer(repositories, parts, "declined", { offer, slot, source });
    await advance(repositories, offer);
    return { status: "declined" };
  }
  switch (may.kind) {
    case "open":
    case "late": {
      const taken = await takeHour(repositories, parts, { ...answering, offer: { ...offer, answeredAt: now } });
      return taken.status === "taken" ? { status: "over", because: "taken" } : taken;
    }
    case "kept":
      return { status: "kept", until: null };
    case "held_by_another":
      await repositories.offers.update({ ...offer, status: "expired", answeredAt: now, lateYesAt: now });
      await advance(repositories, offer);
      return { status: "kept", until: may.until };
  }
}

export const advance = ({ jobs }: Repositories, { fillingId }: Pick<Offer, "fillingId">) =>
  jobs.enqueue([{ name: "advance-filling", data: { fillingId } }]);
