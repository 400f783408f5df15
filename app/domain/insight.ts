import { addLocalDays, daysBetween, isLocalDate, type LocalDate } from "./local-time.ts";

/**
 * Fewer people than these are not shown, so that nobody is found in a number: not as a group, and not as what is left
 * of a total. It holds for one answer; whoever compares two of them, over different days, may learn more.
 */
export const SMALLEST_GROUP = 5;
/** More groups than these are told together: visitors may write anything into the mark of a campaign. */
const GROUPS_SHOWN = 12;
const LONGEST_DAYS = 366;
const USUAL_DAYS = 28;
/** Longer times are counted by weeks. */
const BY_DAY_UP_TO = 92;

/** Views and clicks are counted as they happen; submits once for each person, at their first one in the time asked for. */
export const INSIGHT_MEASURES = ["views", "submits", "clicks"] as const;
export type InsightMeasure = (typeof INSIGHT_MEASURES)[number];

/** Both days included. */
export type DateRange = { from: LocalDate; to: LocalDate };
export type RangeProblem = "not-dates" | "backwards" | "too-long";

/** The last four weeks to that day. */
export function usualRange(to: LocalDate): DateRange {
  return { from: addLocalDays(to, 1 - USUAL_DAYS), to };
}

/** What was asked for, or why it can't be answered. */
export function readRange(from: string | null, to: string | null, today: LocalDate): DateRange | RangeProblem {
  const end = to || today;
  if (!isLocalDate(end)) return "not-dates";
  const start = from || usualRange(end).from;
  if (!isLocalDate(start)) return "not-dates";
  if (start > end) return "backwards";
  return daysBetween(start, end) >= LONGEST_DAYS ? "too-long" : { from: start, to: end };
}

export type Group = { key: string | null; count: number };
/** `rest`: all groups that are not shown, together; 0 when there are none. */
export type Folded = { groups: Group[]; rest: number };
const tooSmall = (count: number) => count > 0 && count < SMALLEST_GROUP;

/**
 * Groups large enough to be shown, largest first, and the rest of the total. A rest too small takes the smallest group
 * with it. `null`: the total itself is too small.
 */
export function foldSmall(all: Group[], total: number): Folded | null {
  if (tooSmall(total)) return null;
  const groups = all.filter(({ count }) => count >= SMALLEST_GROUP).sort((a, b) => b.count - a.count);
  groups.splice(GROUPS_SHOWN);
  // Somebody may have come between the two counts.
  let rest = Math.max(0, total - groups.reduce((sum, { count }) => sum + count, 0));
  while (tooSmall(rest)) rest += groups.pop()?.count ?? 0;
  return { groups, rest };
}

export type Period = DateRange & { count: number };

/**
 * The time in days (or weeks), those with too few put together with their neighbours: every period has nobody or
 * enough. `null`: the whole is too small.
 */
export function periodsOf(range: DateRange, counts: Map<LocalDate, number>): Period[] | null {
  const periods: Period[] = [];
  for (const part of partsOf(range)) {
    const count = daysOf(part).reduce((sum, date) => sum + (counts.get(date) ?? 0), 0);
    const open = periods.at(-1);
    if (open && tooSmall(open.count))
      periods[periods.length - 1] = { from: open.from, to: part.to, count: open.count + count };
    else periods.push({ ...part, count });
  }
  for (let last = periods.at(-1); last && tooSmall(last.count); last = periods.at(-1)) {
    const [before] = periods.splice(-2, 1);
    if (!before || before === last) return null;
    periods[periods.length - 1] = { from: before.from, to: last.to, count: before.count + last.count };
  }
  return periods;
}

function partsOf({ from, to }: DateRange): DateRange[] {
  const days = daysBetween(from, to) + 1;
  const step = days > BY_DAY_UP_TO ? 7 : 1;
  return Array.from({ length: Math.ceil(days / step) }, (_, index) => {
    const start = addLocalDays(from, index * step);
    const end = addLocalDays(start, step - 1);
    return { from: start, to: end < to ? end : to };
  });
}

function daysOf({ from, to }: DateRange): LocalDate[] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addLocalDays(from, index));
}
