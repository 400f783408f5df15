import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { DeskTokens } from "#app/application/ports/team.ts";
import { isLast, type OperatorRole } from "#app/domain/team/operator.ts";
import { invitationEnds, operatorEmail } from "#app/domain/team/operator-invitation.ts";
import { tellTeam } from "./team-news.ts";

/**
 * `role`: the role after acceptance. `known`: the present or former role of an existing operator. `owners`: how many can sign
 * in already. `last-owner`: the only owner keeps the role, since somebody must be able to change the practice.
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
 * Creates an invitation: its token is returned once and only its hash is stored. An existing operator gets a new one, which
 * replaces password and second factor when accepted: this is also how an operator who lost them returns.
 */
export class InviteOperatorUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** `by` is `null` at the command line. An existing operator keeps the role until acceptance. */
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
      // The first owner has nobody to be told.
      if (role === "owner") await tellTeam(repositories, ids, "owner_invited", account.id);
      return { status: "invited", token, role, known: added ? null : account.role, owners: owners.length };
    });
  }
}
