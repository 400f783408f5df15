import type { Clock, Database } from "../ports.ts";

/** How soon the practice promises to answer. What was promised before stays promised. */
export class ChangePromiseUseCase {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  /** `false`: it was that already. */
  execute(command: { operatorId: string; workingDays: number }): Promise<boolean> {
    const { database, clock } = this.#parts;
    return database.transaction(async ({ practice, deskAudit }) => {
      const before = await practice.changePromise(command.workingDays);
      if (before === command.workingDays) return false;
      await deskAudit.record({
        operatorId: command.operatorId,
        action: "settings_changed",
        at: clock(),
        details: { answer_within_working_days: String(command.workingDays), before: String(before) },
      });
      return true;
    });
  }
}
