import { subMonths } from "date-fns";

export const ERASURE_REASONS = ["requested", "retention"] as const;
/** The person asked for it, or the agreed term is over. */
export type ErasureReason = (typeof ERASURE_REASONS)[number];

/** Append-only evidence: how many rows of each table (or `outbox` files) lost their personal data. */
export type Erasure = {
  id: string;
  waitlistRequestId: string;
  reason: ErasureReason;
  destroyed: Record<string, number>;
  erasedAt: Date;
};

/** A contact is stored this long after its request closed; a suspect's, after it arrived. */
export const CONTACT_KEPT_DAYS = 30;
/** Whole calendar months. */
const EVENTS_KEPT_MONTHS = 13;
/** Providers repeat a webhook within days. */
const RECEIPTS_KEPT_DAYS = 30;

/**
 * What is left proves that the law was kept. Records of erasure are kept for three years
 * (RKN order 179 of 28.10.2022), and claims may come as late (Civil Code, art. 196). A month more, so that the clock of the
 * database, which refuses to delete such rows earlier, never disagrees with ours.
 */
const EVIDENCE_KEPT_MONTHS = 37;

const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * 24 * 60 * 60 * 1000);

/** Rows older than these moments are destroyed at `now`. */
export function retentionAt(now: Date) {
  return {
    contactsBefore: daysBefore(now, CONTACT_KEPT_DAYS),
    eventsBefore: subMonths(now, EVENTS_KEPT_MONTHS),
    evidenceBefore: subMonths(now, EVIDENCE_KEPT_MONTHS),
    receiptsBefore: daysBefore(now, RECEIPTS_KEPT_DAYS),
  };
}
