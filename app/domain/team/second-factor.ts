const MINUTE = 60 * 1000;

/** A seed that was shown and not confirmed expires after this time. */
const OFFER_LASTS_MINUTES = 60;

export function isOfferOver(madeAt: Date, now: Date): boolean {
  const age = now.getTime() - madeAt.getTime();
  return !(age >= 0 && age < OFFER_LASTS_MINUTES * MINUTE);
}
