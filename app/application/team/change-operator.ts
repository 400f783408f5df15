import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { OperatorAct } from "#app/application/ports/team.ts";
import { isLast, type OperatorRole } from "#app/domain/team/operator.ts";
import { invitedAs } from "#app/domain/team/operator-invitation.ts";

type Parts = { database: Database; clock: Clock };
type Change = { to: "role"; role: OperatorRole } | { to: "disabled" };

/** `last-owner`: somebody must be able to change the practice. */
export type ChangeOperatorOutcome =
  | { status: "changed" }
  /** Nothing to change. `by`: who made the change, if known. */
  | { status: "unchanged"; by: OperatorAct | null; timeZone: string }
  | { status: "unknown" }
  | { status: "last-owner" };

/** Changes a colleague's role, or ends their access and invitation. Every session of theirs ends at once. */
export class ChangeOperatorUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  execute(command: { operatorId: string; colleagueId: string; change: Change }): Promise<ChangeOperatorOutcome> {
    const { colleagueId, change } = command;
    const now = this.#parts.clock();
    return this.#parts.database.transaction(async ({ operators, deskSessions, deskAudit, desk, practice }) => {
      const owners = await operators.lockActiveOwners();
      const colleague = await operators.find(colleagueId);
      if (!colleague) return { status: "unknown" };
      const isSo =
        change.to === "role"
          ? colleague.role === change.role
          : colleague.disabledAt !== null && invitedAs(colleague, now) === null;
      if (isSo) {
        const { timeZone } = await practice.settings();
        return { status: "unchanged", by: await desk.lastActOn(colleague.id), timeZone };
      }
      if (isLast(owners, colleague.id)) return { status: "last-owner" };

      if (change.to === "role") await operators.setRole(colleague.id, change.role);
      else await operators.setDisabled(colleague.id, now);
      await deskSessions.removeAllOf(colleague.id);
      await deskAudit.record({
        operatorId: command.operatorId,
        action: change.to === "role" ? "role_changed" : "operator_disabled",
        subject: { kind: "operator", id: colleague.id },
        at: now,
        ...(change.to === "role" ? { details: { from: colleague.role, to: change.role } } : {}),
      });
      return { status: "changed" };
    });
  }
}
