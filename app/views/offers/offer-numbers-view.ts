import type { OfferInsight } from "#app/application/insight/read-offers.ts";
import { insightCopy } from "#app/copy/desk-insight.ts";
import { deskOffersCopy } from "#app/copy/desk-offers.ts";
import type { Folded } from "#app/domain/insight/insight.ts";
import { type AnsweredAs, OFFER_ANSWERS } from "#app/domain/insight/offer-numbers.ts";
import { STARTS_IN } from "#app/domain/offers/settings.ts";
import { OFFER_CHANNELS } from "#app/domain/offers/types.ts";
import { countIn, duration, oneDigit } from "./numbers.ts";

const words = insightCopy.offers;

/** `null` in a cell: no number of its own. */
export type AnswersRow = { id: string; name: string; counts: Record<AnsweredAs, number | null> };

export type OfferNumbersView = {
  /** `null`: no week can be shown. Empty: no hour was offered. */
  hours: { name: string; value: string }[] | null;
  channels: AnswersRow[];
  startsIn: AnswersRow[];
};

export function offerNumbersView(offers: OfferInsight): OfferNumbersView {
  return { hours: hourRows(offers), channels: channelRows(offers), startsIn: startRows(offers) };
}

function hourRows({ hours }: OfferInsight): OfferNumbersView["hours"] {
  if (hours === null) return null;
  const { freed, filled, offers, seconds } = hours;
  if (freed === 0) return [];
  return [
    { name: words.freed, value: String(freed) },
    { name: words.filled, value: words.filledValue(filled, percentOf(hours)) },
    { name: words.offers, value: offers === null ? words.noValue : oneDigit.format(offers) },
    { name: words.median, value: seconds === null ? words.noValue : duration(seconds) },
  ];
}

export const percentOf = ({ freed, filled }: { freed: number; filled: number }) => Math.round((filled / freed) * 100);

export const channelRows = ({ answers }: OfferInsight): AnswersRow[] =>
  answersBy(OFFER_CHANNELS, deskOffersCopy.channels, (answer) => answers[answer].channels);

export const startRows = ({ answers }: OfferInsight): AnswersRow[] =>
  answersBy(STARTS_IN, words.startsIn, (answer) => answers[answer].startsIn);

/** Every group with a number of its own, in a fixed order, then the rest. */
function answersBy<Key extends string>(
  keys: readonly Key[],
  names: Record<Key, string>,
  folded: (answer: AnsweredAs) => Folded<Key> | null,
): AnswersRow[] {
  const counts = (of: (answer: AnsweredAs) => number | null) => ({
    accepted: of("accepted"),
    declined: of("declined"),
    silent: of("silent"),
  });
  const rows = keys
    .map((key) => ({ id: key, name: names[key], counts: counts((answer) => countIn(folded(answer), key)) }))
    .filter((row) => OFFER_ANSWERS.some((answer) => row.counts[answer]));
  const rest = { id: "rest", name: insightCopy.rest, counts: counts((answer) => folded(answer)?.rest ?? null) };
  return OFFER_ANSWERS.some((answer) => rest.counts[answer]) ? [...rows, rest] : rows;
}
