import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { DeskTokens } from "#app/application/ports/team.ts";
import { isLast, type OperatorRole } from "#app/domain/team/operator.ts";
import { invitationEnds, operatorEmail } from "#app/domain/team/operator-invitation.ts";
import { tellTeam } from "./team-news.ts";

/**
 * `role`: what accepting makes of them. `known`: what they are, or were: this is their way back. `owners`: how many can sign
 * in already. `last-owner`: the only one stays what they are, since somebody has to be able to change the practice.
 */
export type Invited = {
  status: "invited";
  token: string;
  role: OperatorRole;
  known: OperatorRole | null;
  owners: number;
};
export type InviteOutcome = Invited | { status: "last-owner" };

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

  /** `by` is `null` at the command line. Whoever is known stays what they are until they accept. */
  execute(command: { email: string; role: OperatorRole; by: string | null }): Promise<InviteOutcome> {
    const { database, tokens, ids, clock } = this.#parts;
    const now = clock();
    const { role } = command;
    const email = operatorEmail(command.email);
    return database.transaction(async (repositories) => {
      const { operators, deskAudit } = repositories;
      const added = await operators.addOnce({ id: ids.uuid(), email, role }, now);
      const owners = await operators.lockActiveOwners();
      const account = await operators.findByEmail(email);
      if (!account) throw new Error("an operator is gone right after being added");
      if (role !== "owner" && isLast(owners, account.id)) return { status: "last-owner" };
      const token = tokens.make();
      await operators.invite(account.id, { tokenHash: tokens.hash(token), role, expiresAt: invitationEnds(now) });
      await deskAudit.record({
        operatorId: command.by,
        action: "operator_invited",
        subject: { kind: "operator", id: account.id },
        at: now,
        details: { role },
      });
      // The first owner of a desk has nobody to be told.
      if (role === "owner") await tellTeam(repositories, ids, "owner_invited", account.id);
      return { status: "invited", token, role, known: added ? null : account.role, owners: owners.length };
    });
  }
}
