import type { TimeWindow } from "#app/domain/waitlist-request.ts";
import type { Slot } from "./availability.ts";
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

/** Time is opened no further ahead than this. */
export const OPENS_AHEAD_DAYS = 366;
const EVENING_FROM_HOUR = 17;
const MINUTE_MS = 60 * 1000;

/** Windows at the same time on some days, of one service or of any. */
export type SlotPlan = {
  dates: readonly LocalDate[];
  time: LocalTime;
  serviceId: string | null;
  durationMinutes: number;
};

type PlacedSlot = Pick<Slot, "serviceId" | "startsAt" | "endsAt">;
/** Why a window can't be opened on a day. */
export type SlotProblem = { date: LocalDate } & (
  | {
      /** `no-such-time`: clocks are put forward over it. */
      reason: "past" | "too-far" | "no-such-time";
    }
  | {
      reason: "overlaps";
      /** The time of the practice that stands there. */
      standing: PlacedSlot;
    }
);

export type PlacedPlan = {
  fresh: PlacedSlot[];
  /** Windows of the plan that are open already: it was sent before. */
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
 * Looks where each window of the plan would stand. One psychologist has one time: whatever stands there, of whichever
 * service and also when it is blocked, leaves no place for another.
 */
export function placePlan(plan: SlotPlan, standing: Slot[], timeZone: string, now: Date): PlacedPlan {
  const placed: PlacedPlan = { fresh: [], already: [], problems: [] };
  const today = localDateOf(now, timeZone);
  for (const date of plan.dates) {
    const refuse = (reason: "past" | "too-far" | "no-such-time") => placed.problems.push({ date, reason });
    const startsAt = instantOf(date, plan.time, timeZone);
    if (daysBetween(today, date) > OPENS_AHEAD_DAYS) refuse("too-far");
    else if (!startsAt) refuse("no-such-time");
    else if (startsAt <= now) refuse("past");
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

/** Time that ends when other time begins does not overlap it. */
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

/** The windows of the waitlist that this time answers. */
export function timeWindowsAt(startsAt: Date, timeZone: string): TimeWindow[] {
  if (weekdayOf(localDateOf(startsAt, timeZone)) > 5) return ["weekend", "any"];
  return [localHourOf(startsAt, timeZone) < EVENING_FROM_HOUR ? "weekday_morning" : "weekday_evening", "any"];
}

/** What an operator may do with a slot. */
export type SlotChange = "block" | "unblock" | "remove";
export type SlotChangeRefusal = "past" | "reserved" | "already";

/** Why a slot can't be changed so, or `null`. `already`: it is so, somebody was faster. */
export function refusalOf(slot: Slot, change: SlotChange, now: Date): SlotChangeRefusal | null {
  if (slot.startsAt <= now) return "past";
  if (slot.status === "reserved") return "reserved";
  if (change === "remove") return null;
  return (change === "block") === (slot.status === "blocked") ? "already" : null;
}
