import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Repositories } from "#app/application/ports/database.ts";
import type { LeadTimelineEvent } from "#app/domain/lead.ts";
import type { ErasureReason } from "#app/domain/retention.ts";
import { type WaitlistRequest, withoutContact } from "#app/domain/waitlist-request.ts";

/**
 * Reduces requests to numbers without a person and records the erasure. The texts of their mails are destroyed
 * in a job that this transaction sends. Runs in the caller's transaction, which locks the requests.
 */
export class DestroyContactsUseCase {
  readonly #parts: { ids: Ids; clock: Clock };

  constructor(parts: { ids: Ids; clock: Clock }) {
    this.#parts = parts;
  }

  async execute(
    repositories: Repositories,
    { requests, reason }: { requests: WaitlistRequest[]; reason: ErasureReason },
  ): Promise<void> {
    const { ids, clock } = this.#parts;
    const { waitlistRequests, retention, timeline, practice, jobs, chats } = repositories;
    const now = clock();
    for (const request of requests) {
      await waitlistRequests.update(withoutContact(request, now));
      // A chat goes with the wish; when only the term is over, it goes when it has been quiet for as long.
      const telegram_chats = reason === "requested" ? await chats.destroyOf([request]) : 0;
      const contacts = await retention.destroyContacts([request]);
      const destroyed = telegram_chats > 0 ? { ...contacts, telegram_chats } : contacts;
      await retention.record([{ id: ids.uuid(), waitlistRequestId: request.id, reason, destroyed, erasedAt: now }]);
      const { service } = await practice.serviceOf(request.serviceId);
      await timeline.append(this.#happened(request, service.slug, reason));
    }
    await jobs.enqueue(requests.map(({ id }) => ({ name: "destroy-mails", data: { requestId: id, reason } })));
  }

  #happened({ id, leadId }: WaitlistRequest, service_slug: string, reason: ErasureReason): LeadTimelineEvent[] {
    const { ids, clock } = this.#parts;
    if (!leadId) return [];
    const happened = { id: ids.uuid(), leadId, waitlistRequestId: id, occurredAt: clock(), source: "backend" } as const;
    return [{ ...happened, name: "contact_destroyed", properties: { service_slug, reason } }];
  }
}
