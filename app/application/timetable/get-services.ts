import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { ShortSlot } from "#app/application/ports/timetable.ts";
import type { KeptService } from "#app/domain/timetable/availability.ts";

/** The limit for counting waiting people. */
const WAITING_COUNTED = 100;
/** Of slots that are too short: more than anybody mends one by one. */
const SHORT_SLOTS = 50;

export type ServiceList = {
  services: (KeptService & { waiting: number })[];
  waitingCounted: number;
  /** Slots that are not offered, because their service was lengthened. */
  tooShort: ShortSlot[];
  /** Slots that strangers do not see, because their services are archived. */
  ofArchived: ShortSlot[];
  timeZone: string;
};

/** Every service, archived ones last, with the number of waiting people and the slots that have become too short. */
export class GetServicesQuery {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  execute(): Promise<ServiceList> {
    const { database, clock } = this.#parts;
    return database.transaction(async ({ services, slots, practice }) => ({
      services: await services.list(WAITING_COUNTED),
      waitingCounted: WAITING_COUNTED,
      ofArchived: await slots.ofArchived(clock(), SHORT_SLOTS),
      tooShort: await slots.tooShort(clock(), SHORT_SLOTS),
      timeZone: (await practice.settings()).timeZone,
    }));
  }
}
