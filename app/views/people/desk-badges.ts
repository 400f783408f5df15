import type { LatestAnswer } from "#app/application/ports/people.ts";
import { deskChatCopy } from "#app/copy/desk-chat.ts";
import { peopleCopy } from "#app/copy/desk-people.ts";
import { isOverdue } from "#app/domain/people/operator-work.ts";
import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";
import { dateLabel } from "../dates.ts";

/** The state of a request in a few words, the most urgent first. */
export function badgesOf(request: WaitlistRequest, now: Date, timeZone: string): StateBadge[] {
  const { badges, statuses, reasons } = peopleCopy;
  const { status, closedReason, pausedAt, quarantinedAt, unreachableAt, leaveRequestedAt, repeatedAt } = request;
  const state = closedReason ? `${statuses.closed}: ${reasons[closedReason]}` : statuses[status];
  const open = status !== "closed";
  return [
    ...(isOverdue(request, now) ? [{ tone: "bad" as const, label: badges.overdue }] : []),
    ...(leaveRequestedAt && open ? [{ tone: "bad" as const, label: badges.leaving }] : []),
    ...(quarantinedAt ? [{ tone: "bad" as const, label: badges.quarantined }] : []),
    ...(unreachableAt ? [{ tone: "bad" as const, label: badges.unreachable[request.preferredContactMethod] }] : []),
    { tone: status === "contacted" ? ("good" as const) : ("neutral" as const), label: state },
    // An operator was in touch since, so nothing is left to ask.
    ...(repeatedAt && status === "new"
      ? [{ tone: "neutral" as const, label: badges.repeated(dateLabel(repeatedAt, timeZone)) }]
      : []),
    ...(pausedAt && open ? [{ tone: "neutral" as const, label: badges.paused }] : []),
  ];
}

/** What the person answered to a message through the bot. */
export function answerBadge({ message, answer }: LatestAnswer): StateBadge {
  return { tone: "good", label: peopleCopy.badges.answered(deskChatCopy.answer(message, answer)) };
}

export type StateBadge = { tone: BadgeTone; label: string };

export type BadgeTone = "neutral" | "good" | "bad";
