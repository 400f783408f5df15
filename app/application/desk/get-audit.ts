import { may, type Operator } from "#app/domain/operator.ts";
import type { Database } from "../ports.ts";
import type { DeskAuditRow } from "./ports.ts";

const PAGE_SIZE = 50;

/** What was done at the desk, newest first: the owner sees all of it, an assistant their own. */
export class GetAuditQuery {
  readonly #database: Database;

  constructor(parts: { database: Database }) {
    this.#database = parts.database;
  }

  /** `before` is the id of the last entry seen; `next`, where there are older ones, is for the page after this. */
  async execute(operator: Operator, before: number | null): Promise<{ entries: DeskAuditRow[]; next: number | null }> {
    const operatorId = may(operator, "see_whole_audit") ? null : operator.id;
    const rows = await this.#database.transaction(({ deskAudit }) =>
      deskAudit.page({ operatorId, before }, PAGE_SIZE + 1),
    );
    const entries = rows.slice(0, PAGE_SIZE);
    return { entries, next: rows.length > PAGE_SIZE ? (entries.at(-1)?.id ?? null) : null };
  }
}
