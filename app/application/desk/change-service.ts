import type { KeptService, ServiceStatus } from "#app/domain/availability.ts";
import type { Clock, Database, TimetableMemory } from "../ports.ts";
import type { ServiceDraft } from "./create-service.ts";

/** Everything but the slug, by which links in other people's hands find the service; or whether it is offered at all. */
export type ServiceChange = { to: "edited"; draft: Omit<ServiceDraft, "slug"> } | { to: ServiceStatus };

export type ChangeServiceOutcome =
  | { status: "changed" }
  | { status: "unknown-service" }
  /** Somebody else was faster. Nothing was written; this is how the service stands now. */
  | { status: "changed-meanwhile"; service: KeptService };

const ACTIONS = { edited: "service_changed", archived: "service_archived", active: "service_changed" } as const;

type Parts = { database: Database; timetable: TimetableMemory; clock: Clock };

/** The operator changes a service, puts it into the archive or takes it out; visitors see it at once. */
export class ChangeServiceUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** `seenVersion`: the version that the operator looked at when deciding. */
  async execute(command: {
    operatorId: string;
    serviceId: string;
    seenVersion: number;
    change: ServiceChange;
  }): Promise<ChangeServiceOutcome> {
    const { operatorId, serviceId, seenVersion, change } = command;
    const { database, timetable, clock } = this.#parts;
    const outcome = await database.transaction<ChangeServiceOutcome>(async ({ services, deskAudit }) => {
      const before = await services.hold(serviceId);
      if (!before) return { status: "unknown-service" };
      const after = changed(before, change);
      // A form sent twice asks for what is so already.
      if (isSame(before, after)) return { status: "changed" };
      if (before.version !== seenVersion) return { status: "changed-meanwhile", service: before };
      await services.update({ ...after, version: before.version + 1 });
      await deskAudit.record({
        operatorId,
        action: ACTIONS[change.to],
        subject: { kind: "service", id: serviceId },
        at: clock(),
        details: { service_slug: before.slug, status: after.status },
      });
      return { status: "changed" };
    });
    timetable.invalidate();
    return outcome;
  }
}

function changed(service: KeptService, change: ServiceChange): KeptService {
  return change.to === "edited" ? { ...service, ...change.draft } : { ...service, status: change.to };
}

function isSame(before: KeptService, after: KeptService): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}
