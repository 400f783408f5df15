import type { Clock } from "#app/application/ports/clock.ts";
import type { TimetableReader } from "#app/application/ports/timetable.ts";
import {
  type AvailabilitySlot,
  availabilityOf,
  type Practice,
  type Service,
  suitsService,
} from "#app/domain/timetable/availability.ts";

/** Other free hours that are shown instead. */
const NEAREST = 3;

export type HourAvailability =
  | { status: "free"; slot: AvailabilitySlot; service: Service; practice: Practice }
  /** One answer for unknown, past, held and taken hours. `service`: the one of the address, if there is such. */
  | { status: "not-free"; service: Service | null; nearest: AvailabilitySlot[]; practice: Practice }
  /** Not even the services could be read. */
  | { status: "unreadable" };

/** The page of a free hour, by the cached timetable. A slot for any service is shown for the one of the address. */
export class GetHourPageQuery {
  readonly #timetable: TimetableReader;
  readonly #clock: Clock;

  constructor(parts: { timetable: TimetableReader; clock: Clock }) {
    this.#timetable = parts.timetable;
    this.#clock = parts.clock;
  }

  async execute({ slotId, serviceSlug }: { slotId: string; serviceSlug: string | null }): Promise<HourAvailability> {
    const reading = await this.#timetable.read();
    const known = reading.status === "read" ? reading.timetable : reading.last;
    if (!known) return { status: "unreadable" };
    const now = this.#clock();
    const { practice, services, slots } = known;
    const slot = slots.find(({ id }) => id === slotId);
    const named = services.find(({ slug }) => slug === serviceSlug) ?? null;
    const service = services.find(({ id }) => id === slot?.serviceId) ?? named;
    const visible = slot && (slot.visibleFrom === null || slot.visibleFrom <= now) && slot.visibleUntil > now;
    if (visible && service && suitsService(slot, service, now)) return { status: "free", slot, service, practice };
    const other = service && availabilityOf(service, reading, now);
    const nearest = other?.status === "free" ? other.slots.slice(0, NEAREST) : [];
    return { status: "not-free", service, nearest, practice };
  }
}
