import type { ContactMethod } from "#app/domain/contact/contact.ts";
import { isForService, type MeetingFormat, type ServiceFormat } from "#app/domain/timetable/availability.ts";
import { timeWindowsAt } from "#app/domain/timetable/slot-plan.ts";
import type { TimeWindow } from "#app/domain/waitlist-request.ts";
import { MINUTE_MS } from "./settings.ts";
import type { Booking, Candidate, Offer, OfferChannel, OfferedSlot, Rules, SkipReason } from "./types.ts";

/** `absent`: the request is closed or does not exist, so its person is no candidate. */
export type Standing = { kind: "eligible" } | { kind: "skipped"; reason: SkipReason } | { kind: "absent" };

/** A slot with all its offers and bookings, ended ones too. */
export type SlotHistory = { slot: OfferedSlot; offers: readonly Offer[]; bookings: readonly Booking[] };

/** Whether the slot may be offered to this person now, or the first reason against it. */
export function standingOf(candidate: Candidate, history: SlotHistory, rules: Rules): Standing {
  return standingIn(candidate, history, timeWindowsAt(history.slot.startsAt, rules.timeZone), rules);
}

function standingIn(candidate: Candidate, history: SlotHistory, windows: TimeWindow[], rules: Rules): Standing {
  const { request } = candidate;
  if (request.status === "closed" || request.quarantinedAt) return { kind: "absent" };
  const reason = mismatch(candidate, history.slot, windows) ?? hindrance(candidate) ?? before(candidate, history);
  if (reason) return { kind: "skipped", reason };
  if (candidate.busyUntil) return { kind: "skipped", reason: "open_offer" };
  // The cap is the last reason: nothing else prevents the offer, so the person is asked when nobody below the cap is left.
  return candidate.offersThisWeek >= rules.settings.weeklyCap
    ? { kind: "skipped", reason: "weekly_cap" }
    : { kind: "eligible" };
}

function mismatch(candidate: Candidate, slot: OfferedSlot, windows: TimeWindow[]): SkipReason | null {
  const { request, durationMinutes, format } = candidate;
  if (!isForService(slot, request.serviceId)) return "service";
  if (slot.endsAt.getTime() - slot.startsAt.getTime() < durationMinutes * MINUTE_MS) return "too_short";
  if (!windows.includes(request.preferredTimeWindow)) return "window";
  return format && slot.format && !formatSuits(format, slot.format) ? "format" : null;
}

const formatSuits = (wanted: MeetingFormat, offered: ServiceFormat) => offered === "hybrid" || offered === wanted;

function hindrance({ request, channel, mayBeWritten, askedToWaitAt }: Candidate): SkipReason | null {
  if (request.pausedAt || askedToWaitAt) return "paused";
  if (request.leaveRequestedAt) return "leave_wish";
  if (!mayBeWritten) return "consent_withdrawn";
  return channel === null ? "unreachable" : null;
}

function before({ request }: Candidate, { offers, bookings }: SlotHistory): SkipReason | null {
  if (bookings.some(({ requestId, state }) => requestId === request.id && state === "cancelled"))
    return "cancelled_this";
  return offers.some(({ requestId }) => requestId === request.id) ? "offered_before" : null;
}

/** People who were put first, in that order; then by longest wait. */
export function compareCandidates(a: Candidate, b: Candidate): number {
  const first = (each: Candidate) => each.putFirstAt?.getTime() ?? Number.POSITIVE_INFINITY;
  if (first(a) !== first(b)) return first(a) < first(b) ? -1 : 1;
  const waited = a.request.createdAt.getTime() - b.request.createdAt.getTime();
  if (waited !== 0) return waited;
  if (a.lostRound !== b.lostRound) return a.lostRound ? -1 : 1;
  return a.request.id < b.request.id ? -1 : Number(a.request.id > b.request.id);
}

export type InLine = { candidate: Candidate; standing: Standing };

/** The line as the preview and the journal show it: in asking order, each person with their standing. */
export function lineUp(candidates: readonly Candidate[], history: SlotHistory, rules: Rules): InLine[] {
  const windows = timeWindowsAt(history.slot.startsAt, rules.timeZone);
  return candidates
    .toSorted(compareCandidates)
    .map((candidate) => ({ candidate, standing: standingIn(candidate, history, windows, rules) }))
    .filter(({ standing }) => standing.kind !== "absent");
}

/** The ways to reach a person. `chat`: the bot may write to them there. */
export type Reach = {
  method: ContactMethod;
  chat: Exclude<OfferChannel, "email" | "call"> | null;
  /** Messages to the contact came back or were not wanted. */
  unreachable: boolean;
  /** An operator found that the contact is not theirs. */
  wrongContact: boolean;
};

/** How a person is offered time. People who cannot be messaged keep their turn through a call; `null`: not reachable by a call either. */
export function channelOf({ method, chat, unreachable, wrongContact }: Reach): OfferChannel | null {
  if (wrongContact) return null;
  if (unreachable) return "call";
  return method === "email" ? "email" : (chat ?? "call");
}
