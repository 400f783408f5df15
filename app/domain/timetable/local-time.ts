import { TZDate, tzOffset } from "@date-fns/tz";
import { addDays, startOfDay } from "date-fns";

/** A calendar day such as `2026-11-23`, and the time on a clock's face such as `09:30`: in the practice's time zone, without an instant yet. */
export type LocalDate = string;
export type LocalTime = string;

/** The years accepted as input; any other is a typing error. */
const DATE = /^2[01]\d{2}-\d{2}-\d{2}$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const DAY_MS = 24 * 60 * 60 * 1000;
const MINUTE_MS = 60 * 1000;

const utcMidnight = (date: LocalDate) => new Date(`${date}T00:00:00Z`);
const dateOfUtc = (at: Date): LocalDate => at.toISOString().slice(0, 10);

/** `2026-02-30` is not a day, nor is one before 2000 or after 2199. */
export function isLocalDate(text: string): boolean {
  if (!DATE.test(text)) return false;
  const midnight = utcMidnight(text);
  return !Number.isNaN(midnight.getTime()) && dateOfUtc(midnight) === text;
}

export function isLocalTime(text: string): boolean {
  return TIME.test(text);
}

export function addLocalDays(date: LocalDate, days: number): LocalDate {
  return dateOfUtc(new Date(utcMidnight(date).getTime() + days * DAY_MS));
}

/** Monday is 1, Sunday is 7. */
export function weekdayOf(date: LocalDate): number {
  return utcMidnight(date).getUTCDay() || 7;
}

export function mondayOf(date: LocalDate): LocalDate {
  return addLocalDays(date, 1 - weekdayOf(date));
}

/** Whole days from the first to the second. */
export function daysBetween(from: LocalDate, until: LocalDate): number {
  return (utcMidnight(until).getTime() - utcMidnight(from).getTime()) / DAY_MS;
}

export function localDateOf(at: Date, timeZone: string): LocalDate {
  return dateOfUtc(new Date(at.getTime() + tzOffset(timeZone, at) * MINUTE_MS));
}

/** Clock hours since local midnight: 17.5 is half past five. */
export function localHourOf(at: Date, timeZone: string): number {
  const local = new TZDate(at, timeZone);
  return local.getHours() + local.getMinutes() / 60;
}

/** The day's first instant, also where the clocks skip midnight. */
export function startOfLocalDate(date: LocalDate, timeZone: string): Date {
  const noon = new TZDate(`${date}T12:00:00Z`, timeZone);
  const day = addDays(noon, daysBetween(localDateOf(noon, timeZone), date));
  return new Date(startOfDay(day).getTime());
}

/**
 * The instant at which clocks of the zone show this time. `null` in the hour that is skipped;
 * the first instant in the hour that repeats.
 */
export function instantOf(date: LocalDate, time: LocalTime, timeZone: string): Date | null {
  const face = new Date(`${date}T${time}:00Z`).getTime();
  const offsets = [-DAY_MS, DAY_MS].map((around) => tzOffset(timeZone, new Date(face + around)));
  const instants = offsets
    .map((offset) => new Date(face - offset * MINUTE_MS))
    .filter((at) => at.getTime() + tzOffset(timeZone, at) * MINUTE_MS === face)
    .sort((a, b) => a.getTime() - b.getTime());
  return instants[0] ?? null;
}
