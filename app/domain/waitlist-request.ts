import type { ContactMethod } from "./contact.ts";
import type { Utm } from "./tracking-event.ts";
import { addWorkingDays } from "./working-days.ts";

export const TIME_WINDOWS = ["weekday_morning", "weekday_evening", "weekend", "any"] as const;
export type TimeWindow = (typeof TIME_WINDOWS)[number];

export const REQUEST_STATUSES = ["new", "contacted", "closed"] as const;
export type RequestStatus = (typeof REQUEST_STATUSES)[number];

export const CLOSED_REASONS = ["booked", "declined", "withdrawn", "expired", "duplicate", "spam"] as const;
export type ClosedReason = (typeof CLOSED_REASONS)[number];

export const REQUEST_SOURCES = ["web", "api", "telegram"] as const;
export type RequestSource = (typeof REQUEST_SOURCES)[number];

/** A request lapses after this many days without a sign that it still matters. */
export const LAPSES_AFTER_DAYS = 90;
const DAY = 24 * 60 * 60 * 1000;

/** Somebody waits for free time. The contact itself is not here: repositories keep it encrypted beside the row. */
export type WaitlistRequest = {
  id: string;
  serviceId: string;
  /** `null` only while quarantined: a suspect changes no other row. */
  leadId: string | null;
  preferredContactMethod: ContactMethod;
  preferredTimeWindow: TimeWindow;
  status: RequestStatus;
  closedReason: ClosedReason | null;
  source: RequestSource;
  utm: Utm;
  createdAt: Date;
  updatedAt: Date;
  expiresAt: Date;
  /** The practice promised an answer by this moment. */
  answerBy: Date;
  closedAt: Date | null;
  quarantinedAt: Date | null;
  /** Raising it revokes every private link sent before. */
  linkVersion: number;
};

type NewRequest = Pick<
  WaitlistRequest,
  "id" | "serviceId" | "leadId" | "preferredContactMethod" | "preferredTimeWindow" | "source" | "utm"
> & { suspect: boolean };

export function openRequest(
  request: NewRequest,
  practice: { timeZone: string; answerWithinWorkingDays: number },
  now: Date,
): WaitlistRequest {
  const { suspect, ...given } = request;
  return {
    ...given,
    status: "new",
    closedReason: null,
    createdAt: now,
    updatedAt: now,
    expiresAt: new Date(now.getTime() + LAPSES_AFTER_DAYS * DAY),
    answerBy: addWorkingDays(now, practice.answerWithinWorkingDays, practice.timeZone),
    closedAt: null,
    quarantinedAt: suspect ? now : null,
    linkVersion: 1,
  };
}

/** The same person asked again for the same service: still one request, with the newest window and a fresh term. */
export function repeatRequest(request: WaitlistRequest, window: TimeWindow, now: Date): WaitlistRequest {
  return {
    ...request,
    preferredTimeWindow: window,
    updatedAt: now,
    expiresAt: new Date(now.getTime() + LAPSES_AFTER_DAYS * DAY),
  };
}

/** Closing is final and idempotent: the first reason stays. */
export function closeRequest(request: WaitlistRequest, reason: ClosedReason, now: Date): WaitlistRequest {
  if (request.status === "closed") return request;
  return { ...request, status: "closed", closedReason: reason, closedAt: now, updatedAt: now };
}
