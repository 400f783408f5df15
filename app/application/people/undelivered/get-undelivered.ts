import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { PromisedCall, Undelivered } from "#app/domain/people/delivery.ts";
import { OPEN_STATUSES } from "#app/domain/people/operator-work.ts";

/** More than a morning's calls; the others follow when these are done. */
const SHOWN = 50;
const COUNTED = 100;

export type UndeliveredList = { undelivered: Undelivered[]; promised: PromisedCall[]; timeZone: string };

/** What no channel delivered in time, or none can: the practice writes or calls. No contact is read. */
export class GetUndeliveredQuery {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  execute(): Promise<UndeliveredList> {
    const { database, clock } = this.#parts;
    return database.transaction(async ({ deliveries, practice }) => ({
      undelivered: await deliveries.undelivered(clock(), SHOWN),
      promised: await deliveries.promised(clock(), SHOWN),
      timeZone: (await practice.settings()).timeZone,
    }));
  }

  /** The numbers beside the desk's link: what did not arrive or was promised by a call, and who answered. */
  count(): Promise<{ toTell: number; answered: number }> {
    const { database, clock } = this.#parts;
    return database.transaction(async ({ deliveries, desk }) => ({
      toTell:
        (await deliveries.countUndelivered(clock(), COUNTED)) + (await deliveries.countPromised(clock(), COUNTED)),
      answered: await desk.count({ statuses: OPEN_STATUSES, answered: true }, COUNTED),
    }));
  }
}
