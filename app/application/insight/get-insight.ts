import type { Clock } from "#app/application/ports/clock.ts";
import type { Database, Repositories } from "#app/application/ports/database.ts";
import type { Messenger } from "#app/domain/chat/messenger.ts";
import {
  ANSWER_BUCKETS,
  type AnswerBucket,
  type Answered,
  answerTerms,
  medianWaits,
  type Waits,
} from "#app/domain/insight/answer-time.ts";
import {
  addUp,
  type DateRange,
  type Folded,
  foldSmall,
  INSIGHT_MEASURES,
  type InsightMeasure,
  type MessengerStep,
  type Period,
  periodsOf,
  type RangeProblem,
  readRange,
  usualRange,
  weeksOf,
} from "#app/domain/insight/insight.ts";
import { addLocalDays, localDateOf, startOfLocalDate } from "#app/domain/timetable/local-time.ts";
import type { TimeWindow } from "#app/domain/waitlist-request.ts";
import { type OfferInsight, readOffers } from "./read-offers.ts";

export type MeasureInsight = {
  periods: Period[];
  /** `null`: every week is too small to be shown. */
  services: Folded | null;
  sources: Folded | null;
};
export type Insight = {
  range: DateRange;
  /** Why the requested range was not used. */
  problem: RangeProblem | null;
  measures: Record<InsightMeasure, MeasureInsight>;
  /** The way to a request in each messenger; of the requests, `null` are those on a page. */
  messengers: Record<MessengerStep, Folded<Messenger | null> | null>;
  serviceTitles: Map<string, string>;
  demand: { serviceId: string; serviceTitle: string; window: TimeWindow; people: number }[];
  answers: AnswerInsight;
  offers: OfferInsight;
};
export type AnswerInsight = {
  /** The promise by which the outcomes are grouped. */
  withinWorkingDays: number;
  /** `null`: too few people to show. */
  people: Folded<AnswerBucket> | null;
  /** The median waiting time. `null`: too few people. */
  seconds: number | null;
  services: Waits[];
};
/** Days as they were typed. */
export type AskedRange = { from: string | null; to: string | null };

/** Where people come from, what they do, and what is missing, for groups large enough to hide any person. */
export class GetInsightQuery {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  execute(asked: AskedRange): Promise<Insight> {
    return this.#parts.database.transaction((repositories) => readInsight(repositories, asked, this.#parts.clock()));
  }
}

export async function readInsight({ practice, insight }: Repositories, asked: AskedRange, now: Date): Promise<Insight> {
  const settings = await practice.settings();
  const { timeZone } = settings;
  const today = localDateOf(now, timeZone);
  const read = readRange(asked.from, asked.to, today);
  const problem = typeof read === "string" ? read : null;
  const range = typeof read === "string" ? usualRange(today) : read;
  const weeks = weeksOf(range).map((week) => ({
    days: week,
    span: {
      from: startOfLocalDate(week.from, timeZone),
      until: startOfLocalDate(addLocalDays(week.to, 1), timeZone),
    },
  }));

  async function measured(measure: InsightMeasure): Promise<MeasureInsight> {
    const told = await inTurn(weeks, async ({ days, span }) => {
      const counts = await insight.byDay(measure, span, timeZone);
      const total = [...counts.values()].reduce((sum, each) => sum + each, 0);
      return {
        periods: periodsOf(days, counts),
        services: foldSmall(await insight.largestBy("service", measure, span), total),
        sources: foldSmall(await insight.largestBy("source", measure, span), total),
      };
    });
    return {
      periods: told.flatMap(({ periods }) => periods),
      services: addUp(told.map(({ services }) => services)),
      sources: addUp(told.map(({ sources }) => sources)),
    };
  }
  async function inMessengers(step: MessengerStep) {
    const told = await inTurn(weeks, async ({ span }) => {
      const counts = await insight.byDay(step, span, timeZone);
      const total = [...counts.values()].reduce((sum, each) => sum + each, 0);
      return foldSmall(await insight.byMessenger(step, span), total);
    });
    return addUp(told);
  }
  async function answered(): Promise<AnswerInsight> {
    const told = await inTurn(weeks, ({ days, span }) => insight.answers(span, answerTerms(days, settings)));
    const people = addUp(told.map(foldBuckets));
    return { withinWorkingDays: settings.answerWithinWorkingDays, people, ...medianWaits(told) };
  }
  const measures = {
    views: await measured("views"),
    submits: await measured("submits"),
    clicks: await measured("clicks"),
  };
  const slugs = INSIGHT_MEASURES.flatMap((measure) => measures[measure].services?.groups ?? []);
  return {
    range,
    problem,
    measures,
    messengers: {
      clicks: await inMessengers("clicks"),
      starts: await inMessengers("starts"),
      submits: await inMessengers("submits"),
    },
    serviceTitles: await insight.titles([...new Set(slugs.flatMap(({ key }) => key ?? []))]),
    demand: await insight.demand(),
    answers: await answered(),
    offers: await readOffers(
      insight,
      weeks.map(({ span }) => span),
    ),
  };
}

function foldBuckets(week: Answered[]): Folded<AnswerBucket> | null {
  const people = (of: Answered[]) => of.reduce((sum, each) => sum + each.people, 0);
  const groups = ANSWER_BUCKETS.map((key) => ({ key, count: people(week.filter(({ bucket }) => bucket === key)) }));
  return foldSmall(groups, people(week));
}

/** Sequential: a transaction has one connection. */
async function inTurn<Each, Result>(all: Each[], work: (each: Each) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (const each of all) results.push(await work(each));
  return results;
}
