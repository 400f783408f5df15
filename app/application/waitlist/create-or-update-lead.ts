import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Repositories } from "#app/application/ports/database.ts";
import { together } from "#app/application/together.ts";
import type { LeadSource } from "#app/domain/channel.ts";
import type { Contact } from "#app/domain/contact/contact.ts";
import { type Lead, newLead } from "#app/domain/lead.ts";
import type { Utm } from "#app/domain/visit.ts";

type Command = {
  contact: Contact;
  /** Further contacts known to belong to the same person. */
  alsoKnownAs: Contact[];
  source: LeadSource;
  utm: Utm;
  /** A suspect changes no lead; the statements are sent all the same, without rows. */
  suspect: boolean;
};

/** Finds the lead of a contact, or creates one. Runs in the caller's transaction. */
export class CreateOrUpdateLeadUseCase {
  readonly #ids: Ids;
  readonly #clock: Clock;

  constructor(parts: { ids: Ids; clock: Clock }) {
    this.#ids = parts.ids;
    this.#clock = parts.clock;
  }

  async execute(repositories: Pick<Repositories, "leads">, command: Command): Promise<Lead | null> {
    const now = this.#clock();
    const contacts = [command.contact, ...command.alsoKnownAs];
    const known = await repositories.leads.findByContacts(contacts);
    const lead = known
      ? { ...known, updatedAt: now }
      : newLead({ id: this.#ids.uuid(), source: command.source, utm: command.utm }, now);
    for (const contact of command.alsoKnownAs) await repositories.leads.adopt(lead.id, contact);
    const identities = contacts.map((contact) => ({ id: this.#ids.uuid(), leadId: lead.id, contact, createdAt: now }));

    await together([
      repositories.leads.save(command.suspect ? [] : [lead]),
      repositories.leads.addIdentities(command.suspect ? [] : identities),
    ]);
    return command.suspect ? null : lead;
  }
}
