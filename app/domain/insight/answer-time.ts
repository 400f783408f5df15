import { type DateRange, SMALLEST_GROUP } from "./insight.ts";
import { addLocalDays, daysBetween, startOfLocalDate } from "#app/domain/timetable/local-time.ts";
import { addWorkingDays } from "#app/domain/timetable/working-days.ts";

/** What became of those who asked, in the order in which it is told. `closed`: without an answer, most often by themselves. */
export const ANSWER_BUCKETS = ["next_day", "in_time", "late", "waiting", "closed"] as const;
export type AnswerBucket = (typeof ANSWER_BUCKETS)[number];

/** Until when who asked before the day's end is answered by the next working day, and within the promise. */
export type AnswerTerms = { dayEnds: Date; nextDay: Date; promised: Date };

/** The terms of every day, in their order, by the promise as it is now: who asked again was promised anew, and the first promise is gone. */
export function answerTerms(
  { from, to }: DateRange,
  { answerWithinWorkingDays, timeZone }: { answerWithinWorkingDays: number; timeZone: string },
): AnswerTerms[] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => {
    const day = addLocalDays(from, index);
    const start = startOfLocalDate(day, timeZone);
    return {
      dayEnds: startOfLocalDate(addLocalDays(day, 1), timeZone),
      nextDay: addWorkingDays(start, 1, timeZone),
      promised: addWorkingDays(start, answerWithinWorkingDays, timeZone),
    };
  });
}

/** What became of how many who asked in a week for a service, and how long the answered of them waited, in seconds. */
export type Answered = { serviceTitle: string; bucket: AnswerBucket; people: number; waited: number[] };
export type Waits = { title: string; seconds: number };

/**
 * Half of the answered waited no longer: of all, and of every service. A week tells its waits only where at least five
 * people were answered in it, so that two answers differ by the waits of five. Never with how many they are: beside the
 * number of requests it would tell how few were not answered.
 */
export function medianWaits(weeks: Answered[][]): { seconds: number | null; services: Waits[] } {
  const waitsOf = (ofThese: (each: Answered) => boolean) =>
    median(
      weeks.flatMap((week) => {
        const waited = week.filter(ofThese).flatMap((each) => each.waited);
        return waited.length < SMALLEST_GROUP ? [] : waited;
      }),
    );
  const titles = new Set(weeks.flat().map(({ serviceTitle }) => serviceTitle));
  const services = [...titles].flatMap((title) => {
    const seconds = waitsOf(({ serviceTitle }) => serviceTitle === title);
    return seconds === null ? [] : { title, seconds };
  });
  return { seconds: waitsOf(() => true), services };
}

function median(values: number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
