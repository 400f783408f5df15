import type { TimeWindow } from "#app/domain/waitlist-request.ts";
import type { Practice, Slot } from "./availability.ts";
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
const EVENING_FROM_HOUR = 17;
const MINUTE_MS = 60 * 1000;

/** Slots at the same clock time on several days, of one service or of any. */
export type SlotPlan = {
  dates: readonly LocalDate[];
  time: LocalTime;
  serviceId: string | null;
  durationMinutes: number;
};

type PlacedSlot = Pick<Slot, "serviceId" | "startsAt" | "endsAt">;
/** Why a slot cannot be opened on a day. */
export type SlotProblem = { date: LocalDate } & (
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

/**
 * Checks each slot of the plan. A psychologist has one timetable: any existing slot, of whichever
 * service and also when blocked, is in the way of another.
 */
export function placePlan(
  plan: SlotPlan,
  standing: Slot[],
  { timeZone, calendar }: Pick<Practice, "timeZone" | "calendar">,
  now: Date,
): PlacedPlan {
  const placed: PlacedPlan = { fresh: [], already: [], problems: [] };
  const today = localDateOf(now, timeZone);
  for (const date of plan.dates) {
    const refuse = (reason: "past" | "too-far" | "no-such-time" | "day-off") => placed.problems.push({ date, reason });
    const startsAt = instantOf(date, plan.time, timeZone);
    if (daysBetween(today, date) > OPENS_AHEAD_DAYS) refuse("too-far");
    else if (!startsAt) refuse("no-such-time");
    else if (startsAt <= now) refuse("past");
    else if (daysOffAt(date, calendar)) refuse("day-off");
    else {
      const endsAt = new Date(startsAt.getTime() + plan.durationMinutes * MINUTE_MS);
      const slot = { serviceId: plan.serviceId, startsAt, endsAt };
      const inTheWay = [...standing, ...placed.fresh].find((other) => overlap(slot, other));
      if (!inTheWay) placed.fresh.push(slot);
      else if (standing.some((other) => isSame(slot, other))) placed.already.push(slot);
      else placed.problems.push({ date, reason: "overlaps", standing: inTheWay });
    }
  }
  return placed;
}

/** A slot that ends when another begins does not overlap it. */
function overlap(a: Pick<Slot, "startsAt" | "endsAt">, b: Pick<Slot, "startsAt" | "endsAt">): boolean {
  return a.startsAt < b.endsAt && b.startsAt < a.endsAt;
}

function isSame(slot: PlacedSlot, other: Slot): boolean {
  return (
    other.status === "available" &&
    other.serviceId === slot.serviceId &&
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
export type SlotChange = "block" | "unblock" | "remove";
export type SlotChangeRefusal = "past" | "already";

/** Why a slot cannot be changed so, or `null`. `already`: somebody else did it before. */
export function refusalOf(slot: Slot, change: SlotChange, now: Date): SlotChangeRefusal | null {
  if (slot.startsAt <= now) return "past";
  if (change === "remove") return null;
  return (change === "block") === (slot.status === "blocked") ? "already" : null;
}
