import type { Clock } from "#app/application/ports/clock.ts";
import type { TimetableReader } from "#app/application/ports/timetable.ts";
import {
  type Availability,
  availabilityOf,
  type Practice,
  type Service,
  type Timetable,
} from "#app/domain/timetable/availability.ts";

export type AskedService =
  | { status: "choose-service"; unknown: boolean; services: Service[] }
  /** `elsewhere`: another service has free time or an open list, or this one's is open. */
  | { status: "service"; service: Service; practice: Practice; availability: Availability; elsewhere: boolean }
  /** Not even the services could be read. */
  | { status: "unreadable" };

/** The page's data for a service, with its availability at this moment. */
export class GetNoSlotsPageQuery {
  readonly #timetable: TimetableReader;
  readonly #clock: Clock;

  constructor(parts: { timetable: TimetableReader; clock: Clock }) {
    this.#timetable = parts.timetable;
    this.#clock = parts.clock;
  }

  async execute(serviceSlug: string | null): Promise<AskedService> {
    const reading = await this.#timetable.read();
    const timetable: Timetable | null = reading.status === "read" ? reading.timetable : reading.last;
    if (!timetable) return { status: "unreadable" };

    const service = timetable.services.find(({ slug }) => slug === serviceSlug);
    if (!service) return { status: "choose-service", unknown: serviceSlug !== null, services: timetable.services };
    const now = this.#clock();
    const helps = (other: Service) => other.waitlistOpen || availabilityOf(other, reading, now).status === "free";
    return {
      status: "service",
      service,
      practice: timetable.practice,
      availability: availabilityOf(service, reading, now),
      elsewhere: service.waitlistOpen || timetable.services.some(helps),
    };
  }
}
