import { closeRequest, type WaitlistRequest } from "./waitlist-request.ts";

/**
 * Its sender has corrected the contact: the request closes if nobody has acted on it since it was made. Who repeated, renewed or
 * answered it may be the owner of the contact, or an operator who reached them.
 */
export function closeMistyped(request: WaitlistRequest, now: Date): WaitlistRequest {
  const { status, quarantinedAt, createdAt, updatedAt } = request;
  const untouched = status === "new" && quarantinedAt === null && updatedAt.getTime() === createdAt.getTime();
  return untouched ? closeRequest(request, "duplicate", now) : request;
}
