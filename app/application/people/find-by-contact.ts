import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { Contact } from "#app/domain/contact/contact.ts";

type FindCommand = { contact: Contact; operatorId: string };
/** `called`: their consent is still awaited, and they have no request. */
export type FindOutcome = { status: "found"; requestId: string } | { status: "called" } | { status: "nobody" };

/**
 * Finds the request of a contact that the operator knows, without decrypting anything.
 * The audit log records the search and its result, but not the searched contact.
 */
export class FindByContactUseCase {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  execute({ contact, operatorId }: FindCommand): Promise<FindOutcome> {
    const { database, clock } = this.#parts;
    return database.transaction<FindOutcome>(async ({ desk, callers, deskAudit }) => {
      const id = await desk.findByContact(contact);
      const called = id === null && (await callers.waitingWith(contact)).length > 0;
      const subject = id === null ? {} : { subject: { kind: "request", id } as const };
      await deskAudit.record({ operatorId, action: "searched", ...subject, at: clock() });
      if (id !== null) return { status: "found", requestId: id };
      return { status: called ? "called" : "nobody" };
    });
  }
}
