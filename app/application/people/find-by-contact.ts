import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { Contact } from "#app/domain/contact/contact.ts";

type FindCommand = { contact: Contact; operatorId: string };

/**
 * The request of somebody whose contact the operator knows, found without decrypting anything. `null`: nobody has it.
 * That they asked is written down, and whom they found; what they asked for is not.
 */
export class FindByContactUseCase {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  execute({ contact, operatorId }: FindCommand): Promise<string | null> {
    const { database, clock } = this.#parts;
    return database.transaction(async ({ desk, deskAudit }) => {
      const id = await desk.findByContact(contact);
      const subject = id === null ? {} : { subject: { kind: "request", id } as const };
      await deskAudit.record({ operatorId, action: "searched", ...subject, at: clock() });
      return id;
    });
  }
}
