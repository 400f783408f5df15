import { undoLastAct } from "#app/domain/people/operator-work.ts";
import { type ActCommand, type ActOutcome, type ActParts, actOnRequest, slugOf } from "./act-on-request.ts";

/** `too-late`: the ten seconds are over. `taken`: the person has joined again meanwhile. */
export type UndoOutcome = ActOutcome | { status: "too-late" } | { status: "taken" };

/** Undoes an operator's last act and restores the request. */
export class UndoLastActUseCase {
  readonly #parts: ActParts;

  constructor(parts: ActParts) {
    this.#parts = parts;
  }

  execute(command: ActCommand): Promise<UndoOutcome> {
    type Refused = Exclude<UndoOutcome, ActOutcome>;
    return actOnRequest<Refused>(this.#parts, command, async (repositories, request, now) => {
      const before = undoLastAct(request, now);
      if (before === request) return { status: "too-late" };
      if (request.status === "closed" && !(await repositories.desk.canReopen(request))) return { status: "taken" };
      await repositories.waitlistRequests.update(before);
      const properties = { service_slug: await slugOf(repositories, request) };
      const audit = { action: "undone", details: { status: request.status } } as const;
      return { status: "done", audit, entry: { name: "waitlist_undone", properties } };
    });
  }
}
