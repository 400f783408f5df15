import type { Practice, Service, Slot, SlotServices } from "./availability.ts";
import { daysBetween, instantOf, type LocalDate, type LocalTime, localDateOf } from "./local-time.ts";
import { OPENS_AHEAD_DAYS, overlaps } from "./slot-plan.ts";
import type { KeptSlot } from "./timetable-change.ts";
import { daysOffAt } from "./working-days.ts";

/** What an operator wants of an hour, in words of the practice's clock. */
export type SlotEdit = SlotServices & { date: LocalDate; time: LocalTime; minutes: number };

/** `too-short`: no service of it fits in. */
export type SlotEditRefusal =
  | { reason: "past" | "too-far" | "no-such-time" | "day-off" }
  | { reason: "too-short"; minutes: number }
  | { reason: "overlaps"; standing: Slot };

const MINUTE_MS = 60 * 1000;

type World = {
  standing: readonly Slot[];
  /** That the hour is to be for. */
  services: readonly Pick<Service, "durationMinutes">[];
  practice: Pick<Practice, "timeZone" | "calendar">;
  now: Date;
};

/** The hour as it is to be, or why it cannot be so: by the rules of opening one. A day off refuses only a move to it. */
export function editedSlot(
  slot: KeptSlot,
  { date, time, minutes, serviceId, otherServiceIds }: SlotEdit,
  { standing, services, practice, now }: World,
): { kind: "edited"; slot: KeptSlot } | { kind: "refused"; refusal: SlotEditRefusal } {
  const refuse = (refusal: SlotEditRefusal) => ({ kind: "refused" as const, refusal });
  const { timeZone, calendar } = practice;
  // The second hour of a night with two of them stays the second, unless its time is changed.
  const startsAt = isShownAs(slot, date, time, timeZone) ? slot.startsAt : instantOf(date, time, timeZone);
  if (daysBetween(localDateOf(now, timeZone), date) > OPENS_AHEAD_DAYS) return refuse({ reason: "too-far" });
  if (!startsAt) return refuse({ reason: "no-such-time" });
  if (startsAt <= now) return refuse({ reason: "past" });
  if (localDateOf(slot.startsAt, timeZone) !== date && daysOffAt(date, calendar)) return refuse({ reason: "day-off" });
  const shortest = Math.min(...services.map(({ durationMinutes }) => durationMinutes));
  if (minutes < shortest) return refuse({ reason: "too-short", minutes: shortest });
  const endsAt = new Date(startsAt.getTime() + minutes * MINUTE_MS);
  const edited = { ...slot, serviceId, otherServiceIds, startsAt, endsAt };
  const inTheWay = standing.find((other) => other.id !== slot.id && overlaps(edited, other));
  return inTheWay ? refuse({ reason: "overlaps", standing: inTheWay }) : { kind: "edited", slot: edited };
}

function isShownAs({ startsAt }: Slot, date: LocalDate, time: LocalTime, timeZone: string): boolean {
  return localDateOf(startsAt, timeZone) === date && localTimeOf(startsAt, timeZone) === time;
}

/** «18:30», what a clock of the zone shows. */
export function localTimeOf(at: Date, timeZone: string): LocalTime {
  return new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(
    at,
  );
}
