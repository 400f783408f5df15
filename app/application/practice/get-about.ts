import type { Database } from "#app/application/ports/database.ts";
import type { AboutPractice } from "#app/domain/practice/about.ts";

/** What the practice says of itself as it is stored, for the owner who changes it. */
export class GetAboutQuery {
  readonly #database: Database;

  constructor(parts: { database: Database }) {
    this.#database = parts.database;
  }

  execute(): Promise<AboutPractice> {
    return this.#database.transaction(({ aboutPractice }) => aboutPractice.read());
  }
}
