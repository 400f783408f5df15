import { type ClosedReason, REQUEST_STATUSES, type RequestStatus, type WaitlistRequest } from "#app/domain/waitlist-request.ts";

/** Whose requests an operator may list. `open`: whatever is not closed. */
export const LIST_STATUSES = [...REQUEST_STATUSES, "open"] as const;
export type ListStatus = (typeof LIST_STATUSES)[number];
export const OPEN_STATUSES = ["new", "contacted"] as const satisfies readonly RequestStatus[];

/** Why an operator closes a request. Lapsing is the scheduler's. */
export const CLOSING_REASONS = [
  "booked",
  "declined",
  "withdrawn",
  "duplicate",
  "spam",
] as const satisfies readonly ClosedReason[];
export type ClosingReason = (typeof CLOSING_REASONS)[number];

/** What an operator may note of a person: chosen, never written, so that nothing of their health lands here. */
export const NOTES = ["no_answer", "call_tomorrow", "wrong_contact", "thinking", "offered_time"] as const;
export type Note = (typeof NOTES)[number];

/** An operator may take back what was just done for this long, in milliseconds. */
export const UNDO_MS = 10_000;

/** Somebody reached the person. A suspect is looked at first; what is closed or contacted stays. */
export function contactRequest(request: WaitlistRequest, now: Date): WaitlistRequest {
  if (request.status !== "new" || request.quarantinedAt) return request;
  return { ...request, status: "contacted", contactedAt: now, updatedAt: now };
}

/**
 * Until when the last act of an operator can be taken back; `null` when there is none, or when something happened since.
 * Whoever withdrew said so themselves, a term that ended is nobody's slip, and a person who was forgotten (which raises
 * the link's version) does not come back.
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

/** As it stood before the last act, or unchanged when that can no longer be taken back. */
export function undoLastAct(request: WaitlistRequest, now: Date): WaitlistRequest {
  const until = undoableUntil(request);
  if (!until || now > until) return request;
  if (request.status === "contacted") return { ...request, status: "new", contactedAt: null, updatedAt: now };
  const status = request.contactedAt ? "contacted" : "new";
  return { ...request, status, closedReason: null, closedAt: null, updatedAt: now };
}

/** Not spam after all: it waits like any other, with the promise that its person was given. */
export function releaseRequest(request: WaitlistRequest, leadId: string, now: Date): WaitlistRequest {
  if (!request.quarantinedAt || request.status === "closed") return request;
  return { ...request, quarantinedAt: null, leadId, updatedAt: now };
}

/** Waits, and the promised moment has passed. Who asked for a pause waits for no answer. */
export function isOverdue(
  { status, answerBy, pausedAt }: Pick<WaitlistRequest, "status" | "answerBy" | "pausedAt">,
  now: Date,
): boolean {
  return status === "new" && pausedAt === null && answerBy < now;
}
