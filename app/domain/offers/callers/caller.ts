import type { ContactMethod } from "#app/domain/contact/contact.ts";
import { noticeBegins } from "../free-time.ts";
import { HOUR_MS } from "../settings.ts";
import type { OfferSettings } from "../types.ts";

/** Without consent a caller's contact is stored no longer than this. */
const CONSENT_WITHIN_DAYS = 7;

/** Somebody who called and has consented to nothing: a contact, a service and dates. No request, and not on the list. */
export type Caller = {
  /** The id that their request has once they consent. */
  id: string;
  serviceId: string;
  method: ContactMethod;
  createdAt: Date;
  /** Without consent they are destroyed then. */
  askedUntil: Date;
  /** The mail with the link was taken, or refused for good. */
  mailedAt: Date | null;
  mailFailedAt: Date | null;
  /** They consented: this is their request, and the contact is there alone. */
  requestId: string | null;
};

/** Until when consent is awaited, and the hour held: a week, or until the minimum notice before the start. */
export function consentUntil(startsAt: Date | null, settings: OfferSettings, now: Date): Date {
  const week = new Date(now.getTime() + CONSENT_WITHIN_DAYS * 24 * HOUR_MS);
  const notice = startsAt && noticeBegins(startsAt, settings);
  return notice && notice < week ? notice : week;
}

/** Their consent still counts. */
export const isAwaited = ({ requestId, askedUntil }: Caller, now: Date): boolean =>
  requestId === null && now < askedUntil;
