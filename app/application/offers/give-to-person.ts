import type { Database, Repositories } from "#app/application/ports/database.ts";
import type { TimetableMemory } from "#app/application/ports/timetable.ts";
import { standingOf } from "#app/domain/offers/candidates.ts";
import { canStillHold, holdUntil, quietOf } from "#app/domain/offers/hold.ts";
import { isQuiet } from "#app/domain/offers/quiet-hours.ts";
import { rowAt } from "#app/domain/offers/settings.ts";
import type { OfferChannel, SkipReason } from "#app/domain/offers/types.ts";
import { type NotFree, startFilling } from "./filling/start-filling.ts";
import { type OfferParts, tellOffer } from "./offer-journal.ts";

export type GiveOutcome =
  | { status: "given"; offerId: string; channel: OfferChannel; holdsUntil: Date }
  | NotFree
  | { status: "unknown" }
  /** The hour does not suit the person, or a rule forbids the offer. */
  | { status: "unsuitable"; reason: SkipReason | "closed" }
  /** No message goes out and no hold ends at this hour. */
  | { status: "quiet" }
  /** Too near to its start to be held: call, and book by hand. */
  | { status: "too-late" };

type Parts = OfferParts & { database: Database; timetable: TimetableMemory };

type Giving = { operatorId: string; slotId: string; requestId: string };

/** «Отдать этому человеку»: the hour is offered to one person whom the operator chose, before everybody else. The list follows when they don't take it. */
export class GiveToPersonUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute(command: Giving): Promise<GiveOutcome> {
    const { database, timetable } = this.#parts;
    try {
      return await database.transaction((repositories) => giveToPerson(repositories, this.#parts, command));
    } finally {
      timetable.invalidate();
    }
  }
}

/** The same in the caller's transaction. */
export async function giveToPerson(
  repositories: Repositories,
  parts: OfferParts,
  { operatorId, slotId, requestId }: Giving,
): Promise<GiveOutcome> {
  const { waitlistRequests, services, line, offers, bookings, offerRules, fillings, jobs, deskAudit } = repositories;
  const { ids, clock } = parts;
  const now = clock();
  const request = await waitlistRequests.hold(requestId);
  if (!request) return { status: "unknown" };
  // Locked: archiving it at the same moment would not see the new offer.
  const service = await services.hold(request.serviceId);
  if (service?.status !== "active") return { status: "unsuitable", reason: "service" };
  const slot = await line.holdSlot(slotId);
  const person = await line.candidate(requestId, slotId, now);
  if (!slot || !person) return { status: slot ? "unknown" : "gone" };
  const rules = await offerRules.rules();
  const history = { slot, offers: await offers.ofSlot(slotId), bookings: await bookings.ofSlot(slotId) };
  const standing = standingOf(person, history, rules);
  if (standing.kind === "absent") return { status: "unsuitable", reason: "closed" };
  // The operator's own choice goes before the cap.
  if (standing.kind === "skipped" && standing.reason !== "weekly_cap")
    return { status: "unsuitable", reason: standing.reason };
  const row = rowAt(rules.settings, slot.startsAt, now);
  if (!row || !canStillHold(slot.startsAt, now, rules)) return { status: "too-late" };
  if (isQuiet(now, quietOf(rules))) return { status: "quiet" };

  const started = await startFilling(repositories, parts, { operatorId, slotId, weekly: false });
  if (started.status !== "started") return started;
  const filling = await fillings.find(started.fillingId);
  if (!filling) throw new Error("a filling that was just written is not there");
  const channel = row.by === "call" ? "call" : (person.channel ?? "call");
  const holding = { startsAt: slot.startsAt, row, channel, waiting: Number.POSITIVE_INFINITY };
  const holdsUntil = holdUntil(holding, now, rules);
  const offer = {
    id: ids.uuid(),
    fillingId: filling.id,
    slotId,
    requestId,
    round: 1,
    channel,
    offeredAt: now,
    holdsUntil,
  };
  await offers.add([offer]);
  await fillings.update({ ...filling, state: row.by === "call" ? "calling" : "offering" });
  await tellOffer(repositories, parts, "made", { offer, slot, source: "admin" });
  if (channel !== "call") await jobs.enqueue([{ name: "send-offer", data: { offerId: offer.id } }]);
  const details = { starts_at: slot.startsAt.toISOString() };
  const subject = { kind: "request", id: requestId } as const;
  await deskAudit.record({ operatorId, action: "offer_given", subject, at: now, details });
  return { status: "given", offerId: offer.id, channel, holdsUntil };
}
