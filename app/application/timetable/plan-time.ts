import type { Repositories } from "#app/application/ports/database.ts";
import type { KeptService, Practice, Slot } from "#app/domain/timetable/availability.ts";
import { daysBetween, type LocalDate, type LocalTime, localDateOf } from "#app/domain/timetable/local-time.ts";
import {
  OPENS_AHEAD_DAYS,
  type PlacedPlan,
  placePlan,
  type Repeats,
  type SlotPlan,
  startsOf,
} from "#app/domain/timetable/slot-plan.ts";

/** Opened at once; more is a typing error, or a rule of working hours. */
export const MOST_OPENED = 1_000;
const DAY_MS = 24 * 60 * 60 * 1000;

export type TimePlan = {
  /** `pattern`: the days of a weekly pattern. */
  kind: "one" | "pattern";
  dates: readonly LocalDate[];
  /** The first start of each day. */
  time: LocalTime;
  /** Further starts on the same day; without them there is the first one alone. */
  repeats?: Repeats;
  /** `null`: suits any service, so it lasts as long as the longest. */
  serviceId: string | null;
  /** Suits these as well, and lasts as long as the longest of them. */
  otherServiceIds?: readonly string[];
};

export type Planned =
  | ({ status: "planned"; plan: SlotPlan; practice: Practice; services: KeptService[]; standing: Slot[] } & PlacedPlan)
  | { status: "unknown-service" }
  /** The last day of the pattern is too far ahead. */
  | { status: "pattern-too-long" }
  /** Not one session fits between the first start and the end, or the next would begin before it is over. */
  | { status: "no-room" | "too-close"; durationMinutes: number }
  /** More than `MOST_OPENED`. */
  | { status: "too-many"; slots: number };

/** What a plan comes to in the present timetable. Runs in the caller's transaction and writes nothing. */
export async function planTime(
  { services, slots }: Repositories,
  asked: TimePlan,
  practice: Practice,
  now: Date,
): Promise<Planned> {
  const kept = await services.list(0);
  const offered = kept.filter(({ status }) => status === "active");
  const { serviceId, otherServiceIds = [], dates, repeats = null } = asked;
  const named = serviceId === null ? offered.map(({ id }) => id) : [serviceId, ...otherServiceIds];
  const suiting = offered.filter(({ id }) => named.includes(id));
  if (suiting.length === 0 || suiting.length < new Set(named).size) return { status: "unknown-service" };

  const furthest = dates.at(-1);
  const today = localDateOf(now, practice.timeZone);
  if (asked.kind === "pattern" && furthest && daysBetween(today, furthest) > OPENS_AHEAD_DAYS)
    return { status: "pattern-too-long" };
  const durationMinutes = Math.max(...suiting.map((service) => service.durationMinutes));
  if (repeats && repeats.everyMinutes < durationMinutes) return { status: "too-close", durationMinutes };
  const times = startsOf(asked.time, repeats, durationMinutes);
  if (times.length === 0) return { status: "no-room", durationMinutes };
  if (times.length * dates.length > MOST_OPENED) return { status: "too-many", slots: times.length * dates.length };
  const plan = { dates, times, serviceId, otherServiceIds, durationMinutes };
  const standing = await slots.between(...around(dates));
  return { status: "planned", plan, practice, services: kept, standing, ...placePlan(plan, standing, practice, now) };
}

/** Wide enough for every time zone and for slots that begin the day before. */
function around(dates: readonly LocalDate[]): [Date, Date] {
  const days = dates.map((date) => Date.parse(`${date}T00:00:00Z`));
  return [new Date(Math.min(...days) - 2 * DAY_MS), new Date(Math.max(...days) + 3 * DAY_MS)];
}
