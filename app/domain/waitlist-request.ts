import { CHANNELS, type RequestSource } from "./channel.ts";
import type { ContactMethod } from "./contact/contact.ts";
import { addWorkingDays, type WorkCalendar } from "./timetable/working-days.ts";
import type { Utm } from "./visit.ts";

export const TIME_WINDOWS = ["weekday_morning", "weekday_evening", "weekend", "any"] as const;
export type TimeWindow = (typeof TIME_WINDOWS)[number];

export const REQUEST_STATUSES = ["new", "contacted", "closed"] as const;
export type RequestStatus = (typeof REQUEST_STATUSES)[number];

export const CLOSED_REASONS = [
  "booked",
  "declined",
  "withdrawn",
  "expired",
  "duplicate",
  "spam",
  "not_reached",
  "found_other",
] as const;
export type ClosedReason = (typeof CLOSED_REASONS)[number];

/** A request lapses after this many days without a sign from the person. */
export const LAPSES_AFTER_DAYS = 90;
/** This many days before it lapses, people with e-mail are asked once. */
const ASKED_BEFORE_LAPSING_DAYS = 14;
const DAY = 24 * 60 * 60 * 1000;
const termFrom = (now: Date) => new Date(now.getTime() + LAPSES_AFTER_DAYS * DAY);

/** A person's request for free time. Its contact is not here: repositories store it encrypted. */
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
  /** An operator reached the person. */
  contactedAt: Date | null;
  closedAt: Date | null;
  /** The person wants no offers for now. A paused request lapses like any other. */
  pausedAt: Date | null;
  quarantinedAt: Date | null;
  /** Mail to this contact bounced or was rejected by its reader. */
  unreachableAt: Date | null;
  /** Somebody who knows the contact asked, without the private link, to remove it from the list. */
  leaveRequestedAt: Date | null;
  /** The person was asked whether the request still matters and has not answered yet. */
  renewalAskedAt: Date | null;
  /** The request was last repeated without proof of the contact, and its person has changed nothing since. */
  repeatedAt: Date | null;
  /** The window before such repeats changed it, offered until the person chooses one. */
  windowBeforeRepeat: TimeWindow | null;
  /** Increasing it revokes every private link sent before. */
  linkVersion: number;
};

type NewRequest = Pick<
  WaitlistRequest,
  "id" | "serviceId" | "leadId" | "preferredContactMethod" | "preferredTimeWindow" | "source" | "utm"
> & { suspect: boolean };

/** The practice's data from which a promise is computed. */
type Promising = { timeZone: string; answerWithinWorkingDays: number; calendar: WorkCalendar };
const promisedFrom = (now: Date, practice: Promising) =>
  addWorkingDays(now, practice.answerWithinWorkingDays, practice);

export function openRequest(request: NewRequest, practice: Promising, now: Date): WaitlistRequest {
  const { suspect, ...given } = request;
  return {
    ...given,
    status: "new",
    closedReason: null,
    createdAt: now,
    updatedAt: now,
    expiresAt: termFrom(now),
    answerBy: promisedFrom(now, practice),
    contactedAt: null,
    closedAt: null,
    pausedAt: null,
    quarantinedAt: suspect ? now : null,
    unreachableAt: null,
    leaveRequestedAt: null,
    renewalAskedAt: null,
    repeatedAt: null,
    windowBeforeRepeat: null,
    linkVersion: 1,
  };
}

/** A sign from the person that the request still matters: the term starts again. */
function touched(request: WaitlistRequest, now: Date): WaitlistRequest {
  return { ...request, updatedAt: now, expiresAt: termFrom(now), renewalAskedAt: null };
}

/** The last sign from the person that the request still matters: every sign starts the term again. */
export function lastSignOf({ expiresAt }: Pick<WaitlistRequest, "expiresAt">): Date {
  return new Date(expiresAt.getTime() - LAPSES_AFTER_DAYS * DAY);
}

/** A chat proves its owner. The public form and the API accept anybody's contact. */
const provesContact = (source: RequestSource): boolean => CHANNELS[source].inChat;

/**
 * The same contact asks again for the same service: the request stays one, with the newest window. A person who was
 * answered gets a new promise; one who still waits keeps the earlier promise. Without proof of the contact, a pause
 * and a wish to leave stay, and the previous window is kept so that it can be restored.
 */
export function repeatRequest(
  request: WaitlistRequest,
  repeat: { window: TimeWindow; source: RequestSource },
  practice: Promising,
  now: Date,
): WaitlistRequest {
  const asked = { ...touched(request, now), preferredTimeWindow: repeat.window };
  const before = request.windowBeforeRepeat ?? request.preferredTimeWindow;
  const waiting = provesContact(repeat.source)
    ? { ...asked, pausedAt: null, leaveRequestedAt: null, repeatedAt: null, windowBeforeRepeat: null }
    : { ...asked, repeatedAt: now, windowBeforeRepeat: before === repeat.window ? null : before };
  if (request.status !== "contacted") return waiting;
  return { ...waiting, status: "new", contactedAt: null, answerBy: promisedFrom(now, practice) };
}

