import type { Clock, Ids } from "#app/application/ports/clock.ts";
import { type Database, type Repositories, UnavailableError } from "#app/application/ports/database.ts";
import { together } from "#app/application/together.ts";
import { CONSENT_TYPES, type Consent, type ConsentDocuments, type ConsentMethod } from "#app/domain/consent.ts";
import type { Contact } from "#app/domain/contact/contact.ts";
import type { Lead, LeadTimelineEvent } from "#app/domain/lead.ts";
import type { MeetingFormat, Practice, Service } from "#app/domain/timetable/availability.ts";
import { envelope, type TrackingEvent } from "#app/domain/tracking-event.ts";
import type { Visit } from "#app/domain/visit.ts";
import {
  hasWindowToPutBack,
  openRequest,
  repeatRequest,
  type TimeWindow,
  type WaitlistRequest,
} from "#app/domain/waitlist-request.ts";
import type { CreateOrUpdateLeadUseCase } from "./create-or-update-lead.ts";

export type CreateWaitlistRequestCommand = {
  serviceSlug: string;
  contact: Contact;
  /** Further contacts, known and not typed, of the same person. */
  alsoKnownAs?: Contact[];
  preferredTimeWindow: TimeWindow;
  preferredFormat?: MeetingFormat;
  /** The concierge link that the person used. */
  deepLinkId?: string;
  /** Where both consents were given; that they were is the caller's to check before it calls. */
  channel: { source: WaitlistRequest["source"]; consentMethod: ConsentMethod };
  visit: Visit;
  /** Looks like a bot: kept aside for the operator, answered like everyone. */
  suspect: boolean;
};

/**
 * `requestId` and `isNew` reveal whether the contact was on the list before: outside the server they are sealed. `mayMail`: the contact's
 * daily limit allows another mail.
 */
export type CreateWaitlistRequestOutcome =
  | { status: "accepted" }
  | { status: "unknown-service" }
  | { status: "waitlist-paused" }
  | { status: "unavailable" };

type Parts = {
  database: Database;
  createOrUpdateLead: CreateOrUpdateLeadUseCase;
  documents: ConsentDocuments;
  ids: Ids;
  clock: Clock;
};

/** Adds a person to the list in one transaction, or writes nothing. */
export class CreateWaitlistRequestUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute(command: CreateWaitlistRequestCommand): Promise<CreateWaitlistRequestOutcome> {
    try {
      return await this.#parts.database.transaction((repositories) => this.accept(repositories, command));
    } catch (error) {
      if (error instanceof UnavailableError) return { status: "unavailable" };
      throw error;
    }
  }

  /**
   * The same in the caller's transaction. New, repeated and suspect requests send the same statements; only the rows
   * differ.
   */
  async accept(
    repositories: Repositories,
    command: CreateWaitlistRequestCommand,
  ): Promise<CreateWaitlistRequestOutcome> {
    const { contact, alsoKnownAs = [], suspect } = command;
    const [{ practice, service }] = await together([
      repositories.practice.findService(command.serviceSlug),
      repositories.waitlistRequests.lockContact(contact),
    ]);
    if (!service) return { status: "unknown-service" };
    if (!service.waitlistOpen) return { status: "waitlist-paused" };

    const source = command.channel.source === "telegram" ? "telegram" : "waitlist";
    const { utm } = command.visit;
    const [mayMail, active, lead] = await together([
      repositories.waitlistRequests.withinDailyLimit(contact, suspect, this.#parts.clock()),
      repositories.waitlistRequests.findActive(service.id, [contact, ...alsoKnownAs]),
      this.#parts.createOrUpdateLead.execute(repositories, { contact, alsoKnownAs, source, utm, suspect }),
    ]);

    const before = suspect ? null : active;
    const request = this.#request(command, practice, service, lead, before);
    await repositories.waitlistRequests.save(request, contact);
    const data = { requestId: request.id };
    // Who asks in the chat is answered there at once.
    const toPerson = source === "telegram" ? [] : [{ name: "confirm-request", data } as const];
    // Told whatever the day's limit: nobody changes a window unseen by asking four times.
    const changed = before?.preferredTimeWindow !== request.preferredTimeWindow && hasWindowToPutBack(request);
    await together([
      repositories.consents.append(this.#consents(command, request)),
      repositories.timeline.append(lead ? [this.#timelineEvent(command, service, request, lead, before)] : []),
      repositories.events.append(lead && !before ? [this.#submitted(command, service, lead)] : []),
      repositories.jobs.enqueue([
        ...(mayMail ? [...toPerson, { name: "tell-operator", data: { ...data, about: "request" } } as const] : []),
        ...(changed ? [{ name: "tell-repeated", data } as const] : []),
      ]),
    ]);
    return { status: "accepted" };
  }

  #request(
    command: CreateWaitlistRequestCommand,
    practice: Practice,
    service: Service,
    lead: Lead | null,
    before: WaitlistRequest | null,
  ): WaitlistRequest {
    const now = this.#parts.clock();
    const { source } = command.channel;
    if (before) return repeatRequest(before, { window: command.preferredTimeWindow, source }, practice, now);
    return openRequest(
      {
        id: this.#parts.ids.uuid(),
        serviceId: service.id,
        leadId: lead?.id ?? null,
        preferredContactMethod: command.contact.method,
        preferredTimeWindow: command.preferredTimeWindow,
        source,
        utm: command.visit.utm,
        suspect: command.suspect,
      },
      practice,
      now,
    );
  }

  #consents({ channel, visit }: CreateWaitlistRequestCommand, request: WaitlistRequest): Consent[] {
    return CONSENT_TYPES.map((type) => ({
      ...this.#parts.documents[type],
      id: this.#parts.ids.uuid(),
      waitlistRequestId: request.id,
      grantedAt: this.#parts.clock(),
      method: channel.consentMethod,
      page: visit.pagePath,
    }));
  }

  #timelineEvent(
    command: CreateWaitlistRequestCommand,
    service: Service,
    request: WaitlistRequest,
    lead: Lead,
    before: WaitlistRequest | null,
  ): LeadTimelineEvent {
    const properties = {
      service_slug: service.slug,
      preferred_time_window: command.preferredTimeWindow,
      ...(command.preferredFormat ? { preferred_format: command.preferredFormat } : {}),
    };
    return {
      id: this.#parts.ids.uuid(),
      leadId: lead.id,
      waitlistRequestId: request.id,
      source: command.channel.source === "telegram" ? "telegram" : "web",
      occurredAt: this.#parts.clock(),
      ...(before
        ? { name: "waitlist_repeated", properties: { ...properties, ...whatWas(before) } }
        : { name: "waitlist_submitted", properties }),
    };
  }

  #submitted(command: CreateWaitlistRequestCommand, service: Service, lead: Lead): TrackingEvent {
    return {
      ...envelope({
        id: this.#parts.ids.uuid(),
        now: this.#parts.clock(),
        source: command.channel.source === "telegram" ? "telegram" : "backend",
        visit: command.visit,
        // A link is never kept with a person: it joins the steps of a way, not the way and who went it.
        leadId: command.deepLinkId ? null : lead.id,
      }),
      event_name: "waitlist_submitted",
      properties: {
        service_slug: service.slug,
        preferred_contact: command.contact.method,
        preferred_time_window: command.preferredTimeWindow,
        ...(command.deepLinkId ? { deep_link_id: command.deepLinkId } : {}),
      },
    };
  }
}

function whatWas({ status, preferredTimeWindow }: WaitlistRequest) {
  const window = { previous_time_window: preferredTimeWindow };
  return status === "contacted" ? { ...window, previous_status: status } : window;
}
