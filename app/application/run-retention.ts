import { retentionAt } from "#app/domain/retention.ts";
import { askRenewal, asksUpTo, lapseRequest, type WaitlistRequest } from "#app/domain/waitlist-request.ts";
import type { DestroyContactsUseCase } from "./destroy-contacts.ts";
import type { Clock, Database, Ids, Repositories } from "./ports.ts";

/** Small enough for visitors not to wait on the embedded database, where everything takes turns. */
const REQUESTS_AT_ONCE = 100;
const ROWS_AT_ONCE = 500;

type Parts = { database: Database; destroyContacts: DestroyContactsUseCase; ids: Ids; clock: Clock };

/**
 * What the passing of time asks for: people are asked whether their request still matters, requests lapse, contacts
 * and old rows are destroyed. Every batch is a transaction of its own and takes only what is still due, so a run may be
 * killed, repeated, or meet another.
 */
export class RunRetentionUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute(): Promise<void> {
    const now = this.#parts.clock();
    const { contactsBefore, eventsBefore, receiptsBefore } = retentionAt(now);
    await this.#batches(async (repositories) => {
      const requests = await repositories.retention.due({ ask: asksUpTo(now) }, now, REQUESTS_AT_ONCE);
      for (const request of requests) await this.#ask(repositories, request, now);
      return requests.length;
    });
    await this.#batches(async (repositories) => {
      const requests = await repositories.retention.due({ lapse: now }, now, REQUESTS_AT_ONCE);
      for (const request of requests) await this.#lapse(repositories, request, now);
      return requests.length;
    });
    await this.#batches(async (repositories) => {
      const requests = await repositories.retention.due({ destroy: contactsBefore }, now, REQUESTS_AT_ONCE);
      await this.#parts.destroyContacts.execute(repositories, { requests, reason: "retention" });
      return requests.length;
    });
    await this.#batches(({ retention }) =>
      retention.deleteOld({ events: eventsBefore, receipts: receiptsBefore, chats: contactsBefore, now }, ROWS_AT_ONCE),
    );
  }

  /** Until a batch finds nothing: every batch takes away what made its rows due. */
  async #batches(batch: (repositories: Repositories) => Promise<number>): Promise<void> {
    while ((await this.#parts.database.transaction(batch)) > 0);
  }

  async #ask(repositories: Repositories, request: WaitlistRequest, now: Date): Promise<void> {
    await repositories.waitlistRequests.update(askRenewal(request, now));
    await repositories.jobs.enqueue([{ name: "ask-renewal", data: { requestId: request.id } }]);
    await this.#happened(repositories, request, "waitlist_renewal_asked", now);
  }

  async #lapse(repositories: Repositories, request: WaitlistRequest, now: Date): Promise<void> {
    await repositories.waitlistRequests.update(lapseRequest(request, now));
    await this.#happened(repositories, request, "waitlist_expired", now);
  }

  async #happened(
    { practice, timeline }: Repositories,
    { id: waitlistRequestId, leadId, serviceId }: WaitlistRequest,
    name: "waitlist_renewal_asked" | "waitlist_expired",
    occurredAt: Date,
  ): Promise<void> {
    if (!leadId) return;
    const { service } = await practice.serviceOf(serviceId);
    const happened = { id: this.#parts.ids.uuid(), leadId, waitlistRequestId, source: "backend", occurredAt } as const;
    await timeline.append([{ ...happened, name, properties: { service_slug: service.slug } }]);
  }
}
