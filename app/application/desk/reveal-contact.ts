import type { Contact } from "#app/domain/contact.ts";
import { type Clock, type Database, UndecryptableError } from "../ports.ts";

export type RevealOutcome =
  | { status: "revealed"; contact: Contact }
  | { status: "destroyed" }
  | { status: "undecryptable" }
  | { status: "unknown" };

/** Shows a contact to an operator. Who saw it and when is written in the transaction that decrypts it, or nobody sees it. */
export class RevealContactUseCase {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  async execute({ requestId, operatorId }: { requestId: string; operatorId: string }): Promise<RevealOutcome> {
    const { database, clock } = this.#parts;
    try {
      return await database.transaction(async ({ waitlistRequests, deskAudit }) => {
        if (!(await waitlistRequests.find(requestId))) return { status: "unknown" };
        const contact = await waitlistRequests.contactOf(requestId);
        if (!contact) return { status: "destroyed" };
        const subject = { kind: "request", id: requestId } as const;
        await deskAudit.record({ operatorId, action: "reveal", subject, at: clock() });
        return { status: "revealed", contact };
      });
    } catch (error) {
      if (error instanceof UndecryptableError) return { status: "undecryptable" };
      throw error;
    }
  }
}
