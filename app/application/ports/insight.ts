import type { Answered, AnswerTerms } from "#app/domain/insight/answer-time.ts";
import type { Group, InsightMeasure } from "#app/domain/insight/insight.ts";
import type { LocalDate } from "#app/domain/timetable/local-time.ts";
import type { TrackingEvent } from "#app/domain/tracking-event.ts";
import type { TimeWindow } from "#app/domain/waitlist-request.ts";

/** Views and clicks: buffered and written in batches, so that counting never slows a page. */
export interface ViewBuffer {
  record(event: TrackingEvent): void;
}

/**
 * How much one address may cause to be written down of its visits. Beyond it visits are answered alike and not counted.
 * Addresses are given by their prefix (IPv4 /32, IPv6 /64).
 */
export interface VisitLimits {
  /** `false`: beyond the limit of views and clicks in a minute. */
  admitView(addressPrefix: string): boolean;
  /** `false`: beyond that limit, or beyond the one of links into the bot in an hour. */
  admitClick(addressPrefix: string): boolean;
}

/** From the first moment to before the second. */
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
   * What became of the people who asked in this time, each counted once by their first request in it, by service in
   * the order of the services.
   */
  answers(span: TimeSpan, terms: AnswerTerms[]): Promise<Answered[]>;
  /** Titles by slug, of archived services too. */
  titles(slugs: string[]): Promise<Map<string, string>>;
}
