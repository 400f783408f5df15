import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { TimetableMemory } from "#app/application/ports/timetable.ts";
import type { KeptService, Service } from "#app/domain/timetable/availability.ts";

export type ServiceDraft = Omit<Service, "id">;

export type CreateServiceOutcome = { status: "created"; id: string } | { status: "slug-taken" };

type Parts = { database: Database; timetable: TimetableMemory; ids: Ids; clock: Clock };

/** The operator adds a service; visitors see it at once. */
export class CreateServiceUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** `slug-taken` also by an archived service: its links are still in use. */
  async execute({ operatorId, draft }: { operatorId: string; draft: ServiceDraft }): Promise<CreateServiceOutcome> {
    const { database, timetable, ids, clock } = this.#parts;
    try {
      return await database.transaction<CreateServiceOutcome>(async ({ services, deskAudit }) => {
        const service: KeptService = { ...draft, id: ids.uuid(), status: "active", version: 1 };
        if (!(await services.add(service))) return { status: "slug-taken" };
        await deskAudit.record({
          operatorId,
          action: "service_created",
          subject: { kind: "service", id: service.id },
          at: clock(),
          details: { service_slug: service.slug },
        });
        return { status: "created", id: service.id };
      });
    } finally {
      timetable.invalidate();
    }
  }
}
