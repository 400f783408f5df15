import type { Clock } from "#app/application/ports/clock.ts";
import { type Database, UndecryptableError } from "#app/application/ports/database.ts";
import type { Contact } from "#app/domain/contact/contact.ts";
import { type DeskSession, REVEALS_WITHOUT_CODE, revealsCountFrom } from "#app/domain/team/desk-session.ts";

export type RevealOutcome =
  /** `beside`: the one that is kept beside it. */
  | { status: "revealed"; contact: Contact; beside: Contact | null }
  /** So many contacts were shown within an hour that the code is required first. */
  | { status: "code-needed" }
  | { status: "destroyed" }
  | { status: "undecryptable" }
  | { status: "unknown" };

/** `codeAt`: when the code was last given in the current session. */
export type RevealCommand = { requestId: string; operatorId: string } & Pick<DeskSession, "codeAt">;

/** Shows a contact to an operator. The audit entry is written in the transaction that decrypts it. */
export class RevealContactUseCase {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  async execute({ requestId, operatorId, codeAt }: RevealCommand): Promise<RevealOutcome> {
    const { database, clock } = this.#parts;
    const now = clock();
    try {
      return await database.transaction(async ({ waitlistRequests, leads, operators, deskAudit }) => {
        const request = await waitlistRequests.find(requestId);
        if (!request) return { status: "unknown" };
        // Serialised: parallel requests would exceed the limit.
        await operators.hold(operatorId);
        const since = revealsCountFrom({ codeAt }, now);
        const shown = await deskAudit.revealsSince(operatorId, since, REVEALS_WITHOUT_CODE);
        const { leadId } = request;
        const two = leadId !== null && (await leads.besideNamed(leadId)) !== null;
        if (shown + (two ? 2 : 1) > REVEALS_WITHOUT_CODE) return { status: "code-needed" };
        const contact = await waitlistRequests.contactOf(requestId);
        if (!contact) return { status: "destroyed" };
        const subject = { kind: "request", id: requestId } as const;
        const both = two ? { details: { contacts: "2" } } : {};
        await deskAudit.record({ operatorId, action: "reveal", subject, at: now, ...both });
        const beside = leadId === null ? null : await leads.besideOf(leadId);
        return { status: "revealed", contact, beside };
      });
    } catch (error) {
      if (error instanceof UndecryptableError) return { status: "undecryptable" };
      throw error;
    }
  }
}
