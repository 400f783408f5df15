import { destroyCaller } from "#app/application/offers/callers/destroy-caller.ts";
import { endOffersOfRequest } from "#app/application/offers/end-offers.ts";
import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Repositories } from "#app/application/ports/database.ts";
import { happened } from "#app/domain/lead.ts";
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
    const { waitlistRequests, retention, timeline, practice, jobs, chats, callers } = repositories;
    const now = clock();
    for (const request of requests) {
      await waitlistRequests.update(withoutContact(request, now));
      if (reason === "requested" && (await repositories.offers.concerned([request.id])).size > 0)
        await endOffersOfRequest(repositories, this.#parts, { request, end: "erased", source: "backend" });
      // On a person's wish the chat is destroyed at once; at the end of a term, when it has been quiet as long.
      const chatsGone = reason === "requested" ? await chats.destroyOf([request]) : 0;
      if (reason === "requested") {
        for (const caller of await callers.alike(request.id))
          await destroyCaller(repositories, this.#parts, caller, reason);
      }
      const contacts = await retention.destroyContacts([request], reason);
      const destroyed = chatsGone > 0 ? { ...contacts, chats: chatsGone } : contacts;
      await retention.record([{ id: ids.uuid(), waitlistRequestId: request.id, reason, destroyed, erasedAt: now }]);
      const { service } = await practice.serviceOf(request.serviceId);
      const gone = { name: "contact_destroyed", properties: { service_slug: service.slug, reason } } as const;
      await timeline.append(happened(request, gone, "backend", { id: ids.uuid(), at: now }));
    }
    await jobs.enqueue(requests.map(({ id }) => ({ name: "destroy-mails", data: { requestId: id, reason } })));
  }
}
