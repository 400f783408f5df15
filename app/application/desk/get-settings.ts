import type { Practice } from "#app/domain/availability.ts";
import { may, type Operator } from "#app/domain/operator.ts";
import type { Database } from "../ports.ts";

export type Colleague = Operator & { state: "active" | "invited" | "disabled" };

/** The practice's settings and, for who may manage it, the team. */
export class GetSettingsQuery {
  readonly #database: Database;

  constructor(parts: { database: Database }) {
    this.#database = parts.database;
  }

  execute(operator: Operator): Promise<{ practice: Practice; team: Colleague[] | null }> {
    return this.#database.transaction(async ({ practice, operators }) => {
      const settings = await practice.settings();
      if (!may(operator, "manage_team")) return { practice: settings, team: null };
      const accounts = await operators.list();
      const team = accounts.map(({ id, email, role, passwordHash, disabledAt }) => ({
        id,
        email,
        role,
        state:
          disabledAt !== null
            ? ("disabled" as const)
            : passwordHash === null
              ? ("invited" as const)
              : ("active" as const),
      }));
      return { practice: settings, team };
    });
  }
}
