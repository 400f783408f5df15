import { endOffersOfRequest } from "#app/application/offers/end-offers.ts";
import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import { happened } from "#app/domain/lead.ts";
import { closeMistyped } from "#app/domain/mistyped-request.ts";

type Parts = { database: Database; ids: Ids; clock: Clock };

/**
 * Closes a request whose sender has made another one with the corrected contact. A job, and no part of the answer: its
 * statements would tell who is on the list. Idempotent.
 */
export class CloseMistypedUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  execute({ requestId }: { requestId: string }): Promise<void> {
    const { database, ids, clock } = this.#parts;
    return database.transaction(async (repositories) => {
      const { waitlistRequests, practice, timeline } = repositories;
      const request = await waitlistRequests.hold(requestId);
      if (!request) return;
      const now = clock();
      const closed = closeMistyped(request, now);
      if (closed === request) return;
      await waitlistRequests.update(closed);
      await endOffersOfRequest(repositories, { ids, clock }, { request, end: "closed", source: "web" });
      const { service } = await practice.serviceOf(request.serviceId);
      const properties = { service_slug: service.slug, reason: "duplicate" } as const;
      await timeline.append(
        happened(request, { name: "waitlist_closed", properties }, "web", { id: ids.uuid(), at: now }),
      );
    });
  }
}
