import { addLocalDays, daysBetween, startOfLocalDate } from "../timetable/local-time.ts";
import { addWorkingDays, type WorkCalendar } from "../timetable/working-days.ts";
import { type DateRange, SMALLEST_GROUP } from "./insight.ts";

/** The outcomes of requests, in display order. `closed`: closed without an answer, mostly by the person. */
export const ANSWER_BUCKETS = ["next_day", "in_time", "late", "waiting", "closed"] as const;
export type AnswerBucket = (typeof ANSWER_BUCKETS)[number];

/** The deadlines for a request made before the end of a day: by the next working day, and by the promised day. */
export type AnswerTerms = { dayEnds: Date; nextDay: Date; promised: Date };

/** The deadlines of each day in order, by the promise in force now: a repeated request gets a new promise and loses the first. */
export function answerTerms(
  { from, to }: DateRange,
  practice: { answerWithinWorkingDays: number; timeZone: string; calendar: WorkCalendar },
): AnswerTerms[] {
  const { answerWithinWorkingDays, timeZone } = practice;
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => {
    const day = addLocalDays(from, index);
    const start = startOfLocalDate(day, timeZone);
    return {
      dayEnds: startOfLocalDate(addLocalDays(day, 1), timeZone),
      nextDay: addWorkingDays(start, 1, practice),
      promised: addWorkingDays(start, answerWithinWorkingDays, practice),
    };
  });
}

/** Requests of one week for one service: the number per outcome, and the waiting times of answered requests in seconds. */
export type Answered = { serviceTitle: string; bucket: AnswerBucket; people: number; waited: number[] };
export type Waits = { title: string; seconds: number };

/**
 * The median waiting time, over all requests and per service. A week contributes only if at least five people were
 * answered in it, so that two results differ by at least five people. The number answered is not returned: next to the
 * number of requests it would reveal a small number of unanswered ones.
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

export function median(values: number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
