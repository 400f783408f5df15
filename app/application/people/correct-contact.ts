import { type Repositories, UndecryptableError } from "#app/application/ports/database.ts";
import { type Contact, sameContact } from "#app/domain/contact/contact.ts";
import { happened } from "#app/domain/lead.ts";
import { contactCorrected } from "#app/domain/people/operator-work.ts";
import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";
import { type ActCommand, type ActOutcome, type ActParts, changedSince, slugOf } from "./act-on-request.ts";

/** `same`: it is the contact that is there. `taken`: another open request for the same service has it. */
export type CorrectOutcome =
  | ActOutcome
  | { status: "same" }
  | { status: "taken-contact" }
  | { status: "undecryptable" };

/**
 * The operator writes the right contact in place of one that does not work, in every open request of the person that has it. The
 * consents stay: they are for the practice and the request, and not for one address.
 */
export class CorrectContactUseCase {
  readonly #parts: ActParts;

  constructor(parts: ActParts) {
    this.#parts = parts;
  }

  async execute(command: ActCommand & { contact: Contact }): Promise<CorrectOutcome> {
    try {
      return await this.#correct(command);
    } catch (error) {
      if (error instanceof UndecryptableError) return { status: "undecryptable" };
      throw error;
    }
  }

  #correct({ requestId, operatorId, seenAt, contact }: ActCommand & { contact: Contact }): Promise<CorrectOutcome> {
    const { database, ids, clock } = this.#parts;
    return database.transaction<CorrectOutcome>(async (repositories) => {
      const { waitlistRequests, leads, timeline, deskAudit, chatMessages, jobs } = repositories;
      await waitlistRequests.lockContact(contact);
      const request = await waitlistRequests.hold(requestId);
      if (!request) return { status: "unknown" };
      const isOld = request.updatedAt.getTime() !== seenAt.getTime();
      if (isOld || request.status === "closed" || request.quarantinedAt || !request.leadId)
        return changedSince(repositories, requestId, seenAt);
      const before = await waitlistRequests.contactOf(requestId);
      if (!before || sameContact(before, contact)) return { status: "same" };
      const concerned = await openWith(repositories, request, before);
      for (const { serviceId } of concerned)
        if (await waitlistRequests.findActive(serviceId, [contact])) return { status: "taken-contact" };

      const now = clock();
      for (const each of concerned) {
        await waitlistRequests.changeContact(each.id, contact);
        await waitlistRequests.update(contactCorrected(each, now));
        await chatMessages.callBack(each.id, now);
        const methods = { method: contact.method, previous_method: before.method };
        const properties = { service_slug: await slugOf(repositories, each), ...methods };
        const corrected = { name: "contact_corrected", properties } as const;
        await timeline.append(happened(each, corrected, "admin", { id: ids.uuid(), at: now }));
        const subject = { kind: "request", id: each.id } as const;
        await deskAudit.record({ operatorId, action: "contact_corrected", subject, at: now, details: methods });
        const data = { requestId: each.id, correctedAt: now.toISOString() };
        await jobs.enqueue([{ name: "confirm-request", data }]);
      }
      // The person stays known by both: the next request from either is theirs.
      if (!(await leads.findByContacts([contact])))
        await leads.addIdentities([{ id: ids.uuid(), leadId: request.leadId, contact, createdAt: now }]);
      return { status: "done" };
    });
  }
}

/** The person's open requests with this contact, locked; the given one first. */
async function openWith(
  { waitlistRequests, desk }: Repositories,
  request: WaitlistRequest,
  before: Contact,
): Promise<WaitlistRequest[]> {
  const found = [request];
  for (const { request: other } of await desk.requestsOfPerson(request)) {
    if (other.id === request.id || other.leadId !== request.leadId || other.status === "closed") continue;
    const [held, contact] = [await waitlistRequests.hold(other.id), await waitlistRequests.contactOf(other.id)];
    if (held && held.status !== "closed" && !held.quarantinedAt && contact && sameContact(contact, before))
      found.push(held);
  }
  return found;
}
