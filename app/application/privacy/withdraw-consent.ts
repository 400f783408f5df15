import { endOffersOfRequest } from "#app/application/offers/end-offers.ts";
import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Repositories } from "#app/application/ports/database.ts";
import { eventSourceOf, type TimelineSource } from "#app/domain/channel.ts";
import type { Messenger } from "#app/domain/chat/messenger.ts";
import { happened } from "#app/domain/lead.ts";
import { envelope } from "#app/domain/tracking-event.ts";
import type { Visit } from "#app/domain/visit.ts";
import { closeRequest, type WaitlistRequest } from "#app/domain/waitlist-request.ts";

type Command = {
  request: WaitlistRequest;
  /** The actor: the person on their own page, or the operator whom they asked. */
  source: Extract<TimelineSource, "web" | Messenger | "admin">;
  visit: Visit | null;
};

/**
 * Both consents end and the request closes, so that no further mail or message is sent, including queued ones. What was agreed
 * to and when stays as evidence. Runs in the caller's transaction, which locks the request.
 */
export class WithdrawConsentUseCase {
  readonly #parts: { ids: Ids; clock: Clock };

  constructor(parts: { ids: Ids; clock: Clock }) {
    this.#parts = parts;
  }

  /** Returns the request afterwards. A closed one keeps its reason; its consents end all the same. */
  async execute(repositories: Repositories, { request, source, visit }: Command): Promise<WaitlistRequest> {
    const { ids, clock } = this.#parts;
    const { waitlistRequests, practice, consents, chatMessages, timeline, events } = repositories;
    const now = clock();
    await consents.withdraw(request.id, now);
    await chatMessages.callBack(request.id, now);
    if (request.status === "closed") return request;
    await endOffersOfRequest(repositories, this.#parts, { request, end: "consent_withdrawn", source });

    const withdrawn = closeRequest(request, "withdrawn", now);
    await waitlistRequests.update(withdrawn);
    const { leadId } = request;
    const { service } = await practice.serviceOf(request.serviceId);
    const properties = { service_slug: service.slug, reason: "withdrawn" } as const;
    const entry = { name: "waitlist_withdrawn", properties } as const;
    await timeline.append(happened(request, entry, source, { id: ids.uuid(), at: now }));
    const about = envelope({ id: ids.uuid(), now, source: eventSourceOf(source), visit, leadId });
    await events.append([{ ...about, event_name: "waitlist_withdrawn", properties }]);
    return withdrawn;
  }
}
