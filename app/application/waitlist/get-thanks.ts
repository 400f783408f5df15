import type { Clock } from "#app/application/ports/clock.ts";
import {
  type Database,
  type Repositories,
  UnavailableError,
  UndecryptableError,
} from "#app/application/ports/database.ts";
import type { AskedHour, ThanksLinks } from "#app/application/ports/waitlist.ts";
import type { Contact } from "#app/domain/contact/contact.ts";
import type { TimeWindow } from "#app/domain/waitlist-request.ts";

/** A request just sent, for its sender, who may have mistyped the contact. `sealed`: the text of the address. */
export type JustSent = {
  contact: Contact;
  timeWindow: TimeWindow;
  serviceSlug: string;
  sealed: string;
  hour: (AskedHour & { timeZone: string; state: AskState }) | null;
};

/** `asked`: it waits for the practice's answer. `over`: declined, given back, or its time ran out. */
export type AskState = "asked" | "booked" | "over";

/**
 * Reads the contact of a sealed address from its encrypted row. The window is the one that was sent, even if its person has changed
 * it since. `null`: too old, corrected, destroyed, or unreadable at the moment.
 */
export class GetThanksQuery {
  readonly #parts: { database: Database; links: ThanksLinks; clock: Clock };

  constructor(parts: { database: Database; links: ThanksLinks; clock: Clock }) {
    this.#parts = parts;
  }

  async execute(sealed: string): Promise<JustSent | null> {
    const { database, links, clock } = this.#parts;
    const sent = await links.open(sealed, clock());
    if (sent === null) return null;
    const { requestId, timeWindow, hour } = sent;
    try {
      return await database.transaction(async (repositories) => {
        const { waitlistRequests, practice: practices } = repositories;
        const request = await waitlistRequests.find(requestId);
        const contact = request && (await waitlistRequests.contactOf(requestId));
        if (!request || !contact || request.closedReason === "duplicate") return null;
        const { service, practice } = await practices.serviceOf(request.serviceId);
        const state = hour && (await stateOf(repositories, requestId, hour, clock()));
        const asked = hour && state && { ...hour, state, timeZone: practice.timeZone };
        return { contact, timeWindow, serviceSlug: service.slug, sealed, hour: asked };
      });
    } catch (error) {
      if (error instanceof UnavailableError || error instanceof UndecryptableError) return null;
      throw error;
    }
  }
}

/** What became of the hour. A request that looks like a bot's holds nothing, and is told what everybody is told. */
async function stateOf(
  { bookings }: Repositories,
  requestId: string,
  { slotId, until }: AskedHour,
  now: Date,
): Promise<AskState> {
  const own = (await bookings.ofRequest(requestId)).filter((booking) => booking.slotId === slotId);
  if (own.some(({ state }) => state === "booked")) return "booked";
  const ended = own.length > 0 && own.every(({ state }) => state === "cancelled");
  return ended || until === null || until <= now ? "over" : "asked";
}
