import { takeHour } from "#app/application/offers/booking/take-hour.ts";
import { cancelNow } from "#app/application/offers/end-offers.ts";
import { type GiveOutcome, giveToPerson } from "#app/application/offers/give-to-person.ts";
import type { OfferParts } from "#app/application/offers/offer-journal.ts";
import type { Database, Repositories } from "#app/application/ports/database.ts";
import type { TimetableMemory } from "#app/application/ports/timetable.ts";
import { hasLapsed } from "#app/domain/offers/asked-hour.ts";
import type { DeskAuditAction } from "#app/domain/team/desk-audit.ts";

/**
 * What the practice answers to a visitor who asked for an hour. `otherSlotId`: an hour that is offered instead; `null`: the person waits
 * on. `hides`: nobody else is to have the declined hour either.
 */
export type AskAnswer = { kind: "confirm" } | { kind: "decline"; hides: boolean; otherSlotId: string | null };

export type AnswerAskOutcome =
  | { status: "confirmed" }
  | { status: "declined" }
  /** The other hour cannot be offered. Nothing was written. */
  | { status: "not-offered"; because: Exclude<GiveOutcome, { status: "given" }> }
  /** It ended before: answered, withdrawn or lapsed. */
  | { status: "over" };

type Parts = OfferParts & { database: Database; timetable: TimetableMemory };
type Command = { operatorId: string; bookingId: string; answer: AskAnswer };

/** Undoes the decline: the other hour could not be offered. */
class NotOffered extends Error {
  readonly because: Exclude<GiveOutcome, { status: "given" }>;
  constructor(because: Exclude<GiveOutcome, { status: "given" }>) {
    super("the other hour cannot be offered");
    this.because = because;
  }
}

/** The operator confirms or declines an hour that a visitor asked for. Idempotent: a second answer is `over`. */
export class AnswerAskUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute(command: Command): Promise<AnswerAskOutcome> {
    const { database, timetable } = this.#parts;
    try {
      return await database.transaction((repositories) => this.#answer(repositories, command));
    } catch (error) {
      if (error instanceof NotOffered) return { status: "not-offered", because: error.because };
      throw error;
    } finally {
      timetable.invalidate();
    }
  }

  async #answer(repositories: Repositories, { operatorId, bookingId, answer }: Command): Promise<AnswerAskOutcome> {
    const { bookings, waitlistRequests, line, slots, deskAudit } = repositories;
    const now = this.#parts.clock();
    const found = await bookings.find(bookingId);
    const request = found && (await waitlistRequests.hold(found.requestId));
    const slot = found && (await line.holdSlot(found.slotId));
    const booking = found && (await bookings.find(bookingId));
    if (!request || !slot || booking?.state !== "asked" || hasLapsed(booking, now)) return { status: "over" };
    const record = (action: DeskAuditAction) => {
      const subject = { kind: "request", id: request.id } as const;
      return deskAudit.record({
        operatorId,
        action,
        subject,
        at: now,
        details: { starts_at: slot.startsAt.toISOString() },
      });
    };
    if (answer.kind === "confirm") {
      const taken = await takeHour(repositories, this.#parts, {
        request,
        slot,
        offer: null,
        asked: booking,
        source: "admin",
      });
      if (taken.status === "taken") return { status: "over" };
      await record("hour_booked");
      return { status: "confirmed" };
    }
    const { hides, otherSlotId } = answer;
    if (hides) await slots.setStatus(slot.id, "blocked");
    const left = hides ? { ...slot, status: "blocked" as const } : slot;
    const news = otherSlotId === null ? "asked_declined" : "asked_other";
    await cancelNow(
      repositories,
      this.#parts,
      { booking, slot: left, by: "operator" },
      { source: "admin", news, gains: true },
    );
    await record("hour_refused");
    if (otherSlotId !== null) {
      const given = await giveToPerson(repositories, this.#parts, {
        operatorId,
        slotId: otherSlotId,
        requestId: request.id,
      });
      if (given.status !== "given") throw new NotOffered(given);
    }
    return { status: "declined" };
  }
}
