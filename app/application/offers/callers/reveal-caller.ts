import type { Clock } from "#app/application/ports/clock.ts";
import { type Database, UndecryptableError } from "#app/application/ports/database.ts";
import type { Contact } from "#app/domain/contact/contact.ts";
import { isAwaited } from "#app/domain/offers/callers/caller.ts";
import { type DeskSession, REVEALS_WITHOUT_CODE, revealsCountFrom } from "#app/domain/team/desk-session.ts";
import { slotOrService } from "./ask-consent.ts";

export type RevealCallerOutcome =
  /** `token`: of the link by which they consent. */
  | { status: "revealed"; contact: Contact; token: string }
  | { status: "code-needed" }
  /** They consented, refused, or their time is over. */
  | { status: "over" }
  | { status: "undecryptable" };

type Command = { callerId: string; operatorId: string } & Pick<DeskSession, "codeAt">;

/** Shows an operator a caller's contact and link, to send by hand. Counted and audited as any other contact that is shown. */
export class RevealCallerUseCase {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  async execute({ callerId, operatorId, codeAt }: Command): Promise<RevealCallerOutcome> {
    const { database, clock } = this.#parts;
    const now = clock();
    try {
      return await database.transaction<RevealCallerOutcome>(async (repositories) => {
        const { callers, bookings, line, operators, deskAudit } = repositories;
        const caller = await callers.find(callerId);
        if (!caller || !isAwaited(caller, now)) return { status: "over" };
        // Serialised: parallel requests would exceed the limit.
        await operators.hold(operatorId);
        const since = revealsCountFrom({ codeAt }, now);
        const shown = await deskAudit.revealsSince(operatorId, since, REVEALS_WITHOUT_CODE);
        if (shown >= REVEALS_WITHOUT_CODE) return { status: "code-needed" };
        const [contact, token] = [await callers.contactOf(callerId), await callers.linkTokenOf(callerId)];
        if (!contact || !token) return { status: "over" };
        const kept = await bookings.ofCaller(callerId);
        const about = slotOrService(kept && (await line.findSlot(kept.slotId)), caller.serviceId);
        await deskAudit.record({ operatorId, action: "reveal", at: now, subject: about.subject });
        return { status: "revealed", contact, token };
      });
    } catch (error) {
      if (error instanceof UndecryptableError) return { status: "undecryptable" };
      throw error;
    }
  }
}
