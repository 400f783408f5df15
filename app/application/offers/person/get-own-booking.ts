import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { PrivateLinks } from "#app/application/ports/waitlist.ts";
import type { ServiceFormat } from "#app/domain/timetable/availability.ts";
import { type OwnBooking, ownBooking } from "./own-booking.ts";
import { wasBooked } from "./pending-offer.ts";

export type OwnBookingPage =
  | { status: "booked"; booking: OwnBooking; serviceTitle: string; format: ServiceFormat; timeZone: string }
  /** The hour was cancelled, and the request is closed. */
  | { status: "cancelled" }
  /** On the list, with or without an hour before. */
  | { status: "waiting" }
  | { status: "unknown-link" };

/** The hour that a person has, by their private link. */
export class GetOwnBookingQuery {
  readonly #parts: { database: Database; links: PrivateLinks; clock: Clock };

  constructor(parts: { database: Database; links: PrivateLinks; clock: Clock }) {
    this.#parts = parts;
  }

  execute(token: string): Promise<OwnBookingPage> {
    const { database, links, clock } = this.#parts;
    return database.transaction<OwnBookingPage>(async (repositories) => {
      const request = await repositories.waitlistRequests.findByTokenHash(links.hash(token));
      if (!request) return { status: "unknown-link" };
      const booking = await ownBooking(repositories, request.id, clock());
      if (booking) {
        const { service, practice } = await repositories.practice.serviceOf(request.serviceId);
        const { title: serviceTitle, format } = service;
        return { status: "booked", booking, serviceTitle, format, timeZone: practice.timeZone };
      }
      if (request.status !== "closed") return { status: "waiting" };
      const booked = request.closedReason === "booked" && (await wasBooked(repositories, request.id));
      return { status: booked ? "cancelled" : "unknown-link" };
    });
  }
}
