import {
  type DateRange,
  type Folded,
  foldSmall,
  INSIGHT_MEASURES,
  type InsightMeasure,
  type Period,
  periodsOf,
  type RangeProblem,
  readRange,
  usualRange,
} from "#app/domain/insight.ts";
import { addLocalDays, localDateOf, startOfLocalDate } from "#app/domain/local-time.ts";
import type { TimeWindow } from "#app/domain/waitlist-request.ts";
import type { Clock, Database, Repositories } from "../ports.ts";

export type MeasureInsight = {
  /** `null`: so few that nothing is shown; then there is nothing in any group either. */
  periods: Period[] | null;
  services: Folded | null;
  sources: Folded | null;
};
export type Insight = {
  range: DateRange;
  /** Why it is not the time that was asked for. */
  problem: RangeProblem | null;
  measures: Record<InsightMeasure, MeasureInsight>;
  serviceTitles: Map<string, string>;
  demand: { serviceId: string; serviceTitle: string; window: TimeWindow; people: number }[];
  answerTime: { people: number; seconds: number } | null;
};
/** Days as they were typed. */
export type AskedRange = { from: string | null; to: string | null };

/** Where people come from, what they do, and what is missing: of groups large enough for nobody to be found in them. */
export class GetInsightQuery {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  execute(asked: AskedRange): Promise<Insight> {
    return this.#parts.database.transaction((repositories) => insightOf(repositories, asked, this.#parts.clock()));
  }
}

export async function insightOf({ practice, insight }: Repositories, asked: AskedRange, now: Date): Promise<Insight> {
  const { timeZone } = await practice.settings();
  const today = localDateOf(now, timeZone);
  const read = readRange(asked.from, asked.to, today);
  const problem = typeof read === "string" ? read : null;
  const range = typeof read === "string" ? usualRange(today) : read;
  const span = {
    from: startOfLocalDate(range.from, timeZone),
    until: startOfLocalDate(addLocalDays(range.to, 1), timeZone),
  };

  async function measured(measure: InsightMeasure): Promise<MeasureInsight> {
    const days = await insight.byDay(measure, span, timeZone);
    const total = [...days.values()].reduce((sum, each) => sum + each, 0);
    return {
      periods: periodsOf(range, days),
      services: foldSmall(await insight.largestBy("service", measure, span), total),
      sources: foldSmall(await insight.largestBy("source", measure, span), total),
    };
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
    serviceTitles: await insight.titles([...new Set(slugs.flatMap(({ key }) => key ?? []))]),
    demand: await insight.demand(),
    answerTime: await insight.answerTime(span),
  };
}
