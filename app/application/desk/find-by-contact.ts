import type { Contact } from "#app/domain/contact.ts";
import type { Database } from "../ports.ts";

/** The request of somebody whose contact the operator knows, found without decrypting anything. `null`: nobody has it. */
export class FindByContactQuery {
  readonly #parts: { database: Database };

  constructor(parts: { database: Database }) {
    this.#parts = parts;
  }

  execute(contact: Contact): Promise<string | null> {
    return this.#parts.database.transaction(({ desk }) => desk.findByContact(contact));
  }
}
