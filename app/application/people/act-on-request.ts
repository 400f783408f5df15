import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database, Repositories } from "#app/application/ports/database.ts";
import type { OperatorAct } from "#app/application/ports/team.ts";
import { happened, type TimelineEntry } from "#app/domain/lead.ts";
import type { DeskAuditAction } from "#app/domain/team/desk-audit.ts";
import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";

export type ActParts = { database: Database; ids: Ids; clock: Clock };
/** `seenAt`: the request's last change on the page where the operator decided. */
export type ActCommand = { requestId: string; seenAt: Date; operatorId: string };

export type Changed = { status: "changed"; by: OperatorAct | null };
/** `changed`: another operator or the person acted first, and nothing was done. */
export type ActOutcome = { status: "done" } | { status: "unknown" } | Changed;

type Done = {
  status: "done";
  audit: { action: DeskAuditAction; details?: Record<string, string> };
  /** The entry in the lead's timeline. */
  entry?: TimelineEntry;
};

/**
 * One act of an operator on one request, if it is still as the operator saw it. The change, the timeline and the audit
 * entry are written in one transaction.
 */
export async function actOnRequest<Refused extends { status: string } = never>(
  { database, ids, clock }: ActParts,
  { requestId, seenAt, operatorId }: ActCommand,
  work: (repositories: Repositories, request: WaitlistRequest, now: Date) => Promise<Done | Changed | Refused>,
): Promise<ActOutcome | Refused> {
  return database.transaction(async (repositories) => {
    const request = await repositories.waitlistRequests.hold(requestId);
    if (!request) return { status: "unknown" };
    if (request.updatedAt.getTime() !== seenAt.getTime()) return changedSince(repositories, requestId, seenAt);

    const now = clock();
    const outcome = await work(repositories, request, now);
    if (!isDone(outcome)) return outcome;
    const { audit, entry } = outcome;
    if (entry) {
      await repositories.timeline.append(happened(request, entry, "admin", { id: ids.uuid(), at: now }));
    }
    await repositories.deskAudit.record({ ...audit, operatorId, subject: { kind: "request", id: requestId }, at: now });
    return { status: "done" };
  });
}

export async function changedSince({ desk }: Repositories, requestId: string, since: Date): Promise<Changed> {
  return { status: "changed", by: await desk.lastActSince(requestId, since) };
}

/** The slug of a request's service for timelines and events. */
export async function slugOf({ practice }: Repositories, { serviceId }: WaitlistRequest): Promise<string> {
  const { service } = await practice.serviceOf(serviceId);
  return service.slug;
}

const isDone = (outcome: { status: string }): outcome is Done => outcome.status === "done";
