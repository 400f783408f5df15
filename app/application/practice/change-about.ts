import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { OperatorAct } from "#app/application/ports/team.ts";
import type { PracticeMemory } from "#app/application/ports/timetable.ts";
import { type AboutPractice, changedAboutParts, markOfAbout } from "#app/domain/practice/about.ts";

export type ChangeAboutOutcome =
  | { status: "changed" }
  | { status: "unchanged" }
  /** Nothing was written: somebody else was faster. */
  | { status: "changed-meanwhile"; by: OperatorAct | null; timeZone: string };

type Parts = { database: Database; practiceMemory: Pick<PracticeMemory, "refresh">; clock: Clock };
/** `seen`: the mark of what the owner saw. */
type Change = { operatorId: string; about: AboutPractice; seen: string };

/** The owner changes what the practice says of itself; every page and mail says it from then on. */
export class ChangeAboutUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute({ operatorId, about, seen }: Change): Promise<ChangeAboutOutcome> {
    const { database, practiceMemory, clock } = this.#parts;
    try {
      return await database.transaction<ChangeAboutOutcome>(async ({ practice, aboutPractice, deskAudit, desk }) => {
        const { timeZone } = await practice.hold();
        const before = await aboutPractice.read();
        const changed = changedAboutParts(before, about);
        if (changed.length === 0) return { status: "unchanged" };
        if (markOfAbout(before) !== seen) {
          return { status: "changed-meanwhile", by: await desk.lastActOnSettings("about_changed"), timeZone };
        }
        await aboutPractice.save(about);
        const details = { changed: changed.join(" ") };
        await deskAudit.record({ operatorId, action: "about_changed", at: clock(), details });
        return { status: "changed" };
      });
    } finally {
      await practiceMemory.refresh();
    }
  }
}
