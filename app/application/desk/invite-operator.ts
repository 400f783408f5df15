import type { OperatorRole } from "#app/domain/operator.ts";
import { invitationEnds, operatorEmail } from "#app/domain/operator-invitation.ts";
import type { Clock, Database, Ids } from "../ports.ts";
import type { DeskTokens } from "./ports.ts";

type Parts = { database: Database; tokens: DeskTokens; ids: Ids; clock: Clock };

/**
 * Makes an invitation: its token is answered once and only its hash is kept. Somebody who is known gets a new one, which
 * replaces the password and the second factor when it is accepted: this is also the way back for who lost theirs.
 */
export class InviteOperatorUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** `by` is `null` at the command line. The role of somebody who is known stays. */
  execute(command: { email: string; role: OperatorRole; by: string | null }): Promise<{ token: string }> {
    const { database, tokens, ids, clock } = this.#parts;
    const now = clock();
    const email = operatorEmail(command.email);
    return database.transaction(async ({ operators, deskAudit }) => {
      await operators.addOnce({ id: ids.uuid(), email, role: command.role }, now);
      const account = await operators.findByEmail(email);
      if (!account) throw new Error("an operator is gone right after being added");
      const token = tokens.make();
      await operators.invite(account.id, tokens.hash(token), invitationEnds(now));
      await deskAudit.record({
        operatorId: command.by,
        action: "operator_invited",
        subject: { kind: "operator", id: account.id },
        at: now,
        details: { role: account.role },
      });
      return { token };
    });
  }
}
