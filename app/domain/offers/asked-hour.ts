import { isHold, noticeBegins } from "./free-time.ts";
import { canStillHold, holdUntil } from "./hold.ts";
import type { Booking, LadderRow, Rules } from "./types.ts";

/** The practice has a day to answer a visitor who asked for an hour. */
const ANSWER_WITHIN: LadderRow = { overHours: 0, atOnce: 1, holdHours: 24, by: "message" };

/**
 * Until when an hour that a visitor asks for now is held for the practice's answer: a day, or until the minimum notice before the start. A
 * hold does not end in quiet hours, except before an early hour that is asked for in the night before.
 */
export function askedUntil(startsAt: Date, rules: Rules, now: Date): Date {
  if (!canStillHold(startsAt, now, rules)) return noticeBegins(startsAt, rules.settings);
  const holding = { startsAt, row: ANSWER_WITHIN, channel: "email", waiting: Number.POSITIVE_INFINITY } as const;
  return holdUntil(holding, now, rules);
}

/** Nobody answered in time: the hour is held no longer, whether or not the row says so yet. */
export function hasLapsed(booking: Booking, now: Date): boolean {
  return isHold(booking) && booking.askedUntil !== null && booking.askedUntil <= now;
}
