import { type Repositories, UndecryptableError } from "#app/application/ports/database.ts";
import type { CreateOrUpdateLeadUseCase } from "#app/application/waitlist/create-or-update-lead.ts";
import type { Contact } from "#app/domain/contact/contact.ts";
import type { Lead } from "#app/domain/lead.ts";
import { releaseRequest } from "#app/domain/people/operator-work.ts";
import { envelope } from "#app/domain/tracking-event.ts";
import { closeRequest, type WaitlistRequest } from "#app/domain/waitlist-request.ts";
import {
  type ActCommand,
  type ActOutcome,
  type ActParts,
  actOnRequest,
  changedSince,
  slugOf,
} from "./act-on-request.ts";

/** `undecryptable`: without its contact the request's person is unknown. */
export type ReleaseOutcome = ActOutcome | { status: "undecryptable" };
type Parts = ActParts & { createOrUpdateLead: CreateOrUpdateLeadUseCase };

/** Not spam after all: the request gets now everything that an ordinary request gets on arrival. */
export class ReleaseRequestUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute(command: ActCommand): Promise<ReleaseOutcome> {
    try {
      return await actOnRequest(this.#parts, command, async (repositories, request, now) => {
        const { waitlistRequests } = repositories;
        const contact = await waitlistRequests.contactOf(request.id);
        if (!contact || !request.quarantinedAt || request.status === "closed")
          return changedSince(repositories, request.id, command.seenAt);
        await waitlistRequests.lockContact(contact);
        if (await waitlistRequests.findActive(request.serviceId, [contact])) {
          await waitlistRequests.update(closeRequest(request, "duplicate", now));
          return { status: "done", audit: { action: "not_spam", details: { closed: "duplicate" } } };
        }
        await this.#release(repositories, request, contact, now);
        return { status: "done", audit: { action: "not_spam" } };
      });
    } catch (error) {
      if (error instanceof UndecryptableError) return { status: "undecryptable" };
      throw error;
    }
  }

  async #release(repositories: Repositories, request: WaitlistRequest, contact: Contact, now: Date): Promise<void> {
    const { ids, createOrUpdateLead } = this.#parts;
    const { waitlistRequests, timeline, jobs } = repositories;
    const telegram = request.source === "telegram";
    const source = telegram ? "telegram" : "waitlist";
    const lead = await createOrUpdateLead.execute(repositories, {
      contact,
      alsoKnownAs: [],
      source,
      utm: request.utm,
      suspect: false,
    });
    if (!lead) throw new Error("only a suspect has no lead");
    await waitlistRequests.update(releaseRequest(request, lead.id, now));
    const service_slug = await slugOf(repositories, request);
    const about = { leadId: lead.id, waitlistRequestId: request.id };
    const properties = { service_slug, preferred_time_window: request.preferredTimeWindow };
    const came = {
      ...about,
      id: ids.uuid(),
      source: telegram ? "telegram" : "web",
      occurredAt: request.createdAt,
    } as const;
    const released = { ...about, id: ids.uuid(), source: "admin", occurredAt: now } as const;
    await timeline.append([
      { ...came, name: "waitlist_submitted", properties },
      { ...released, name: "waitlist_released", properties: { service_slug } },
    ]);
    await this.#count(repositories, request, lead, service_slug);
    await jobs.enqueue([{ name: "confirm-request", data: { requestId: request.id } }]);
  }

  /** The request was submitted on arrival, and is counted now. */
  async #count({ events }: Repositories, request: WaitlistRequest, lead: Lead, service_slug: string): Promise<void> {
    const visit = { pagePath: null, referrerHost: null, utm: request.utm };
    const source = request.source === "telegram" ? "telegram" : "backend";
    const about = envelope({ id: this.#parts.ids.uuid(), now: request.createdAt, source, visit, leadId: lead.id });
    const { preferredContactMethod: preferred_contact, preferredTimeWindow: preferred_time_window } = request;
    const properties = { service_slug, preferred_contact, preferred_time_window };
    await events.append([{ ...about, event_name: "waitlist_submitted", properties }]);
  }
}
