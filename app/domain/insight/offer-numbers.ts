import { STARTS_IN, type StartsIn } from "../offers/settings.ts";
import { OFFER_CHANNELS, type OfferChannel } from "../offers/types.ts";
import { median } from "./answer-time.ts";
import { type Folded, foldSmall, SMALLEST_GROUP } from "./insight.ts";

/** What an offer came to. An offer that was withdrawn before its answer, and a call that nobody made, came to nothing. */
export const OFFER_ANSWERS = ["accepted", "declined", "silent"] as const;
export type AnsweredAs = (typeof OFFER_ANSWERS)[number];

/**
 * The hours freed in one week: how many, how many of them a person of the list took by an offer, the offers those took, and from
 * freed to taken in seconds.
 */
export type FreedHours = { freed: number; filled: number; offers: number; seconds: number[] };

/** Offers of one week's hours with an answer, by how and how long before the start they were made. */
export type OfferAnswers = { channel: OfferChannel; startsIn: StartsIn; answer: AnsweredAs; count: number };

/** `offers`: of each filled hour on average. `null`: no hour was filled. */
export type FilledHours = { freed: number; filled: number; offers: number | null; seconds: number | null };

/**
 * The sum over the weeks. An hour that was taken is a person: a week in which one to four were taken adds nothing. `null`: no week
 * can be shown.
 */
export function filledHours(weeks: FreedHours[]): FilledHours | null {
  const told = weeks.filter(({ filled }) => filled === 0 || filled >= SMALLEST_GROUP);
  if (told.length === 0) return null;
  const sum = (of: (week: FreedHours) => number) => told.reduce((all, week) => all + of(week), 0);
  const filled = sum((week) => week.filled);
  return {
    freed: sum(({ freed }) => freed),
    filled,
    offers: filled === 0 ? null : sum(({ offers }) => offers) / filled,
    seconds: median(told.flatMap(({ seconds }) => seconds)),
  };
}

/** The answers of one kind in a week by channel and by the time to the start, small groups folded. */
export function foldAnswers(week: OfferAnswers[], answer: AnsweredAs) {
  const these = week.filter((each) => each.answer === answer);
  const sum = (of: OfferAnswers[]) => of.reduce((all, { count }) => all + count, 0);
  const folded = <Key>(keys: readonly Key[], keyOf: (each: OfferAnswers) => Key): Folded<Key> | null =>
    foldSmall(
      keys.map((key) => ({ key, count: sum(these.filter((each) => keyOf(each) === key)) })),
      sum(these),
    );
  return {
    channels: folded(OFFER_CHANNELS, ({ channel }) => channel),
    startsIn: folded(STARTS_IN, ({ startsIn }) => startsIn),
  };
}
