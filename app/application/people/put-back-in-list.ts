import type { Repositories } from "#app/application/ports/database.ts";
import { putBackInList } from "#app/domain/waitlist-request.ts";
import {
  type ActCommand,
  type ActOutcome,
  type ActParts,
  actOnRequest,
  changedSince,
  slugOf,
} from "./act-on-request.ts";

/** `taken`: the person waits by another request, or their contact or consent is gone. `has-hour`: an hour of theirs is ahead. */
export type PutBackOutcome = ActOutcome | { status: "taken" } | { status: "has-hour" };

/** «Вернуть в лист»: a closed request waits again, at its original place, as long as its contact exists. */
export class PutBackInListUseCase {
  readonly #parts: ActParts;

  constructor(parts: ActParts) {
    this.#parts = parts;
  }

  execute(command: ActCommand): Promise<PutBackOutcome> {
    type Refused = Exclude<PutBackOutcome, ActOutcome>;
    return actOnRequest<Refused>(this.#parts, command, async (repositories, request, now) => {
      if (request.status !== "closed") return changedSince(repositories, request.id, command.seenAt);
      const again = putBackInList(request, now);
      if (again === request || !(await repositories.desk.canReopen(request))) return { status: "taken" };
      if (await hasHourAhead(repositories, request.id, now)) return { status: "has-hour" };
      await repositories.waitlistRequests.update(again);
      await repositories.line.mark(request.id, { askedToWaitAt: null, putFirst: null });
      const properties = { service_slug: await slugOf(repositories, request) };
      const audit = { action: "put_back", details: { reason: request.closedReason ?? "" } } as const;
      return { status: "done", audit, entry: { name: "waitlist_put_back", properties } };
    });
  }
}

async function hasHourAhead({ bookings, line }: Repositories, requestId: string, now: Date): Promise<boolean> {
  for (const { slotId, state } of await bookings.ofRequest(requestId)) {
    const slot = state === "cancelled" ? null : await line.findSlot(slotId);
    if (slot && slot.endsAt > now) return true;
  }
  return false;
}
