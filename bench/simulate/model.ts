import { instantOf, localDateOf, localHourOf, weekdayOf } from "#app/domain/timetable/local-time.ts";
import { chance, normal } from "./chance.ts";

/** The practice whose year is simulated. Moscow's clocks never change, which makes its local time cheap to compute. */
export const TIME_ZONE = "Europe/Moscow";
const ZONE_MS = 3 * 60 * 60 * 1000;
const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
const YEAR_BEGINS = Date.parse("2026-01-05T00:00:00+03:00");
export const HOURS_A_WEEK = 20;

/** Nothing is taken later than this before the start, under any rule. */
export const NOTICE = 3 * HOUR;

export const clockHour = (at: number) => ((at + ZONE_MS) % DAY) / HOUR;
export const midnightOf = (at: number) => at - ((at + ZONE_MS) % DAY);
/** Monday is 1. */
export const weekday = (at: number) => ((Math.floor((at + ZONE_MS) / DAY) + 3) % 7) + 1;
export const isNight = (at: number) => clockHour(at) < 9 || clockHour(at) >= 21;

/** Compares the cheap clock with the true one; throws if they differ. */
export function checkClock(at: number): void {
  const now = new Date(at);
  const date = localDateOf(now, TIME_ZONE);
  const same =
    Math.abs(localHourOf(now, TIME_ZONE) - clockHour(at)) < 1 / 60 &&
    weekdayOf(date) === weekday(at) &&
    instantOf(date, "00:00", TIME_ZONE)?.getTime() === midnightOf(at);
  if (!same) throw new Error(`the model's clock is wrong at ${now.toISOString()}`);
}

/** An hour that became free. */
export type FreedHour = { index: number; freedAt: number; startsAt: number };
/** How many days ahead of its start an hour is freed. */
export type Distance = { from: number; to: number };

/** Hours are freed between 9 and 21, twenty a week over a year, and start between 10 and 19 on the full hour. */
export function freedHour(index: number, { from, to }: Distance, seed: number): FreedHour {
  const week = Math.floor(index / HOURS_A_WEEK) % 52;
  const day = Math.floor(chance(seed, index, 11) * 7);
  const freedAt = YEAR_BEGINS + (week * 7 + day) * DAY + Math.floor((9 + chance(seed, index, 12) * 12) * 60) * MINUTE;
  for (let attempt = 0; ; attempt += 1) {
    const ahead = freedAt + (from + chance(seed, index, 13, attempt) * (to - from)) * DAY;
    const startsAt = midnightOf(ahead) + (10 + Math.floor(chance(seed, index, 14, attempt) * 10)) * HOUR;
    if (startsAt - freedAt >= from * DAY && startsAt - freedAt < to * DAY) return { index, freedAt, startsAt };
  }
}

/** What a person does with an offer of an hour, whoever makes it. A fifth of those who do not want it say so. */
export type Answer = { says: "yes" | "no" | "nothing"; after: number };

/** Half of the answers come within two hours, a tenth within a quarter of an hour, a tenth after more than fourteen hours. */
const MEDIAN_ANSWER = 2 * HOUR;
const SPREAD = 1.55;
/** A guess: no source for it was found. `docs/offers.md` says what another share would change. */
const SAY_NO = 0.2;

export function answerOf(person: number, hour: number, acceptance: number, seed: number): Answer {
  const after = MEDIAN_ANSWER * Math.exp(SPREAD * normal(seed, person, hour, 21));
  const luck = chance(seed, person, hour, 22);
  if (luck < acceptance) return { says: "yes", after };
  return { says: luck < acceptance + (1 - acceptance) * SAY_NO ? "no" : "nothing", after };
}

/** When a message of that instant is answered: nobody answers between 23 and 8. */
export function answeredAt(sentAt: number, { after }: Answer): number {
  const at = sentAt + after;
  const hour = clockHour(at);
  if (hour >= 8 && hour < 23) return at;
  const morning = midnightOf(at) + (hour < 8 ? 0 : DAY) + 8 * HOUR;
  return morning + (at % HOUR);
}

/** A call that is due is made within the hour, between 10 and 20. */
export function calledAt(dueAt: number, person: number, hour: number, seed: number): number {
  const at = dueAt + (5 + chance(seed, person, hour, 23) * 55) * MINUTE;
  const clock = clockHour(at);
  if (clock >= 10 && clock < 20) return at;
  return midnightOf(at) + (clock < 10 ? 0 : DAY) + 10 * HOUR + (at % HOUR);
}
