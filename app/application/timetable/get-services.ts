import type { Database } from "#app/application/ports/database.ts";
import type { KeptService } from "#app/domain/timetable/availability.ts";

/** The limit for counting waiting people. */
const WAITING_COUNTED = 100;

export type ServiceList = { services: (KeptService & { waiting: number })[]; waitingCounted: number };

/** Every service, archived ones last, with the number of waiting people and the slots that have become too short. */
export class GetServicesQuery {
  readonly #database: Database;

  constructor({ database }: { database: Database }) {
    this.#database = database;
  }

  execute(): Promise<ServiceList> {
    return this.#database.transaction(async ({ services }) => ({
      services: await services.list(WAITING_COUNTED),
      waitingCounted: WAITING_COUNTED,
    }));
  }
}
