import type { PutFirstReason } from "#app/domain/offers/types.ts";
import {
  type ActCommand,
  type ActOutcome,
  type ActParts,
  actOnRequest,
  changedSince,
  slugOf,
} from "./act-on-request.ts";

/** The operator puts a waiting person before everybody else when free time is offered, or back at their own place. */
export class PutFirstUseCase {
  readonly #parts: ActParts;

  constructor(parts: ActParts) {
    this.#parts = parts;
  }

  /** `reason`: `null` undoes it. The next round follows the new order. */
  execute({ reason, ...command }: ActCommand & { reason: PutFirstReason | null }): Promise<ActOutcome> {
    return actOnRequest(this.#parts, command, async (repositories, request, now) => {
      const { line } = repositories;
      const present = await line.putFirstOf(request.id);
      const waits = request.status !== "closed" && request.quarantinedAt === null;
      if (!waits || (reason === null) === (present === null))
        return changedSince(repositories, request.id, command.seenAt);
      await line.mark(request.id, { putFirst: reason && { at: now, reason } });
      const service_slug = await slugOf(repositories, request);
      if (reason === null)
        return {
          status: "done",
          audit: { action: "put_first_undone" },
          entry: { name: "waitlist_put_first_undone", properties: { service_slug } },
        };
      return {
        status: "done",
        audit: { action: "put_first", details: { reason } },
        entry: { name: "waitlist_put_first", properties: { service_slug, reason } },
      };
    });
  }
}
