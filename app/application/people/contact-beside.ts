import { type Contact, sameContact } from "#app/domain/contact/contact.ts";
import { happened } from "#app/domain/lead.ts";
import { type ActCommand, type ActParts, changedSince, slugOf } from "./act-on-request.ts";
import { type CorrectOutcome, holdFor, openWith, whereReadable, writeTo } from "./correct-contact.ts";

/**
 * The operator keeps a second contact of the person beside the first. The practice writes to the first while it works; where it no
 * longer does, the second takes its place at once. Consents stay.
 */
export class AddContactUseCase {
  readonly #parts: ActParts;

  constructor(parts: ActParts) {
    this.#parts = parts;
  }

  execute(command: ActCommand & { contact: Contact }): Promise<CorrectOutcome> {
    const { database, ids, clock } = this.#parts;
    return whereReadable(() =>
      database.transaction<CorrectOutcome>(async (repositories) => {
        const held = await holdFor(repositories, command);
        if ("status" in held) return held;
        const { leads, waitlistRequests, timeline, deskAudit } = repositories;
        const { request, leadId, before } = held;
        const { contact, operatorId } = command;
        const owner = await leads.findByContacts([contact]);
        if (owner && owner.id !== leadId) return { status: "taken-contact" };
        if (request.unreachableAt !== null)
          return writeTo(repositories, this.#parts, { ...held, ...command, old: "beside" });

        const now = clock();
        await leads.addIdentities(owner ? [] : [{ id: ids.uuid(), leadId, contact, createdAt: now }]);
        await leads.keepBeside(leadId, { contact, since: now });
        const { method } = contact;
        for (const each of await openWith(repositories, request, before)) {
          await waitlistRequests.update({ ...each, updatedAt: now });
          const properties = { service_slug: await slugOf(repositories, each), method };
          const added = { name: "contact_added", properties } as const;
          await timeline.append(happened(each, added, "admin", { id: ids.uuid(), at: now }));
          const subject = { kind: "request", id: each.id } as const;
          await deskAudit.record({ operatorId, action: "contact_added", subject, at: now, details: { method } });
        }
        return { status: "done" };
      }),
    );
  }
}

/** The operator writes to the contact that was kept beside; the other one is kept in its place. */
export class SwapContactsUseCase {
  readonly #parts: ActParts;

  constructor(parts: ActParts) {
    this.#parts = parts;
  }

  execute(command: ActCommand): Promise<CorrectOutcome> {
    return whereReadable(() =>
      this.#parts.database.transaction<CorrectOutcome>(async (repositories) => {
        const { waitlistRequests, leads } = repositories;
        const leadId = (await waitlistRequests.find(command.requestId))?.leadId ?? null;
        const contact = leadId && (await leads.besideOf(leadId));
        if (!contact) return changedSince(repositories, command.requestId, command.seenAt);
        const held = await holdFor(repositories, { ...command, contact });
        if ("status" in held) return held;
        // Meanwhile another may have been put beside.
        const still = await leads.besideOf(leadId);
        if (!still || !sameContact(still, contact))
          return changedSince(repositories, command.requestId, command.seenAt);
        return writeTo(repositories, this.#parts, { ...held, ...command, contact, old: "beside" });
      }),
    );
  }
}
