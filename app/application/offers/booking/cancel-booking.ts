import type { Database, Repositories } from "#app/application/ports/database.ts";
import type { TimetableMemory } from "#app/application/ports/timetable.ts";
import type { PrivateLinks } from "#app/application/ports/waitlist.ts";
import type { TimelineSource } from "#app/domain/channel.ts";
import { cancelBooking } from "#app/domain/offers/gained-time.ts";
import type { Booking } from "#app/domain/offers/types.ts";
import { cancelNow } from "../end-offers.ts";
import type { OfferParts } from "../offer-journal.ts";

/** A person is authenticated by the token of the offer or of the private link; a chat and an operator by their own session. */
export type CancelCommand =
  | { by: "person"; bookingId: string | null; token: string; source: TimelineSource }
  | { by: "operator"; bookingId: string; operatorId: string };
export type CancelOutcome =
  | { status: "cancelled"; booking: Booking }
  | { status: "too-late" }
  | { status: "already" }
  | { status: "unknown" };

type Parts = OfferParts & { database: Database; links: PrivateLinks; timetable: TimetableMemory };

/** A booking is cancelled by its person until the minimum notice before the start, or by the operator. The hour is gained time again. */
export class CancelBookingUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute(command: CancelCommand): Promise<CancelOutcome> {
    const { database, timetable, clock } = this.#parts;
    const now = clock();
    try {
      return await database.transaction<CancelOutcome>(async (repositories) => {
        const found = await this.#find(repositories, command);
        const slot = found && (await repositories.line.holdSlot(found.slotId));
        const booking = found && (await repositories.bookings.find(found.id));
        // What is kept for a caller ends with the caller.
        if (!slot || !booking || booking.state === "consent") return { status: "unknown" };
        const { settings } = await repositories.offerRules.rules();
        const outcome = cancelBooking(booking, command.by, slot, settings, now);
        if (outcome.kind === "too_late") return { status: "too-late" };
        if (outcome.kind === "already") return { status: "already" };
        const source = command.by === "operator" ? "admin" : command.source;
        // An hour that was only asked for is given back without a word.
        const news = booking.state === "asked" && command.by === "person" ? null : "cancelled";
        const how = { source, news, gains: true } as const;
        await cancelNow(repositories, this.#parts, { booking, slot, by: command.by }, how);
        if (command.by === "operator") {
          const details = { starts_at: slot.startsAt.toISOString() };
          const subject = { kind: "request", id: booking.requestId } as const;
          const { operatorId } = command;
          await repositories.deskAudit.record({ operatorId, action: "hour_cancelled", subject, at: now, details });
        }
        return { status: "cancelled", booking: outcome.booking };
      });
    } finally {
      timetable.invalidate();
    }
  }

  async #find({ offers, bookings, waitlistRequests }: Repositories, command: CancelCommand): Promise<Booking | null> {
    if (command.by === "operator") return bookings.find(command.bookingId);
    const hash = this.#parts.links.hash(command.token);
    const offer = await offers.findByTokenHash(hash);
    const request = offer ? null : await waitlistRequests.findByTokenHash(hash);
    const requestId = offer?.requestId ?? request?.id;
    const own = requestId ? await bookings.ofRequest(requestId) : [];
    const meant = own.filter(({ id, offerId }) =>
      command.bookingId ? id === command.bookingId : offer !== null && offerId === offer.id,
    );
    return meant.find(({ state }) => state !== "cancelled") ?? meant.at(-1) ?? null;
  }
}
