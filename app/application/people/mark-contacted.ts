import { contactRequest } from "#app/domain/people/operator-work.ts";
import {
  type ActCommand,
  type ActOutcome,
  type ActParts,
  actOnRequest,
  changedSince,
  slugOf,
} from "./act-on-request.ts";

/** An operator reached the person. The person's own page shows it too. */
export class MarkContactedUseCase {
  readonly #parts: ActParts;

  constructor(parts: ActParts) {
    this.#parts = parts;
  }

  execute(command: ActCommand): Promise<ActOutcome> {
    return actOnRequest(this.#parts, command, async (repositories, request, now) => {
      const contacted = contactRequest(request, now);
      if (contacted === request) return changedSince(repositories, request.id, command.seenAt);
      await repositories.waitlistRequests.update(contacted);
      await repositories.jobs.enqueue([{ name: "tell-contacted", data: { requestId: request.id } }]);
      const properties = { service_slug: await slugOf(repositories, request) };
      return { status: "done", audit: { action: "contacted" }, entry: { name: "waitlist_contacted", properties } };
    });
  }
}
