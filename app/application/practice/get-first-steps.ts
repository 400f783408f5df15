import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { DocumentTemplates } from "#app/application/ports/privacy.ts";
import { may, type Operator } from "#app/domain/team/operator.ts";
import { REQUEST_STATUSES } from "#app/domain/waitlist-request.ts";

/** Time opened later than this is not the time of a practice that begins. */
const DAYS_AHEAD = 90;

/** What a practice needs before its page is shared, and whether it is there. */
export type FirstSteps = { about: boolean; services: boolean; time: boolean; documents: boolean };

type Parts = { database: Database; templates: DocumentTemplates; clock: Clock };

/** The steps of an owner whose desk nobody has written to yet. */
export class GetFirstStepsQuery {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** `null`: somebody has, or the operator may not take the steps. */
  async execute(operator: Operator): Promise<FirstSteps | null> {
    if (!may(operator, "change_settings")) return null;
    const { database, templates, clock } = this.#parts;
    return database.transaction(async ({ desk, services, slots, aboutPractice, documents }) => {
      if ((await desk.count({ statuses: REQUEST_STATUSES }, 1)) > 0) return null;
      const now = clock();
      const until = new Date(now.getTime() + DAYS_AHEAD * 24 * 60 * 60 * 1000);
      const offered = await services.list(0);
      return {
        about: await aboutPractice.isOwn(),
        services: offered.some(({ status }) => status === "active"),
        time: (await slots.between(now, until)).length > 0,
        documents: (await documents.history(templates.messengers)).length > 0,
      };
    });
  }
}
