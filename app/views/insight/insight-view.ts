import type { AnswerInsight, Insight } from "#app/application/insight/get-insight.ts";
import { insightCopy as words } from "#app/copy/desk-insight.ts";
import { messengers as names } from "#app/copy/words.ts";
import { ANSWER_BUCKETS } from "#app/domain/insight/answer-time.ts";
import {
  type DateRange,
  type Folded,
  INSIGHT_MEASURES,
  type InsightMeasure,
  MESSENGER_STEPS,
  type MessengerStep,
  weeksOf,
} from "#app/domain/insight/insight.ts";
import { daysBetween, type LocalDate } from "#app/domain/timetable/local-time.ts";
import { TIME_WINDOWS } from "#app/domain/waitlist-request.ts";
import { dateLabel } from "../dates.ts";
import { countIn, duration } from "../offers/numbers.ts";
import { type OfferNumbersView, offerNumbersView } from "../offers/offer-numbers-view.ts";

/** The number of Mondays that fit under a phone-wide chart. */
const TICKS = 5;

type Dimension = "services" | "sources";

/** The numbers for display. Dates are formatted here: a browser's format may differ from the server's. */
export function insightView(insight: Insight): InsightView {
  const { range, measures, demand, answers } = insight;
  const wanted = new Map(demand.map(({ serviceId, serviceTitle }) => [serviceId, serviceTitle]));
  return {
    range,
    days: words.days(label(range.from), label(range.to)),
    measures: INSIGHT_MEASURES.map((measure) => ({
      measure,
      periods: measures[measure].periods.map(({ from, to, count }) => ({
        label: from === to ? label(from) : `${label(from)} — ${label(to)}`,
        first: daysBetween(range.from, from),
        days: daysBetween(from, to) + 1,
        count,
      })),
    })),
    ticks: weeksOf(range)
      .filter((_, index, weeks) => index % Math.ceil(weeks.length / TICKS) === 0)
      .map(({ from }) => ({ day: daysBetween(range.from, from), label: shortLabel(from) })),
    services: groupRows(insight, "services"),
    sources: groupRows(insight, "sources"),
    messengers: messengerRows(insight),
    demand: [...wanted].map(([id, title]) => ({
      id,
      title,
      people: TIME_WINDOWS.map(
        (window) => demand.find((cell) => cell.serviceId === id && cell.window === window)?.people ?? null,
      ),
    })),
    answers: answersView(answers),
    offers: offerNumbersView(insight.offers),
  };
}

function answersView({ withinWorkingDays, people, seconds, services }: AnswerInsight): AnswersView {
  const median = (title: string, each: number) => ({ title, time: duration(each) });
  return {
    lead: words.answer.lead(withinWorkingDays),
    people: people && answerRows({ people, withinWorkingDays }),
    medians:
      seconds === null
        ? []
        : [median(words.answer.all, seconds), ...services.map((each) => median(each.title, each.seconds))],
  };
}

/** The outcomes with their numbers, then the rest. Impossible outcomes are omitted. */
export function answerRows({
  people,
  withinWorkingDays,
}: Pick<AnswerInsight, "people" | "withinWorkingDays">): AnswerRow[] {
  if (!people || (people.groups.length === 0 && people.rest === 0)) return [];
  const shown = ANSWER_BUCKETS.filter((bucket) => bucket !== "in_time" || withinWorkingDays > 1);
  const rows = shown.map((bucket) => ({
    id: bucket,
    name: words.answer.buckets[bucket],
    count: countIn(people, bucket),
  }));
  return people.rest === 0 ? rows : [...rows, { id: "rest", name: words.rest, count: people.rest }];
}

/** Every group with a number of its own in any measure, then the rest. */
export function groupRows({ measures, serviceTitles }: Insight, dimension: Dimension): GroupRow[] {
  const folded = (measure: InsightMeasure): Folded | null => measures[measure][dimension];
  const keys = INSIGHT_MEASURES.flatMap((measure) => folded(measure)?.groups.map(({ key }) => key) ?? []);
  const rows = [...new Set(keys)].map((key) => ({
    id: key === null ? "none" : `group ${key}`,
    name: nameOf(key),
    counts: counts((measure) => countIn(folded(measure), key)),
  }));
  const rest = { id: "rest", name: words.rest, counts: counts((measure) => folded(measure)?.rest ?? null) };
  return INSIGHT_MEASURES.some((measure) => folded(measure)?.rest) ? [...rows, rest] : rows;

  function nameOf(key: string | null): string {
    if (key === null) return dimension === "services" ? words.noService : words.noSource;
    return dimension === "services" ? (serviceTitles.get(key) ?? key) : key;
  }
}

/** A row for each messenger, those who asked on a page, and the rest. */
export function messengerRows({ messengers }: Pick<Insight, "messengers">): MessengerRow[] {
  const rowOf = (id: string, name: string, count: (step: MessengerStep) => number | null): MessengerRow => ({
    id,
    name,
    counts: { clicks: count("clicks"), starts: count("starts"), submits: count("submits") },
  });
  const keys = new Set(MESSENGER_STEPS.flatMap((step) => messengers[step]?.groups.map(({ key }) => key) ?? []));
  const rows = [...keys].map((key) =>
    rowOf(key ?? "page", key === null ? words.messengers.onPage : names[key], (step) => countIn(messengers[step], key)),
  );
  const rest = rowOf("rest", words.rest, (step) => messengers[step]?.rest ?? null);
  return MESSENGER_STEPS.some((step) => messengers[step]?.rest) ? [...rows, rest] : rows;
}

const counts = (of: (measure: InsightMeasure) => number | null): Record<InsightMeasure, number | null> => ({
  views: of("views"),
  submits: of("submits"),
  clicks: of("clicks"),
});

const shortDate = new Intl.DateTimeFormat("ru-RU", { day: "2-digit", month: "2-digit", timeZone: "UTC" });
const shortLabel = (date: LocalDate) => shortDate.format(new Date(`${date}T12:00:00Z`));
const label = (date: LocalDate) => dateLabel(new Date(`${date}T12:00:00Z`), "UTC");

/** `null`: its number is part of the rest. */
export type AnswerRow = { id: string; name: string; count: number | null };

export type AnswersView = {
  lead: string;
  /** `null`: too few to show. */
  people: AnswerRow[] | null;
  /** The total, then each service; empty where too few were answered. */
  medians: { title: string; time: string }[];
};

export type MessengerRow = { id: string; name: string; counts: Record<MessengerStep, number | null> };

/** `null` in a cell: no number of its own. */
export type GroupRow = { id: string; name: string; counts: Record<InsightMeasure, number | null> };

export type InsightView = {
  range: DateRange;
  days: string;
  measures: { measure: InsightMeasure; periods: DrawnPeriod[] }[];
  ticks: DayTick[];
  services: GroupRow[];
  sources: GroupRow[];
  messengers: MessengerRow[];
  demand: DemandRow[];
  answers: AnswersView;
  offers: OfferNumbersView;
};

/** Who waits for a service; `people` in the order of the windows, `null` where they are too few. */
export type DemandRow = { id: string; title: string; people: (number | null)[] };

/** `first` is the index of its first day in the shown range; a week of too few has no `count`. */
export type DrawnPeriod = { label: string; first: number; days: number; count: number | null };

/** A day label under the chart, by its index in the shown range. */
export type DayTick = { day: number; label: string };
