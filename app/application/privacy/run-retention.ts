import { endOffersOfRequest } from "#app/application/offers/end-offers.ts";
import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database, Repositories } from "#app/application/ports/database.ts";
import { together } from "#app/application/together.ts";
import { happened } from "#app/domain/lead.ts";
import { retentionAt } from "#app/domain/retention.ts";
import { askRenewal, asksUpTo, lapseRequest, type WaitlistRequest } from "#app/domain/waitlist-request.ts";
import type { DestroyContactsUseCase } from "./destroy-contacts.ts";

/** Small enough not to delay visitors on the embedded database, which serialises statements. */
const REQUESTS_AT_ONCE = 100;
const ROWS_AT_ONCE = 500;

type Parts = { database: Database; destroyContacts: DestroyContactsUseCase; ids: Ids; clock: Clock };

/**
 * Applies retention: people are asked whether their request still matters, requests lapse, contacts
 * and old rows are destroyed. Every batch is a transaction of its own and takes only due rows, so a run may be
 * killed, repeated, or concurrent with another.
 */
export class RunRetentionUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute(): Promise<void> {
    const now = this.#parts.clock();
    const { contactsBefore, eventsBefore, evidenceBefore, receiptsBefore } = retentionAt(now);
    await this.#batches(async (repositories) => {
      const requests = await repositories.retention.due({ ask: asksUpTo(now) }, now, REQUESTS_AT_ONCE);
      await together(requests.map((request) => repositories.waitlistRequests.update(askRenewal(request, now))));
      await repositories.jobs.enqueue(requests.map(({ id }) => ({ name: "ask-renewal", data: { requestId: id } })));
      await this.#tell(repositories, requests, "waitlist_renewal_asked", now);
      return requests.length;
    });
    await this.#batches(async (repositories) => {
      const requests = await repositories.retention.due({ lapse: now }, now, REQUESTS_AT_ONCE);
      await together(requests.map((request) => repositories.waitlistRequests.update(lapseRequest(request, now))));
      const concerned = await repositories.offers.concerned(requests.map(({ id }) => id));
      for (const request of requests.filter(({ id }) => concerned.has(id)))
        await endOffersOfRequest(repositories, this.#parts, { request, end: "closed", source: "backend" });
      await this.#tell(repositories, requests, "waitlist_expired", now);
      return requests.length;
    });
    await this.#batches(async (repositories) => {
      const requests = await repositories.retention.due({ destroy: contactsBefore }, now, REQUESTS_AT_ONCE);
      await this.#parts.destroyContacts.execute(repositories, { requests, reason: "retention" });
      return requests.length;
    });
    await this.#batches(({ deskAudit }) => deskAudit.sumUpFailures(now, ROWS_AT_ONCE));
    const moments = {
      events: eventsBefore,
      receipts: receiptsBefore,
      chats: contactsBefore,
      evidence: evidenceBefore,
      now,
    };
    await this.#batches(({ retention }) => retention.deleteOld(moments, ROWS_AT_ONCE));
  }

  /** Repeats until a batch is empty: every batch removes the reason why its rows were due. */
  async #batches(batch: (repositories: Repositories) => Promise<number>): Promise<void> {
    while ((await this.#parts.database.transaction(batch)) > 0);
  }

  async #tell(
    { practice, timeline }: Repositories,
    requests: WaitlistRequest[],
    name: "waitlist_renewal_asked" | "waitlist_expired",
    at: Date,
  ): Promise<void> {
    const slugs = await slugsOf(practice, requests);
    const entries = requests.flatMap((request) => {
      const service_slug = slugs.get(request.serviceId);
      if (!service_slug) return [];
      return happened(request, { name, properties: { service_slug } }, "backend", { id: this.#parts.ids.uuid(), at });
    });
    await timeline.append(entries);
  }
}

/** A service is read once, however many people wait for it. */
async function slugsOf(
  practice: Repositories["practice"],
  requests: WaitlistRequest[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(requests.map(({ serviceId }) => serviceId))];
  const found = await together(ids.map((id) => practice.serviceOf(id)));
  return new Map(found.map(({ service }) => [service.id, service.slug]));
}
