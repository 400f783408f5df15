import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { OperatorAct } from "#app/application/ports/team.ts";
import type { TimetableMemory } from "#app/application/ports/timetable.ts";

export type ChangePromiseOutcome =
  | { status: "changed" }
  /** Nothing was written: unchanged, or somebody else was faster. `by`: who set the present value, if known. */
  | { status: "unchanged" | "changed-meanwhile"; workingDays: number; by: OperatorAct | null; timeZone: string };

type Parts = { database: Database; timetable: TimetableMemory; clock: Clock };

/** The days within which the practice promises to answer. Earlier promises stay. */
export class ChangePromiseUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** `seenDays`: the promise that the operator saw when deciding. */
  async execute(command: { operatorId: string; workingDays: number; seenDays: number }): Promise<ChangePromiseOutcome> {
    const { workingDays, seenDays } = command;
    const { database, timetable, clock } = this.#parts;
    try {
      return await database.transaction<ChangePromiseOutcome>(async ({ practice, deskAudit, desk }) => {
        const { answerWithinWorkingDays: before, timeZone } = await practice.hold();
        const isSo = before === workingDays;
        if (isSo || before !== seenDays) {
          const by = await desk.lastActOnSettings("settings_changed");
          return { status: isSo ? "unchanged" : "changed-meanwhile", workingDays: before, by, timeZone };
        }
        await practice.setPromise(workingDays);
        await deskAudit.record({
          operatorId: command.operatorId,
          action: "settings_changed",
          at: clock(),
          details: { answer_within_working_days: String(workingDays), before: String(before) },
        });
        return { status: "changed" };
      });
    } finally {
      timetable.invalidate();
    }
  }
}
