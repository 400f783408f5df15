import { happened } from "#app/domain/lead.ts";
import type { Note } from "#app/domain/people/operator-work.ts";
import type { ActParts } from "./act-on-request.ts";
import { slugOf } from "./act-on-request.ts";

/** Adds a note from a short list. It changes nothing, so operators may add notes concurrently; a suspect has no timeline. */
export class AddNoteUseCase {
  readonly #parts: ActParts;

  constructor(parts: ActParts) {
    this.#parts = parts;
  }

  execute(command: {
    requestId: string;
    operatorId: string;
    note: Note;
  }): Promise<{ status: "done" } | { status: "unknown" }> {
    const { database, ids, clock } = this.#parts;
    const { requestId, operatorId, note } = command;
    return database.transaction(async (repositories) => {
      const request = await repositories.waitlistRequests.find(requestId);
      if (!request?.leadId) return { status: "unknown" };
      const at = clock();
      const properties = { service_slug: await slugOf(repositories, request), note };
      const noted = { name: "waitlist_noted", properties } as const;
      await repositories.timeline.append(happened(request, noted, "admin", { id: ids.uuid(), at }));
      const subject = { kind: "request", id: requestId } as const;
      await repositories.deskAudit.record({ operatorId, action: "note_added", subject, at, details: { note } });
      return { status: "done" };
    });
  }
}
