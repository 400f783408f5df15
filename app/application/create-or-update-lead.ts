import type { Contact } from "#app/domain/contact.ts";
import { type Lead, type LeadSource, leadReturned, newLead } from "#app/domain/lead.ts";
import type { Utm } from "#app/domain/tracking-event.ts";
import type { Clock, Ids, Repositories } from "./ports.ts";

type Command = {
  contact: Contact;
  source: LeadSource;
  utm: Utm;
  /** A suspect touches nobody's lead; the statements are sent all the same, without rows. */
  suspect: boolean;
};

/** Finds the person behind a contact, or makes one. Runs in the caller's transaction. */
export class CreateOrUpdateLeadUseCase {
  readonly #ids: Ids;
  readonly #clock: Clock;

  constructor(parts: { ids: Ids; clock: Clock }) {
    this.#ids = parts.ids;
    this.#clock = parts.clock;
  }

  async execute(repositories: Pick<Repositories, "leads">, command: Command): Promise<Lead | null> {
    const now = this.#clock();
    const known = await repositories.leads.findByContact(command.contact);
    const lead = known
      ? leadReturned(known, now)
      : newLead({ id: this.#ids.uuid(), source: command.source, utm: command.utm }, now);
    const identity = { id: this.#ids.uuid(), leadId: lead.id, contact: command.contact, createdAt: now };

    await repositories.leads.save(command.suspect ? [] : [lead]);
    await repositories.leads.addIdentities(command.suspect ? [] : [identity]);
    return command.suspect ? null : lead;
  }
}
