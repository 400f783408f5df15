import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import { happened } from "#app/domain/lead.ts";
import { changeRequest } from "#app/domain/waitlist-request.ts";

/** `over`: the person answered, or their request was closed. */
export type WaitsOnOutcome = { status: "done" } | { status: "over" };

/** The operator spoke to a person who did not answer «Ждать дальше?»: they wait on, and get offers again. */
export class WaitsOnUseCase {
  readonly #parts: { database: Database; ids: Ids; clock: Clock };

  constructor(parts: { database: Database; ids: Ids; clock: Clock }) {
    this.#parts = parts;
  }

  execute({ operatorId, requestId }: { operatorId: string; requestId: string }): Promise<WaitsOnOutcome> {
    const { database, ids, clock } = this.#parts;
    return database.transaction<WaitsOnOutcome>(async (repositories) => {
      const { waitlistRequests, offers, line, practice, timeline, deskAudit } = repositories;
      const now = clock();
      const request = await waitlistRequests.hold(requestId);
      const [newest] = await offers.ofRequest(requestId);
      const person = newest && (await line.candidate(requestId, newest.slotId, now));
      if (!request || request.status === "closed" || !person?.askedToWaitAt) return { status: "over" };
      await line.mark(requestId, { askedToWaitAt: null });
      await waitlistRequests.update(changeRequest(request, { to: "renewed" }, now));
      const { service } = await practice.serviceOf(request.serviceId);
      const renewed = { name: "waitlist_renewed", properties: { service_slug: service.slug } } as const;
      await timeline.append(happened(request, renewed, "admin", { id: ids.uuid(), at: now }));
      const subject = { kind: "request", id: requestId } as const;
      await deskAudit.record({ operatorId, action: "waits_on", subject, at: now });
      return { status: "done" };
    });
  }
}
