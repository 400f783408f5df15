import { type ClosedReason, REQUEST_STATUSES, type RequestStatus, type WaitlistRequest } from "../waitlist-request.ts";

/** The statuses that an operator may filter by. `open`: every request that is not closed. */
export const LIST_STATUSES = [...REQUEST_STATUSES, "open"] as const;
export type ListStatus = (typeof LIST_STATUSES)[number];
export const OPEN_STATUSES = ["new", "contacted"] as const satisfies readonly RequestStatus[];

/** Why an operator closes a request. Only the scheduler lets a request lapse. */
export const CLOSING_REASONS = [
  "booked",
  "declined",
  "found_other",
  "not_reached",
  "withdrawn",
  "duplicate",
  "spam",
] as const satisfies readonly ClosedReason[];
export type ClosingReason = (typeof CLOSING_REASONS)[number];

/** Notes that an operator may add. Chosen from a list, never typed, so that no health data is stored. */
export const NOTES = ["no_answer", "call_tomorrow", "wrong_contact", "thinking", "offered_time"] as const;
export type Note = (typeof NOTES)[number];

/** How long an operator may undo an act, in milliseconds. */
export const UNDO_MS = 10_000;

/** Somebody reached the person. A suspect must be reviewed first; a closed or contacted request stays as it is. */
export function contactRequest(request: WaitlistRequest, now: Date): WaitlistRequest {
  if (request.status !== "new" || request.quarantinedAt) return request;
  return { ...request, status: "contacted", contactedAt: now, updatedAt: now };
}

/**
 * The person answered what the practice wrote to them: that message was the answer that it had promised. A request that was answered
 * before keeps its moment.
 */
export function answeredInChat(request: WaitlistRequest, writtenAt: Date, now: Date): WaitlistRequest {
  const contacted = contactRequest(request, writtenAt);
  return contacted === request ? request : { ...contacted, updatedAt: now };
}

/**
 * The request with another contact. A mail to a wrong address that works may have reached a stranger, so its private link ends at once.
 * It stays where nobody read it, since the mail bounced, and where the old address is the person's own and is kept beside.
 */
export function contactCorrected(request: WaitlistRequest, old: "replaced" | "beside", now: Date): WaitlistRequest {
  const isRead = request.preferredContactMethod === "email" && request.unreachableAt === null;
  const ends = old === "replaced" && isRead;
  return { ...request, linkVersion: request.linkVersion + (ends ? 1 : 0), updatedAt: now };
}

/**
 * Until when the operator's last act can be undone; `null` if there is none, or something happened since.
 * A person's own withdrawal, a lapsed term and an erasure (which raises the link's version) cannot be undone.
 */
export function undoableUntil({
  status,
  closedReason,
  closedAt,
  contactedAt,
  updatedAt,
  linkVersion,
}: WaitlistRequest): Date | null {
  if (linkVersion > 1) return null;
  const closedByOperator = status === "closed" && closedReason !== "withdrawn" && closedReason !== "expired";
  const acted = closedByOperator ? closedAt : status === "contacted" ? contactedAt : null;
  return acted && acted.getTime() === updatedAt.getTime() ? new Date(acted.getTime() + UNDO_MS) : null;
}

/** The request before the last act, or unchanged when that act can no longer be undone. */
export function undoLastAct(request: WaitlistRequest, now: Date): WaitlistRequest {
  const until = undoableUntil(request);
  if (!until || now > until) return request;
  if (request.status === "contacted") return { ...request, status: "new", contactedAt: null, updatedAt: now };
  const status = request.contactedAt ? "contacted" : "new";
  return { ...request, status, closedReason: null, closedAt: null, updatedAt: now };
}

/** Not spam after all: the request becomes active and keeps the promise that its person was given. */
export function releaseRequest(request: WaitlistRequest, leadId: string, now: Date): WaitlistRequest {
  if (!request.quarantinedAt || request.status === "closed") return request;
  return { ...request, quarantinedAt: null, leadId, updatedAt: now };
}

/** The request is active and its promised moment has passed. A paused request is never overdue. */
export function isOverdue(
  { status, answerBy, pausedAt }: Pick<WaitlistRequest, "status" | "answerBy" | "pausedAt">,
  now: Date,
): boolean {
  return status === "new" && pausedAt === null && answerBy < now;
}
