import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { OperatorAccount } from "#app/application/ports/team.ts";
import { may, type Operator, type OperatorRole } from "#app/domain/team/operator.ts";
import { invitedAs } from "#app/domain/team/operator-invitation.ts";
import { codesAreSpent } from "#app/domain/team/wrong-codes.ts";
import type { Practice } from "#app/domain/timetable/availability.ts";

/** `new`: never signed in. `spent`: too many wrong codes. `invitedAs`: the role of an open invitation. */
export type Colleague = Operator & { state: "active" | "new" | "disabled" | "spent"; invitedAs: OperatorRole | null };

/** The practice's settings and, for owners, the team. */
export class GetSettingsQuery {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  execute(operator: Operator): Promise<{ practice: Practice; team: Colleague[] | null }> {
    const { database, clock } = this.#parts;
    const now = clock();
    return database.transaction(async ({ practice, operators }) => {
      const settings = await practice.settings();
      if (!may(operator, "manage_team")) return { practice: settings, team: null };
      const accounts = await operators.list();
      const team = accounts.map((account) => {
        const { id, email, role } = account;
        return { id, email, role, state: stateOf(account), invitedAs: invitedAs(account, now) };
      });
      return { practice: settings, team };
    });
  }
}

function stateOf(account: OperatorAccount): Colleague["state"] {
  if (account.disabledAt !== null) return "disabled";
  if (account.passwordHash === null) return "new";
  return codesAreSpent(account) ? "spent" : "active";
}
