import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import { type AskedRange, type Insight, readInsight } from "./get-insight.ts";

export type ExportInsightOutcome = { status: "exported"; insight: Insight } | { status: "refused" };

/** Exports the same numbers as a file. The audit log records who took it. */
export class ExportInsightUseCase {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  /** `refused`: the requested range is invalid. */
  execute({ operatorId, asked }: { operatorId: string; asked: AskedRange }): Promise<ExportInsightOutcome> {
    const now = this.#parts.clock();
    return this.#parts.database.transaction(async (repositories) => {
      const insight = await readInsight(repositories, asked, now);
      if (insight.problem) return { status: "refused" };
      await repositories.deskAudit.record({ operatorId, action: "insight_exported", at: now, details: insight.range });
      return { status: "exported", insight };
    });
  }
}
