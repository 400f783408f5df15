import { type Repositories, UndecryptableError } from "#app/application/ports/database.ts";
import { type Contact, sameContact } from "#app/domain/contact/contact.ts";
import { happened } from "#app/domain/lead.ts";
import { contactCorrected } from "#app/domain/people/operator-work.ts";
import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";
import { type ActCommand, type ActOutcome, type ActParts, changedSince, slugOf } from "./act-on-request.ts";

/** `same`: it is the contact that is there. `taken-contact`: another person, or another open request for the same service, has it. */
export type CorrectOutcome =
  | ActOutcome
  | { status: "same" }
  | { status: "taken-contact" }
  | { status: "undecryptable" };

type Correction = ActCommand & { contact: Contact };

/**
 * The operator writes the right contact in place of a wrong one, in every open request of the person that has it. The
 * consents stay: they are for the practice and the request, and not for one address.
 */
export class CorrectContactUseCase {
  readonly #parts: ActParts;

  constructor(parts: ActParts) {
    this.#parts = parts;
  }

  execute(command: Correction): Promise<CorrectOutcome> {
    return whereReadable(() =>
      this.#parts.database.transaction(async (repositories) => {
        const held = await holdFor(repositories, command);
        return "status" in held ? held : writeTo(repositories, this.#parts, { ...held, ...command, old: "replaced" });
      }),
    );
  }
}

export async function whereReadable(work: () => Promise<CorrectOutcome>): Promise<CorrectOutcome> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UndecryptableError) return { status: "undecryptable" };
    throw error;
  }
}

type Held = { request: WaitlistRequest; leadId: string; before: Contact };

/** The request and its person, locked with the new contact; or why it cannot be changed. */
export async function holdFor(
  repositories: Repositories,
  { requestId, seenAt, contact }: Correction,
): Promise<Held | CorrectOutcome> {
  const { waitlistRequests } = repositories;
  await waitlistRequests.lockContact(contact);
  const request = await waitlistRequests.hold(requestId);
  if (!request) return { status: "unknown" };
  const { leadId } = request;
  const isOld = request.updatedAt.getTime() !== seenAt.getTime();
  if (isOld || request.status === "closed" || request.quarantinedAt || !leadId)
    return changedSince(repositories, requestId, seenAt);
  // Two of the person's requests may be changed at once, and one contact is beside.
  await repositories.leads.hold(leadId);
  const before = await waitlistRequests.contactOf(requestId);
  return !before || sameContact(before, contact) ? { status: "same" } : { request, leadId, before };
}

/** From now on the practice writes to this contact. `beside`: the old one is the person's too, and is kept. */
export async function writeTo(
  repositories: Repositories,
  { ids, clock }: ActParts,
  { request, leadId, before, contact, operatorId, old }: Held & Correction & { old: "replaced" | "beside" },
): Promise<CorrectOutcome> {
  const { waitlistRequests, leads, timeline, deskAudit, chatMessages, jobs } = repositories;
  const concerned = await openWith(repositories, request, before);
  for (const { serviceId } of concerned)
    if (await waitlistRequests.findActive(serviceId, [contact])) return { status: "taken-contact" };

  const now = clock();
  const changed = { method: contact.method, previous_method: before.method };
  const methods = old === "beside" ? { ...changed, kept: old } : changed;
  for (const each of concerned) {
    await waitlistRequests.changeContact(each.id, contact);
    await waitlistRequests.update(contactCorrected(each, old, now));
    await chatMessages.callBack(each.id, now);
    const properties = { service_slug: await slugOf(repositories, each), ...methods };
    const corrected = { name: "contact_corrected", properties } as const;
    await timeline.append(happened(each, corrected, "admin", { id: ids.uuid(), at: now }));
    const subject = { kind: "request", id: each.id } as const;
    await deskAudit.record({ operatorId, action: "contact_corrected", subject, at: now, details: methods });
    await jobs.enqueue([{ name: "confirm-request", data: { requestId: each.id, correctedAt: now.toISOString() } }]);
  }
  const beside = await leads.besideOf(leadId);
  if (old === "beside") await leads.keepBeside(leadId, { contact: before, since: now });
  else {
    if (beside && sameContact(beside, contact)) await leads.keepBeside(leadId, null);
    // A wrong one may be a stranger's, whose own request must not become this person's.
    await leads.release(leadId, before);
  }
  if (!(await leads.findByContacts([contact])))
    await leads.addIdentities([{ id: ids.uuid(), leadId, contact, createdAt: now }]);
  return { status: "done" };
}

/** The person's open requests with this contact, locked; the given one first. */
export async function openWith(
  { waitlistRequests, desk }: Repositories,
  request: WaitlistRequest,
  before: Contact,
): Promise<WaitlistRequest[]> {
  const found = [request];
  for (const { request: other } of await desk.requestsOfPerson(request)) {
    if (other.id === request.id || other.leadId !== request.leadId || other.status === "closed") continue;
    // Only those of the contact that is locked already: another's could wait for this transaction.
    const contact = await waitlistRequests.contactOf(other.id);
    if (!contact || !sameContact(contact, before)) continue;
    const held = await waitlistRequests.hold(other.id);
    if (held && held.status !== "closed" && !held.quarantinedAt) found.push(held);
  }
  return found;
}