export const REQUEST_CHANGES = ["window", "paused", "resumed", "renewed"] as const;
/** What a person may change of their own request. */
export type RequestChange =
  | { to: "window"; window: TimeWindow }
  | { to: Exclude<(typeof REQUEST_CHANGES)[number], "window"> };

/** A closed request does not change; a request that is already as wanted only renews its term. */
export function changeRequest(request: WaitlistRequest, change: RequestChange, now: Date): WaitlistRequest {
  if (request.status === "closed") return request;
  const renewed = { ...touched(request, now), repeatedAt: null };
  switch (change.to) {
    case "window":
      return { ...renewed, preferredTimeWindow: change.window, windowBeforeRepeat: null };
    case "paused":
      return { ...renewed, pausedAt: request.pausedAt ?? now };
    case "resumed":
      return { ...renewed, pausedAt: null };
    case "renewed":
      return renewed;
  }
}

/** The person of an open request may restore a window that a repeat changed, until they change something themselves. */
export function hasWindowToPutBack(request: WaitlistRequest): boolean {
  const { status, quarantinedAt, repeatedAt, windowBeforeRepeat } = request;
  return status !== "closed" && quarantinedAt === null && repeatedAt !== null && windowBeforeRepeat !== null;
}

/** A repeat without proof arrived after the person was last told of one. */
export function isRepeatUntold(request: WaitlistRequest, toldAt: Date | null): boolean {
  const { repeatedAt } = request;
  return hasWindowToPutBack(request) && repeatedAt !== null && (toldAt === null || repeatedAt > toldAt);
}

/** Marked for the operator: a wish by contact alone does not prove whose the contact is. */
export function requestLeave(request: WaitlistRequest, now: Date): WaitlistRequest {
  const { status, leaveRequestedAt, repeatedAt } = request;
  if (status === "closed") return request;
  // A repeat keeps the wish, so a later wish is a new one.
  if (leaveRequestedAt && !(repeatedAt && repeatedAt > leaveRequestedAt)) return request;
  return { ...request, leaveRequestedAt: now, updatedAt: now };
}

type OfferMarks = Pick<WaitlistRequest, "quarantinedAt" | "pausedAt" | "unreachableAt" | "leaveRequestedAt">;

/** Whether free time may be offered to the person. An answered request may be offered time again. */
export function mayBeOffered({ status, ...marks }: OfferMarks & Pick<WaitlistRequest, "status">): boolean {
  const { quarantinedAt, pausedAt, unreachableAt, leaveRequestedAt } = marks;
  return status !== "closed" && !quarantinedAt && !pausedAt && !unreachableAt && !leaveRequestedAt;
}

/** A request that lapses by the returned moment is asked about at `now`. */
export function asksUpTo(now: Date): Date {
  return new Date(now.getTime() + ASKED_BEFORE_LAPSING_DAYS * DAY);
}

/** At most once per term: only a sign from the person allows another question. */
export function askRenewal(request: WaitlistRequest, now: Date): WaitlistRequest {
  const due = request.status !== "closed" && request.renewalAskedAt === null && request.expiresAt <= asksUpTo(now);
  return due && request.expiresAt > now ? { ...request, renewalAskedAt: now, updatedAt: now } : request;
}

/** Without a sign in time the request closes, paused or not. */
export function lapseRequest(request: WaitlistRequest, now: Date): WaitlistRequest {
  return request.expiresAt <= now ? closeRequest(request, "expired", now) : request;
}

/** Closing is final and idempotent: the first reason stays. */
export function closeRequest(request: WaitlistRequest, reason: ClosedReason, now: Date): WaitlistRequest {
  if (request.status === "closed") return request;
  return { ...request, status: "closed", closedReason: reason, closedAt: now, updatedAt: now };
}

/** The hour that closed it was cancelled: the person waits again, from the first day on. A request that ended otherwise stays closed. */
export function returnToList(request: WaitlistRequest, now: Date): WaitlistRequest {
  return request.closedReason === "booked" ? reopened(request, now) : request;
}

/** The operator puts a closed request back, at its original place. Only the person can agree again to a consent that they withdrew. */
export function putBackInList(request: WaitlistRequest, now: Date): WaitlistRequest {
  return request.status === "closed" && request.closedReason !== "withdrawn" ? reopened(request, now) : request;
}

function reopened(request: WaitlistRequest, now: Date): WaitlistRequest {
  const status = request.contactedAt ? "contacted" : "new";
  return { ...touched(request, now), status, closedReason: null, closedAt: null, pausedAt: null };
}

/** Erased: closed, and every private link is dead. */
export function withoutContact(request: WaitlistRequest, now: Date): WaitlistRequest {
  const closed = closeRequest(request, request.quarantinedAt ? "spam" : "withdrawn", now);
  return { ...closed, linkVersion: closed.linkVersion + 1, updatedAt: now };
}
