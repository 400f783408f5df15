import type { Clock, Ids } from "#app/application/ports/clock.ts";
import { type Database, type Repositories, UnavailableError } from "#app/application/ports/database.ts";
import { together } from "#app/application/together.ts";
import { CHANNELS, type RequestSource } from "#app/domain/channel.ts";
import type { ConsentDocuments } from "#app/domain/consent.ts";
import type { Contact } from "#app/domain/contact/contact.ts";
import type { Lead } from "#app/domain/lead.ts";
import type { MeetingFormat, Practice, Service } from "#app/domain/timetable/availability.ts";
import type { Visit } from "#app/domain/visit.ts";
import {
  hasWindowToPutBack,
  openRequest,
  repeatRequest,
  type TimeWindow,
  type WaitlistRequest,
} from "#app/domain/waitlist-request.ts";
import type { CreateOrUpdateLeadUseCase } from "./create-or-update-lead.ts";
import { consentsOf, entriesOf, submittedEvent } from "./joining-records.ts";

export type CreateWaitlistRequestCommand = {
  serviceSlug: string;
  contact: Contact;
  /** Further contacts, known and not typed, of the same person. */
  alsoKnownAs?: Contact[];
  /** `null`: the person asks for an hour. A new request then waits for any time, an earlier one keeps its window. */
  preferredTimeWindow: TimeWindow | null;
  preferredFormat?: MeetingFormat;
  /** The concierge link that the person used. */
  deepLinkId?: string;
  /** Where both consents were given. The caller has checked that they were given. */
  source: RequestSource;
  /** The documents that were shown; without them those in force. */
  consents?: ConsentDocuments | undefined;
  visit: Visit;
  /** A new request of the same sender, who mistyped its contact. */
  insteadOf?: string | undefined;
  /** Looks like a bot: quarantined for the operator, and answered like any other. */
  suspect: boolean;
  /** The id of a new request. */
  newId?: string;
  /** The practice itself asked the person to join, also while the list is paused. */
  invited?: true;
};

/**
 * `requestId` and `isNew` reveal whether the contact was on the list before: outside the server they are sealed. `mayMail`: the contact's
 * daily limit allows another mail.
 */
export type CreateWaitlistRequestOutcome =
  | { status: "accepted"; requestId: string; isNew: boolean; mayMail: boolean }
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
    const { contact, alsoKnownAs = [], suspect, insteadOf } = command;
    const [{ practice, service }] = await together([
      repositories.practice.findService(command.serviceSlug),
      repositories.waitlistRequests.lockContact(contact),
    ]);
    if (!service) return { status: "unknown-service" };
    const forHour = command.preferredTimeWindow === null;
    // A free hour can be asked for while the list is paused.
    if (!service.waitlistOpen && !forHour && !command.invited) return { status: "waitlist-paused" };

    const channel = CHANNELS[command.source];
    const source = channel.leadSource;
    const { utm } = command.visit;
    const [mayMail, active, lead] = await together([
      repositories.waitlistRequests.withinDailyLimit(contact, suspect, this.#parts.clock()),
      repositories.waitlistRequests.findActive(service.id, [contact, ...alsoKnownAs]),
      this.#parts.createOrUpdateLead.execute(repositories, { contact, alsoKnownAs, source, utm, suspect }),
    ]);

    const before = suspect ? null : active;
    const request = this.#request(command, practice, service, lead, before);
    const joining = { ...command, preferredTimeWindow: request.preferredTimeWindow };
    await repositories.waitlistRequests.save(request, contact);
    const data = { requestId: request.id };
    // A request made in the chat was answered there at once.
    const toPerson = channel.inChat ? [] : [{ name: "confirm-request", data } as const];
    const toOperator = { name: "tell-operator", data: { ...data, about: "request" } } as const;
    // Sent regardless of the daily limit: nobody can change a window unseen by asking four times.
    const changed = before?.preferredTimeWindow !== request.preferredTimeWindow && hasWindowToPutBack(request);
    await together([
      repositories.consents.append(consentsOf(this.#parts, command, request)),
      repositories.timeline.append(
        entriesOf(this.#parts, joining, service, { id: request.id, leadId: lead?.id ?? null }, before),
      ),
      repositories.events.append(lead && !before ? [submittedEvent(this.#parts, joining, service, lead)] : []),
      repositories.jobs.enqueue([
        // Both are told of the hour instead.
        ...(mayMail && !forHour ? [...toPerson, toOperator] : []),
        ...(insteadOf && insteadOf !== request.id && !suspect
          ? [{ name: "close-mistyped", data: { requestId: insteadOf } } as const]
          : []),
        ...(changed ? [{ name: "tell-repeated", data } as const] : []),
      ]),
    ]);
    return { status: "accepted", requestId: request.id, isNew: before === null, mayMail };
  }

  #request(
    command: CreateWaitlistRequestCommand,
    practice: Practice,
    service: Service,
    lead: Lead | null,
    before: WaitlistRequest | null,
  ): WaitlistRequest {
    const now = this.#parts.clock();
    const { source } = command;
    const window = command.preferredTimeWindow ?? before?.preferredTimeWindow ?? "any";
    if (before) return repeatRequest(before, { window, source }, practice, now);
    return openRequest(
      {
        id: command.newId ?? this.#parts.ids.uuid(),
        serviceId: service.id,
        leadId: lead?.id ?? null,
        preferredContactMethod: command.contact.method,
        preferredTimeWindow: window,
        source,
        utm: command.visit.utm,
        suspect: command.suspect,
      },
      practice,
      now,
    );
  }
}
