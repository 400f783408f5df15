import type { Messenger } from "#app/domain/chat/messenger.ts";
import type { Answered, AnswerTerms } from "#app/domain/insight/answer-time.ts";
import type { Group, InsightMeasure, MessengerStep } from "#app/domain/insight/insight.ts";
import type { FreedHours, OfferAnswers } from "#app/domain/insight/offer-numbers.ts";
import type { LocalDate } from "#app/domain/timetable/local-time.ts";
import type { TrackedView } from "#app/domain/tracking-event.ts";
import type { TimeWindow } from "#app/domain/waitlist-request.ts";

/** Page views, kept in memory and written in batches, so that counting never slows a page. */
export interface ViewBuffer {
  /** Throws for a property outside the closed list. */
  record(view: TrackedView): void;
}

/**
 * How many visits of one address are recorded. Visits beyond the limit get the same answer and are not counted.
 * Addresses are given by their prefix (IPv4 /32, IPv6 /64).
 */
export interface VisitLimits {
  /** `false`: over the limit of views and clicks per minute. */
  admitView(addressPrefix: string): boolean;
  /** `false`: over that limit, or over the limit of bot links per hour. */
  admitClick(addressPrefix: string): boolean;
}

/** From the first moment (inclusive) to the second (exclusive). */
export type TimeSpan = { from: Date; until: Date };

/** Numbers of the hours that were freed in a span, and of their offers. */
export interface OfferNumbers {
  /** Without hours that the operator gave away, or took off the list. */
  freedHours(span: TimeSpan): Promise<FreedHours>;
  offerAnswers(span: TimeSpan): Promise<OfferAnswers[]>;
}

/** Aggregated numbers. Groups under `SMALLEST_GROUP` leave the database only to be merged. */
export interface InsightRepository extends OfferNumbers {
  /** By the zone's days; days without any are omitted. */
  byDay(measure: InsightMeasure | MessengerStep, span: TimeSpan, timeZone: string): Promise<Map<LocalDate, number>>;
  /** The largest groups; the key is a slug, or a campaign mark as visitors sent it. */
  largestBy(group: "service" | "source", measure: InsightMeasure, span: TimeSpan): Promise<Group[]>;
  /** The messengers in which a step was taken, each with its number; `null`: a request that was made on a page. */
  byMessenger(step: MessengerStep, span: TimeSpan): Promise<Group<Messenger | null>[]>;
  /** How many people wait now. */
  demand(): Promise<{ serviceId: string; serviceTitle: string; window: TimeWindow; people: number }[]>;
  /**
   * The outcomes of the people who asked in this range, each counted once by their first request, by service in
   * the order of the services.
   */
  answers(span: TimeSpan, terms: AnswerTerms[]): Promise<Answered[]>;
  /** Titles by slug, including archived services. */
  titles(slugs: string[]): Promise<Map<string, string>>;
}
