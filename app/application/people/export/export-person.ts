import type { Clock } from "#app/application/ports/clock.ts";
import { type Database, UndecryptableError } from "#app/application/ports/database.ts";
import { type StoredData, storedDataOf } from "#app/application/privacy/get-stored-data.ts";

export type PersonExport = { exportedAt: Date; requests: StoredData[] };
export type ExportOutcome =
  | { status: "exported"; data: PersonExport }
  | { status: "undecryptable" }
  | { status: "unknown" };

/** Everything stored about a person, for the practice to hand over. The audit log records who took it. */
export class ExportPersonUseCase {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  async execute({ requestId, operatorId }: { requestId: string; operatorId: string }): Promise<ExportOutcome> {
    const { database, clock } = this.#parts;
    try {
      return await database.transaction(async (repositories) => {
        const request = await repositories.waitlistRequests.find(requestId);
        if (!request) return { status: "unknown" };
        const exportedAt = clock();
        const persons = await repositories.desk.requestsOfPerson(request);
        const theirs = persons.filter(
          (each) => each.request.leadId === request.leadId || each.request.id === requestId,
        );
        const requests: StoredData[] = [];
        for (const each of theirs) requests.push(await storedDataOf(repositories, each.request, exportedAt));
        const subject = { kind: "request", id: requestId } as const;
        await repositories.deskAudit.record({ operatorId, action: "export", subject, at: exportedAt });
        return { status: "exported", data: { exportedAt, requests } };
      });
    } catch (error) {
      if (error instanceof UndecryptableError) return { status: "undecryptable" };
      throw error;
    }
  }
}
