import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { PrivateLinks } from "#app/application/ports/waitlist.ts";
import { asksUpTo, type WaitlistRequest } from "#app/domain/waitlist-request.ts";

export type PrivateRequest =
  | { status: "active"; serviceTitle: string; timeZone: string; request: WaitlistRequest; lapsesSoon: boolean }
  /** Shown like an unknown link; its contact can still be erased. */
  | { status: "closed" }
  /** Wrong, old and used links are told apart by nobody. */
  | { status: "unknown-link" };

/** A person's own request, by its private link. */
export class GetRequestPageQuery {
  readonly #parts: { database: Database; links: PrivateLinks; clock: Clock };

  constructor(parts: { database: Database; links: PrivateLinks; clock: Clock }) {
    this.#parts = parts;
  }

  execute(token: string): Promise<PrivateRequest> {
    const { database, links, clock } = this.#parts;
    return database.transaction(async ({ waitlistRequests, practice: practices }) => {
      const request = await waitlistRequests.findByTokenHash(links.hash(token));
      if (!request) return { status: "unknown-link" };
      if (request.status === "closed") return { status: "closed" };
      const { service, practice } = await practices.serviceOf(request.serviceId);
      const lapsesSoon = request.renewalAskedAt !== null || request.expiresAt <= asksUpTo(clock());
      return { status: "active", serviceTitle: service.title, timeZone: practice.timeZone, request, lapsesSoon };
    });
  }
}
