import { addresses } from "#app/addresses.ts";
import type { AskedConsent } from "#app/application/offers/callers/get-consent-page.ts";
import { hourWords, untilWords, zoneWords } from "#app/copy/hours.ts";
import { offersCopy } from "#app/copy/offers.ts";
import { minutes } from "#app/copy/ru.ts";
import type { Fact } from "#app/views/offers/offer-view.ts";

export type ConsentView = { action: string; facts: Fact[]; forHour: boolean; until: string };

/** What a caller is asked to agree to, for display. */
export function consentView({ service, startsAt, timeZone, until }: AskedConsent, token: string): ConsentView {
  const zone = startsAt && zoneWords(startsAt, timeZone);
  const ofHour = startsAt === null ? [] : [{ term: offersCopy.when, value: hourWords(startsAt, timeZone) }];
  return {
    action: addresses.consent(token),
    facts: [
      { term: offersCopy.service, value: `${service.title}, ${minutes(service.durationMinutes)}` },
      ...ofHour,
      ...(zone === null ? [] : [{ term: offersCopy.timeZone, value: zone }]),
      { term: offersCopy.format, value: offersCopy.formats[service.format] },
    ],
    forHour: startsAt !== null,
    until: untilWords(until, timeZone),
  };
}
