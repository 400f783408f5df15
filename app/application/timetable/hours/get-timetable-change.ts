import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import { mayUndo, type TimetableChange } from "#app/domain/timetable/timetable-change.ts";

export type TimetableChangeRecord = { change: TimetableChange; undoable: boolean; timeZone: string };

/** What the operator did to the timetable just now. `null`: nothing, or too long ago. */
export class GetTimetableChangeQuery {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  execute({ operatorId, changeId }: { operatorId: string; changeId: string }): Promise<TimetableChangeRecord | null> {
    const now = this.#parts.clock();
    return this.#parts.database.transaction(async ({ changes, practice }) => {
      const change = await changes.find(changeId);
      if (change?.operatorId !== operatorId) return null;
      return { change, undoable: mayUndo(change, now), timeZone: (await practice.settings()).timeZone };
    });
  }
}
