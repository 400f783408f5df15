import { envelope, type Visit } from "#app/domain/tracking-event.ts";
import { closeRequest } from "#app/domain/waitlist-request.ts";
import type { Clock, Database, Ids, PrivateLinks } from "./ports.ts";

type Parts = { database: Database; links: PrivateLinks; ids: Ids; clock: Clock };

/** The person leaves by their private link. A second time is as good as the first. */
export class LeaveWaitlistUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  execute({ token, visit }: { token: string; visit: Visit }): Promise<{ status: "left" } | { status: "unknown-link" }> {
    const { database, links, ids, clock } = this.#parts;
    return database.transaction(async ({ waitlistRequests, practice, consents, timeline, events }) => {
      const request = await waitlistRequests.findByTokenHash(links.hash(token));
      if (!request) return { status: "unknown-link" };
      if (request.status === "closed") return { status: "left" };

      const now = clock();
      const { service } = await practice.serviceOf(request.serviceId);
      const properties = { service_slug: service.slug, reason: "withdrawn" } as const;
      await waitlistRequests.update(closeRequest(request, "withdrawn", now));
      await consents.withdraw(request.id, now);
      const { leadId } = request;
      if (leadId) {
        const happened = { id: ids.uuid(), leadId, waitlistRequestId: request.id, occurredAt: now };
        await timeline.append([{ ...happened, source: "web", name: "waitlist_withdrawn", properties }]);
      }
      await events.append([
        {
          ...envelope({ id: ids.uuid(), now, source: "backend", visit, leadId }),
          event_name: "waitlist_withdrawn",
          properties,
        },
      ]);
      return { status: "left" };
    });
  }
}
