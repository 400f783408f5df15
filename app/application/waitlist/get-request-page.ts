import {
  type AskedFor,
  askedFor,
  type PendingOffer,
  pendingOf,
  wasBooked,
} from "#app/application/offers/person/pending-offer.ts";
import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { PrivateLinks } from "#app/application/ports/waitlist.ts";
import type { ContactMethod } from "#app/domain/contact/contact.ts";
import { asksUpTo, type WaitlistRequest } from "#app/domain/waitlist-request.ts";

export type PrivateRequest =
  | {
      status: "active";
      serviceTitle: string;
      timeZone: string;
      request: WaitlistRequest;
      lapsesSoon: boolean;
      /** When the practice corrected the contact; `null`: never. */
      contactCorrectedAt: Date | null;
      /** The contact that the practice keeps beside the first; `null`: there is none. */
      contactBeside: { method: ContactMethod; since: Date } | null;
      /** The offered hour that the person can still answer. */
      offer: PendingOffer | null;
      asked: AskedFor[];
      /** «Ждать дальше?» was asked and is not answered. */
      askedToWait: boolean;
    }
  /** It ended with an hour that was booked: another page shows it. */
  | { status: "booked" }
  /** Shown like an unknown link; the contact can still be erased. `left`: the person withdrew the request. */
  | { status: "closed"; left: boolean }
  /** Wrong, old and used links get the same answer. */
  | { status: "unknown-link" };

/** A person's own request, by its private link. */
export class GetRequestPageQuery {
  readonly #parts: { database: Database; links: PrivateLinks; clock: Clock };

  constructor(parts: { database: Database; links: PrivateLinks; clock: Clock }) {
    this.#parts = parts;
  }

  execute(token: string): Promise<PrivateRequest> {
    const { database, links, clock } = this.#parts;
    return database.transaction<PrivateRequest>(async (repositories) => {
      const { waitlistRequests, practice: practices } = repositories;
      const request = await waitlistRequests.findByTokenHash(links.hash(token));
      if (!request) return { status: "unknown-link" };
      if (request.closedReason === "booked" && (await wasBooked(repositories, request.id))) return { status: "booked" };
      if (request.status === "closed") return { status: "closed", left: request.closedReason === "withdrawn" };
      const { service, practice } = await practices.serviceOf(request.serviceId);
      const lapsesSoon = request.renewalAskedAt !== null || request.expiresAt <= asksUpTo(clock());
      const about = { serviceTitle: service.title, timeZone: practice.timeZone, request, lapsesSoon };
      const contactCorrectedAt = await repositories.desk.contactCorrectedAt(request.id);
      const { leads } = repositories;
      const { leadId } = request;
      const contactBeside =
        leadId !== null && (await leads.isKnownBy(request)) ? await leads.besideNamed(leadId) : null;
      const asked = await askedFor(repositories, request.id, clock());
      return {
        status: "active",
        ...about,
        contactCorrectedAt,
        contactBeside,
        asked,
        ...(await pendingOf(repositories, request, clock())),
      };
    });
  }
}
