import type { Answered, AnswerTerms } from "#app/domain/insight/answer-time.ts";
import type { Group, InsightMeasure } from "#app/domain/insight/insight.ts";
import type { LocalDate } from "#app/domain/timetable/local-time.ts";
import type { TrackingEvent } from "#app/domain/tracking-event.ts";
import type { TimeWindow } from "#app/domain/waitlist-request.ts";

/** Page views, kept in memory and written in batches, so that counting never slows a page. */
export interface ViewBuffer {
  record(event: TrackingEvent): void;
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

/** What happened, in numbers. Groups of fewer than `SMALLEST_GROUP` never leave the database, but for those to be folded. */
export interface InsightRepository {
  /** By the zone's days; days without any are left out. */
  byDay(measure: InsightMeasure, span: TimeSpan, timeZone: string): Promise<Map<LocalDate, number>>;
  /** The largest groups; the key is a slug, or the mark of a campaign as visitors sent it. */
  largestBy(group: "service" | "source", measure: InsightMeasure, span: TimeSpan): Promise<Group[]>;
  /** How many people wait just now. */
  demand(): Promise<{ serviceId: string; serviceTitle: string; window: TimeWindow; people: number }[]>;
  /**
   * The outcomes of the people who asked in this range, each counted once by their first request, by service in
   * the order of the services.
   */
  answers(span: TimeSpan, terms: AnswerTerms[]): Promise<Answered[]>;
  /** Titles by slug, including archived services. */
  titles(slugs: string[]): Promise<Map<string, string>>;
}
