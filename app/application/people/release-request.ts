import { type Repositories, UndecryptableError } from "#app/application/ports/database.ts";
import type { CreateOrUpdateLeadUseCase } from "#app/application/waitlist/create-or-update-lead.ts";
import { CHANNELS } from "#app/domain/channel.ts";
import type { Contact } from "#app/domain/contact/contact.ts";
import { happened, type Lead } from "#app/domain/lead.ts";
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
    const channel = CHANNELS[request.source];
    const lead = await createOrUpdateLead.execute(repositories, {
      contact,
      alsoKnownAs: [],
      source: channel.leadSource,
      utm: request.utm,
      suspect: false,
    });
    if (!lead) throw new Error("only a suspect has no lead");
    await waitlistRequests.update(releaseRequest(request, lead.id, now));
    const service_slug = await slugOf(repositories, request);
    const about = { id: request.id, leadId: lead.id };
    const properties = { service_slug, preferred_time_window: request.preferredTimeWindow };
    const submitted = { name: "waitlist_submitted", properties } as const;
    const released = { name: "waitlist_released", properties: { service_slug } } as const;
    await timeline.append([
      ...happened(about, submitted, channel.timelineSource, { id: ids.uuid(), at: request.createdAt }),
      ...happened(about, released, "admin", { id: ids.uuid(), at: now }),
    ]);
    await this.#count(repositories, request, lead, service_slug);
    await jobs.enqueue([{ name: "confirm-request", data: { requestId: request.id } }]);
  }

  /** The request was submitted on arrival, and is counted now. */
  async #count({ events }: Repositories, request: WaitlistRequest, lead: Lead, service_slug: string): Promise<void> {
    const visit = { pagePath: null, referrerHost: null, utm: request.utm };
    const source = CHANNELS[request.source].eventSource;
    const about = envelope({ id: this.#parts.ids.uuid(), now: request.createdAt, source, visit, leadId: lead.id });
    const { preferredContactMethod: preferred_contact, preferredTimeWindow: preferred_time_window } = request;
    const properties = { service_slug, preferred_contact, preferred_time_window };
    await events.append([{ ...about, event_name: "waitlist_submitted", properties }]);
  }
}
