import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { DeskAuditRow } from "#app/application/ports/team.ts";
import { may, type Operator } from "#app/domain/team/operator.ts";

const PAGE_SIZE = 50;

export type AuditExcerpt = {
  entries: DeskAuditRow[];
  /** The key of the next page, if there are older entries. */
  next: number | null;
  timeZone: string;
  now: Date;
};

/** The audit log, newest first: the owner sees all of it, an assistant their own entries. */
export class GetAuditQuery {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  /** `before` is the id of the last entry shown. */
  execute(operator: Operator, before: number | null): Promise<AuditExcerpt> {
    const { database, clock } = this.#parts;
    const operatorId = may(operator, "see_whole_audit") ? null : operator.id;
    return database.transaction(async ({ deskAudit, practice }) => {
      const rows = await deskAudit.page({ operatorId, before }, PAGE_SIZE + 1);
      const entries = rows.slice(0, PAGE_SIZE);
      const next = rows.length > PAGE_SIZE ? (entries.at(-1)?.id ?? null) : null;
      const { timeZone } = await practice.settings();
      return { entries, next, timeZone, now: clock() };
    });
  }
}
