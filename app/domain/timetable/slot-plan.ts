import type { TimeWindow } from "#app/domain/waitlist-request.ts";
import { type Practice, type Slot, type SlotServices, type SlotStatus, servicesOfSlot } from "./availability.ts";
import {
  addLocalDays,
  daysBetween,
  instantOf,
  type LocalDate,
  type LocalTime,
  localDateOf,
  localHourOf,
  weekdayOf,
} from "./local-time.ts";
import { daysOffAt } from "./working-days.ts";

/** Slots are opened no further ahead than this. */
export const OPENS_AHEAD_DAYS = 366;
/** Hours changed at once: openings, and all other acts on days, wait until the last of them is written. */
export const MOST_CHANGED = 300;
const EVENING_FROM_HOUR = 17;
const MINUTE_MS = 60 * 1000;
const MINUTES_OF_DAY = 24 * 60;
const DAY_MS = MINUTES_OF_DAY * MINUTE_MS;

/** Slots at the same clock times on several days, of one service, several or any. */
export type SlotPlan = SlotServices & {
  dates: readonly LocalDate[];
  times: readonly LocalTime[];
  durationMinutes: number;
};

type PlacedSlot = SlotServices & Pick<Slot, "startsAt" | "endsAt">;
/** Why a slot cannot be opened on a day. */
export type SlotProblem = { date: LocalDate; time: LocalTime } & (
  | {
      /** `no-such-time`: the clocks skip it. `day-off`: the practice does not work. */
      reason: "past" | "too-far" | "no-such-time" | "day-off";
    }
  | {
      reason: "overlaps";
      /** The existing slot in the way. */
      standing: PlacedSlot;
    }
);

export type PlacedPlan = {
  fresh: PlacedSlot[];
  /** Slots of the plan that are open already: the form was sent twice. */
  already: PlacedSlot[];
  problems: SlotProblem[];
};

/** The days of these weekdays (Monday is 1) from the first day to the last, both included. */
export function weeklyDates(weekdays: number[], from: LocalDate, until: LocalDate): LocalDate[] {
  const days = Math.min(daysBetween(from, until), OPENS_AHEAD_DAYS * 2);
  const all = Array.from({ length: Math.max(0, days + 1) }, (_, day) => addLocalDays(from, day));
  return all.filter((date) => weekdays.includes(weekdayOf(date)));
}

/** «17:00–21:00 every 60 minutes»: the last one ends by `until`, where `00:00` is the end of the day. */
export type Repeats = { until: LocalTime; everyMinutes: number };

/** The starts of a day. None: not one fits before the end. */
export function startsOf(first: LocalTime, repeats: Repeats | null, durationMinutes: number): LocalTime[] {
  if (repeats === null) return [first];
  const last = (minutesOf(repeats.until) || MINUTES_OF_DAY) - durationMinutes;
  const starts = [];
  for (let at = minutesOf(first); at <= last; at += repeats.everyMinutes) starts.push(timeOf(at));
  return starts;
}

function minutesOf(time: LocalTime): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

const timeOf = (minutes: number): LocalTime =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");

/**
 * Checks each slot of the plan. A psychologist has one timetable: any existing slot, of whichever
 * service and also when blocked, is in the way of another.
 */
export function placePlan(
  plan: SlotPlan,
  standing: readonly Slot[],
  { timeZone, calendar }: Pick<Practice, "timeZone" | "calendar">,
  now: Date,
): PlacedPlan {
  const placed: PlacedPlan = { fresh: [], already: [], problems: [] };
  const today = localDateOf(now, timeZone);
  const taken = takenTime(standing);
  const { serviceId, otherServiceIds } = plan;
  for (const [date, time] of plan.dates.flatMap((day) => plan.times.map((each) => [day, each] as const))) {
    const refuse = (reason: "past" | "too-far" | "no-such-time" | "day-off") =>
      placed.problems.push({ date, time, reason });
    const startsAt = instantOf(date, time, timeZone);
    if (daysBetween(today, date) > OPENS_AHEAD_DAYS) refuse("too-far");
    else if (!startsAt) refuse("no-such-time");
    else if (startsAt <= now) refuse("past");
    else if (daysOffAt(date, calendar)) refuse("day-off");
    else {
      const endsAt = new Date(startsAt.getTime() + plan.durationMinutes * MINUTE_MS);
      const slot = { serviceId, otherServiceIds, startsAt, endsAt };
      const inTheWay = taken.inTheWayOf(slot);
      if (!inTheWay) {
        placed.fresh.push(slot);
        taken.add(slot);
      } else if (isOpenAs(slot, inTheWay)) placed.already.push(slot);
      else placed.problems.push({ date, time, reason: "overlaps", standing: inTheWay });
    }
  }
  return placed;
}

type TakenSlot = PlacedSlot & { status?: SlotStatus };

/** The slots by the days that they touch, so that a plan for a year compares each slot with its neighbours alone. */
function takenTime(standing: readonly TakenSlot[]) {
  const byDay = new Map<number, TakenSlot[]>();
  const daysOf = ({ startsAt, endsAt }: PlacedSlot) => {
    const first = Math.floor(startsAt.getTime() / DAY_MS);
    return Array.from({ length: Math.floor(endsAt.getTime() / DAY_MS) - first + 1 }, (_, day) => first + day);
  };
  const add = (slot: TakenSlot) => {
    for (const day of daysOf(slot)) byDay.set(day, [...(byDay.get(day) ?? []), slot]);
  };
  for (const slot of standing) add(slot);
  const inTheWayOf = (slot: PlacedSlot) =>
    daysOf(slot)
      .flatMap((day) => byDay.get(day) ?? [])
      .find((other) => overlaps(slot, other));
  return { add, inTheWayOf };
}

/** A slot that ends when another begins does not overlap it. */
export function overlaps(a: Pick<Slot, "startsAt" | "endsAt">, b: Pick<Slot, "startsAt" | "endsAt">): boolean {
  return a.startsAt < b.endsAt && b.startsAt < a.endsAt;
}

function isOpenAs(slot: PlacedSlot, other: TakenSlot): boolean {
  return (
    other.status === "available" &&
    servicesOfSlot(other).join() === servicesOfSlot(slot).join() &&
    other.startsAt.getTime() === slot.startsAt.getTime() &&
    other.endsAt.getTime() === slot.endsAt.getTime()
  );
}

/** The windows of the waitlist that this slot suits. */
export function timeWindowsAt(startsAt: Date, timeZone: string): TimeWindow[] {
  if (weekdayOf(localDateOf(startsAt, timeZone)) > 5) return ["weekend", "any"];
  return [localHourOf(startsAt, timeZone) < EVENING_FROM_HOUR ? "weekday_morning" : "weekday_evening", "any"];
}

/** What an operator may do with a slot. */
export const SLOT_CHANGES = ["block", "unblock", "remove"] as const;
export type SlotChange = (typeof SLOT_CHANGES)[number];
export type SlotChangeRefusal = "past" | "already";

/** Why a slot cannot be changed so, or `null`. `already`: somebody else did it before. */
export function refusalOf(slot: Slot, change: SlotChange, now: Date): SlotChangeRefusal | null {
  if (slot.startsAt <= now) return "past";
  if (change === "remove") return null;
  return (change === "block") === (slot.status === "blocked") ? "already" : null;
}
