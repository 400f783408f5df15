import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import { isBeyondHorizon } from "#app/domain/timetable/availability.ts";
import { type Planned, planTime, type TimePlan } from "./plan-time.ts";

export type TimePreview =
  | Exclude<Planned, { status: "planned" }>
  /** `beyond`: so many begin later than strangers look ahead. */
  | (Extract<Planned, { status: "planned" }> & { beyond: number; now: Date });

/** What would be opened, and what would be skipped and why. Nothing is written. */
export class PreviewTimeQuery {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  execute(plan: TimePlan): Promise<TimePreview> {
    const now = this.#parts.clock();
    return this.#parts.database.transaction(async (repositories) => {
      const planned = await planTime(repositories, plan, await repositories.practice.settings(), now);
      if (planned.status !== "planned") return planned;
      return { ...planned, beyond: planned.fresh.filter((slot) => isBeyondHorizon(slot, now)).length, now };
    });
  }
}
