import {
  addLocalDays,
  instantOf,
  type LocalDate,
  type LocalTime,
  localDateOf,
  startOfLocalDate,
} from "#app/domain/timetable/local-time.ts";
import { MINUTE_MS } from "./settings.ts";
import type { QuietHours } from "./types.ts";

/** Quiet hours on the clocks of a zone. */
export type Quiet = { hours: QuietHours; timeZone: string };

/** The first instant is loud, the second is quiet again. */
type Daytime = { begins: number; ends: number };

/** A time that a clock change skips is as long after the day's beginning as on any other day. */
function clockAt(date: LocalDate, time: LocalTime, timeZone: string): number {
  const at = instantOf(date, time, timeZone);
  if (at) return at.getTime();
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return startOfLocalDate(date, timeZone).getTime() + (hours * 60 + minutes) * MINUTE_MS;
}

/** The daytime that begins on this date. */
function daytimeOf(date: LocalDate, { hours: { from, to }, timeZone }: Quiet): Daytime {
  const endDate = from > to ? date : addLocalDays(date, 1);
  return { begins: clockAt(date, to, timeZone), ends: clockAt(endDate, from, timeZone) };
}

/** Daytimes in order, from one that begins before the instant. */
function* daytimesFrom(at: Date, quiet: Quiet, daysBack = 1): Generator<Daytime, never> {
  let date = addLocalDays(localDateOf(at, quiet.timeZone), -daysBack);
  for (;;) {
    yield daytimeOf(date, quiet);
    date = addLocalDays(date, 1);
  }
}

/** Whether nothing may be sent at this instant, and no hold may end. Quiet begins at its first instant and ends before its last. */
export function isQuiet(at: Date, quiet: Quiet): boolean {
  return loudFrom(at, quiet).getTime() !== at.getTime();
}

/** The instant itself, or the next morning where it is quiet. */
export function loudFrom(at: Date, quiet: Quiet): Date {
  for (const { begins, ends } of daytimesFrom(at, quiet)) {
    if (at.getTime() < ends) return new Date(Math.max(at.getTime(), begins));
  }
  throw new Error("unreachable: daytimes never end");
}

/** When the quiet around this instant began; for a loud instant the last time that quiet began. */
export function quietSince(at: Date, quiet: Quiet): Date {
  let since = Number.NEGATIVE_INFINITY;
  for (const { ends } of daytimesFrom(at, quiet, 2)) {
    if (ends > at.getTime()) return new Date(since);
    since = ends;
  }
  throw new Error("unreachable: daytimes never end");
}

/** Milliseconds between the instants that are not quiet. */
export function daytimeBetween(from: Date, until: Date, quiet: Quiet): number {
  let sum = 0;
  for (const { begins, ends } of daytimesFrom(from, quiet)) {
    if (begins >= until.getTime()) return sum;
    sum += Math.max(0, Math.min(ends, until.getTime()) - Math.max(begins, from.getTime()));
  }
  throw new Error("unreachable: daytimes never end");
}

/** The instant after this many milliseconds of daytime. May be the first instant of quiet. */
export function addDaytime(from: Date, milliseconds: number, quiet: Quiet): Date {
  let left = milliseconds;
  for (const { begins, ends } of daytimesFrom(from, quiet)) {
    const starts = Math.max(begins, from.getTime());
    if (starts >= ends) continue;
    if (left <= ends - starts) return new Date(starts + left);
    left -= ends - starts;
  }
  throw new Error("unreachable: daytimes never end");
}
