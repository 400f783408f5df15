import { addLocalDays, daysBetween, isLocalDate, type LocalDate, mondayOf } from "../timetable/local-time.ts";

/**
 * Fewer people than these are not shown, so that nobody is found in a number: not as a group, and not as what is left
 * of a total. Nor as what two answers differ by: numbers are made for each week by itself, once it is over, and a longer
 * time tells the sum of its weeks' answers and nothing else. A group that is too small in a week is nowhere but among
 * that week's rest, however long the time around it; and days can't be asked for one by one, nor a week as it goes on.
 * Only what became of those who asked changes later: as they are answered, by those who see this.
 */
export const SMALLEST_GROUP = 5;
/** The maximum number of separate groups: visitors can put any text into a campaign mark. */
const GROUPS_SHOWN = 12;
/** A quarter. Every request recomputes each week, and a longer range would slow down a large practice. */
export const LONGEST_WEEKS = 13;
const USUAL_WEEKS = 4;
const WEEK = 7;

/** Views and clicks are counted when they happen; submits once per person and week, at the first of that week. */
export const INSIGHT_MEASURES = ["views", "submits", "clicks"] as const;
export type InsightMeasure = (typeof INSIGHT_MEASURES)[number];

/** From a page to a request in a messenger. */
export const MESSENGER_STEPS = ["clicks", "starts", "submits"] as const;
export type MessengerStep = (typeof MESSENGER_STEPS)[number];

/** Both days included. */
export type DateRange = { from: LocalDate; to: LocalDate };
export type RangeProblem = "not-dates" | "backwards" | "too-long" | "unfinished";

const lastSunday = (today: LocalDate) => addLocalDays(mondayOf(today), -1);
const weeksTo = (sunday: LocalDate, weeks: number) => ({ from: addLocalDays(sunday, 1 - weeks * WEEK), to: sunday });

/** The last four complete weeks. */
export function usualRange(today: LocalDate): DateRange {
  return weeksTo(lastSunday(today), USUAL_WEEKS);
}

/** The complete weeks around the requested range that are over, or the reason why there is no result. */
export function readRange(from: string | null, to: string | null, today: LocalDate): DateRange | RangeProblem {
  const last = lastSunday(today);
  const end = to || last;
  if (!isLocalDate(end)) return "not-dates";
  const sunday = addLocalDays(mondayOf(end), WEEK - 1);
  const until = daysBetween(sunday, last) < 0 ? last : sunday;
  const start = from || weeksTo(until, USUAL_WEEKS).from;
  if (!isLocalDate(start)) return "not-dates";
  if (to && start > end) return "backwards";
  const range = { from: mondayOf(start), to: until };
  if (range.from > range.to) return "unfinished";
  return weeksOf(range).length > LONGEST_WEEKS ? "too-long" : range;
}

/** From Monday to Sunday. */
export function weeksOf({ from, to }: DateRange): DateRange[] {
  return Array.from({ length: (daysBetween(from, to) + 1) / WEEK }, (_, index) =>
    weeksTo(addLocalDays(from, (index + 1) * WEEK - 1), 1),
  );
}

export type Group<Key = string | null> = { key: Key; count: number };
/** `rest`: the sum of all hidden groups; 0 when there are none. */
export type Folded<Key = string | null> = { groups: Group<Key>[]; rest: number };
const tooSmall = (count: number) => count > 0 && count < SMALLEST_GROUP;

/**
 * The groups of a week that are large enough, largest first, and the rest. A rest that is too small absorbs the smallest
 * group. `null`: the total itself is too small.
 */
export function foldSmall<Key>(all: Group<Key>[], total: number): Folded<Key> | null {
  if (tooSmall(total)) return null;
  const groups = all.filter(({ count }) => count >= SMALLEST_GROUP).sort((a, b) => b.count - a.count);
  groups.splice(GROUPS_SHOWN);
  // A row may have been added between the two counts.
  let rest = Math.max(0, total - groups.reduce((sum, { count }) => sum + count, 0));
  while (tooSmall(rest)) rest += groups.pop()?.count ?? 0;
  return { groups, rest };
}

/** The sum over the weeks. A week that is too small adds nothing. `null`: no week can be shown. */
export function addUp<Key>(weeks: (Folded<Key> | null)[]): Folded<Key> | null {
  const told = weeks.filter((week) => week !== null);
  const counts = new Map<Key, number>();
  for (const { key, count } of told.flatMap(({ groups }) => groups)) counts.set(key, (counts.get(key) ?? 0) + count);
  const groups = [...counts].map(([key, count]) => ({ key, count })).sort((a, b) => b.count - a.count);
  const others = groups.splice(GROUPS_SHOWN);
  const rest = sumOf([...told.map((week) => week.rest), ...others.map(({ count }) => count)]);
  return groups.length === 0 && rest === 0 && told.length < weeks.length ? null : { groups, rest };
}

const sumOf = (counts: number[]) => counts.reduce((sum, count) => sum + count, 0);

/** `null`: too few people to show. */
export type Period = DateRange & { count: number | null };

/**
 * A week as days, with small days merged into their neighbours so that every period has nobody or enough people.
 * A week with too few people has no numbers.
 */
export function periodsOf(week: DateRange, counts: Map<LocalDate, number>): Period[] {
  const periods: (DateRange & { count: number })[] = [];
  for (const date of daysOf(week)) {
    const count = counts.get(date) ?? 0;
    const open = periods.at(-1);
    if (open && tooSmall(open.count))
      periods[periods.length - 1] = { from: open.from, to: date, count: open.count + count };
    else periods.push({ from: date, to: date, count });
  }
  for (let last = periods.at(-1); last && tooSmall(last.count); last = periods.at(-1)) {
    const [before] = periods.splice(-2, 1);
    if (!before || before === last) return [{ ...week, count: null }];
    periods[periods.length - 1] = { from: before.from, to: last.to, count: before.count + last.count };
  }
  return periods;
}

function daysOf({ from, to }: DateRange): LocalDate[] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addLocalDays(from, index));
}
