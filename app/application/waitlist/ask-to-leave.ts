import type { Clock } from "#app/application/ports/clock.ts";
import { type Database, UnavailableError } from "#app/application/ports/database.ts";
import type { Contact } from "#app/domain/contact/contact.ts";

/** `accepted` does not reveal whether anybody waits with this contact. */
export type AskToLeaveOutcome = { status: "accepted" } | { status: "unavailable" };

/**
 * A wish, by a contact alone, to be taken off the list. Always the same statements: one look-up and one job,
 * with no ids when nobody waits. The rest happens after the response.
 */
export class AskToLeaveUseCase {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  async execute({ contact }: { contact: Contact }): Promise<AskToLeaveOutcome> {
    const askedOn = this.#parts.clock().toISOString().slice(0, "2026-11-23".length);
    try {
      await this.#parts.database.transaction(async ({ waitlistRequests, jobs }) => {
        const requestIds = await waitlistRequests.activeOrBeside(contact);
        await jobs.enqueue([{ name: "answer-leave-wish", data: { requestIds, askedOn } }]);
      });
      return { status: "accepted" };
    } catch (error) {
      if (error instanceof UnavailableError) return { status: "unavailable" };
      throw error;
    }
  }
}
