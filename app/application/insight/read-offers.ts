import type { InsightRepository, TimeSpan } from "#app/application/ports/insight.ts";
import { addUp, type Folded } from "#app/domain/insight/insight.ts";
import {
  type AnsweredAs,
  type FilledHours,
  type FreedHours,
  filledHours,
  foldAnswers,
  type OfferAnswers,
} from "#app/domain/insight/offer-numbers.ts";
import type { StartsIn } from "#app/domain/offers/settings.ts";
import type { OfferChannel } from "#app/domain/offers/types.ts";

/** `null`: too few to show. */
export type OfferInsight = {
  hours: FilledHours | null;
  answers: Record<AnsweredAs, { channels: Folded<OfferChannel> | null; startsIn: Folded<StartsIn> | null }>;
};

/** How freed hours found their people. Hours and their offers belong to the week in which the hour was freed. */
export async function readOffers(insight: InsightRepository, weeks: TimeSpan[]): Promise<OfferInsight> {
  const hours: FreedHours[] = [];
  const answers: OfferAnswers[][] = [];
  for (const week of weeks) {
    hours.push(await insight.freedHours(week));
    answers.push(await insight.offerAnswers(week));
  }
  const folded = (answer: AnsweredAs) => {
    const told = answers.map((week) => foldAnswers(week, answer));
    return {
      channels: addUp(told.map(({ channels }) => channels)),
      startsIn: addUp(told.map(({ startsIn }) => startsIn)),
    };
  };
  return {
    hours: filledHours(hours),
    answers: { accepted: folded("accepted"), declined: folded("declined"), silent: folded("silent") },
  };
}
