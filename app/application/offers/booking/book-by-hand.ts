import type { Database, Repositories } from "#app/application/ports/database.ts";
import type { TimetableMemory } from "#app/application/ports/timetable.ts";
import type { OfferedSlot } from "#app/domain/offers/types.ts";
import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";
import { type NotFree, notFree } from "../filling/start-filling.ts";
import type { OfferParts } from "../offer-journal.ts";
import { type Taken, takeHour } from "./take-hour.ts";

type Booked = { status: "done"; taken: Exclude<Taken, { status: "taken" }> } | NotFree;
export type BookOutcome = Booked | { status: "unknown" } | { status: "closed" };

type Parts = OfferParts & { database: Database; timetable: TimetableMemory };

/** The operator books an hour for a person of the list, who agreed by phone or in another way. */
export class BookByHandUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute(command: { operatorId: string; slotId: string; requestId: string }): Promise<BookOutcome> {
    const { operatorId, slotId, requestId } = command;
    const { database, timetable } = this.#parts;
    try {
      return await database.transaction<BookOutcome>(async (repositories) => {
        const { waitlistRequests, line } = repositories;
        const request = await waitlistRequests.hold(requestId);
        if (!request) return { status: "unknown" };
        if (request.status === "closed") return { status: "closed" };
        const slot = await line.holdSlot(slotId);
        if (!slot) return { status: "gone" };
        return bookByHand(repositories, this.#parts, { operatorId, request, slot });
      });
    } finally {
      timetable.invalidate();
    }
  }
}

type Booking = { operatorId: string; request: WaitlistRequest; slot: OfferedSlot };

/** The same in the caller's transaction, which holds the request and then the slot. */
export async function bookByHand(
  repositories: Repositories,
  parts: OfferParts,
  { operatorId, request, slot }: Booking,
): Promise<Booked> {
  const { offerRules, offers, deskAudit } = repositories;
  const now = parts.clock();
  const own = (await offers.holdOfSlot(slot.id)).find(
    ({ requestId, status }) => requestId === request.id && status === "open",
  );
  const refused = own ? null : await notFree(repositories, slot, await offerRules.rules(), now);
  if (refused) return refused;
  const taken = await takeHour(repositories, parts, { request, slot, offer: own ?? null, source: "admin" });
  if (taken.status === "taken") return { status: "booked" };
  const details = { starts_at: slot.startsAt.toISOString() };
  const subject = { kind: "request", id: request.id } as const;
  await deskAudit.record({ operatorId, action: "hour_booked", subject, at: now, details });
  return { status: "done", taken };
}
