import { addDaytime, daytimeBetween, isQuiet, loudFrom, type Quiet, quietSince } from "./quiet-hours.ts";
import { HOUR_MS, MINUTE_MS, messagesEnd } from "./settings.ts";
import type { LadderRow, OfferChannel, Rules } from "./types.ts";

/** A hold that would end at night ends this long after the morning begins, to leave time to read. */
const AFTER_MORNING_MS = HOUR_MS;
/** A hold that has to end before the night ends this long before it. */
const BEFORE_EVENING_MS = 30 * MINUTE_MS;
/** No stretched hold is longer. */
const LONGEST_STRETCH_MS = 24 * HOUR_MS;
/** A shorter hold is not offered: the person could hardly read the message in time. */
const SHORTEST_HOLD_MS = 30 * MINUTE_MS;

export const quietOf = ({ settings, timeZone }: Rules): Quiet => ({ hours: settings.quietHours, timeZone });

/** No hold of such an hour ends later: the minimum notice before its start, and never in quiet hours. */
export function latestHoldEnd(startsAt: Date, rules: Rules): Date {
  const notice = new Date(startsAt.getTime() - rules.settings.minimumNoticeHours * HOUR_MS);
  if (!isQuiet(notice, quietOf(rules))) return notice;
  return new Date(quietSince(notice, quietOf(rules)).getTime() - BEFORE_EVENING_MS);
}

/** Whether an offer at this instant could still be held long enough to be answered. */
export function canStillHold(startsAt: Date, at: Date, rules: Rules): boolean {
  return at.getTime() + SHORTEST_HOLD_MS <= latestHoldEnd(startsAt, rules).getTime();
}

/** How many people in line decide the stretch: with more people left, holds of this row are not stretched. */
export function stretchLooksAt(startsAt: Date, row: LadderRow, at: Date, rules: Rules): number {
  if (row.by === "call" || row.holdHours * HOUR_MS >= LONGEST_STRETCH_MS) return 0;
  const daytime = daytimeBetween(at, messagesEnd(rules.settings, startsAt), quietOf(rules));
  return Math.ceil(daytime / (row.holdHours * HOUR_MS)) * row.atOnce;
}

/** An offer to be made. `waiting`: the people left in line, including those who are offered the slot now. */
export type Holding = { startsAt: Date; row: LadderRow; channel: OfferChannel; waiting: number };

/**
 * Until when an offer made at `at` holds the slot. Call only if `canStillHold` is true.
 * A call's hold counts daytime only. If few people wait, the daytime until the call list is divided by the remaining rounds.
 */
export function holdUntil({ startsAt, row, channel, waiting }: Holding, at: Date, rules: Rules): Date {
  const quiet = quietOf(rules);
  const outOfNight = (end: Date) =>
    isQuiet(end, quiet) ? new Date(loudFrom(end, quiet).getTime() + AFTER_MORNING_MS) : end;
  const after = (milliseconds: number) => new Date(at.getTime() + milliseconds);

  const hold = row.holdHours * HOUR_MS;
  const plain = outOfNight(channel === "call" ? addDaytime(at, hold, quiet) : after(hold)).getTime();
  const latest = latestHoldEnd(startsAt, rules).getTime();
  if (waiting > stretchLooksAt(startsAt, row, at, rules)) return new Date(Math.min(plain, latest));

  const daytime = daytimeBetween(at, messagesEnd(rules.settings, startsAt), quiet);
  const share = daytime / Math.ceil(waiting / row.atOnce);
  const stretched = Math.min(
    outOfNight(addDaytime(at, Math.min(share, LONGEST_STRETCH_MS), quiet)).getTime(),
    outOfNight(after(LONGEST_STRETCH_MS)).getTime(),
  );
  return new Date(Math.min(Math.max(plain, stretched), latest));
}
