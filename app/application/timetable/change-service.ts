import { endOffersOfService } from "#app/application/offers/end-offers.ts";
import type { OfferParts } from "#app/application/offers/offer-journal.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { OperatorAct } from "#app/application/ports/team.ts";
import type { TimetableMemory } from "#app/application/ports/timetable.ts";
import type { KeptService, ServiceStatus } from "#app/domain/timetable/availability.ts";
import type { ServiceDraft } from "./create-service.ts";

/** Everything but the slug, which outside links use; or whether the service is offered at all. */
export type ServiceChange = { to: "edited"; draft: Omit<ServiceDraft, "slug"> } | { to: ServiceStatus };

export type ChangeServiceOutcome =
  | { status: "changed" }
  | { status: "unknown-service" }
  /** Somebody else was faster. Nothing was written; the present service and who changed it. */
  | { status: "changed-meanwhile"; service: KeptService; by: OperatorAct | null; timeZone: string };

const ACTIONS = { edited: "service_changed", archived: "service_archived", active: "service_restored" } as const;

type Parts = OfferParts & { database: Database; timetable: TimetableMemory };

/** The operator changes, archives or restores a service; visitors see it at once. */
export class ChangeServiceUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** `seenVersion`: the version that the operator saw when deciding. */
  async execute(command: {
    operatorId: string;
    serviceId: string;
    seenVersion: number;
    change: ServiceChange;
  }): Promise<ChangeServiceOutcome> {
    const { operatorId, serviceId, seenVersion, change } = command;
    const { database, timetable, clock } = this.#parts;
    try {
      return await database.transaction<ChangeServiceOutcome>(async (repositories) => {
        const { services, deskAudit, desk, practice } = repositories;
        const before = await services.hold(serviceId);
        if (!before) return { status: "unknown-service" };
        const after = changed(before, change);
        // A double submit asks for what is stored already.
        if (isSame(before, after)) return { status: "changed" };
        if (before.version !== seenVersion) {
          const { timeZone } = await practice.settings();
          return { status: "changed-meanwhile", service: before, by: await desk.lastActOn(serviceId), timeZone };
        }
        await services.update({ ...after, version: before.version + 1 });
        if (after.status === "archived" && before.status === "active")
          await endOffersOfService(repositories, this.#parts, serviceId);
        await deskAudit.record({
          operatorId,
          action: ACTIONS[change.to],
          subject: { kind: "service", id: serviceId },
          at: clock(),
          details: { service_slug: before.slug, status: after.status, ...differences(before, after) },
        });
        return { status: "changed" };
      });
    } finally {
      timetable.invalidate();
    }
  }
}

function changed(service: KeptService, change: ServiceChange): KeptService {
  return change.to === "edited" ? { ...service, ...change.draft } : { ...service, status: change.to };
}

function isSame(before: KeptService, after: KeptService): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

/** The names of the changed fields, and the change of its waitlist. */
function differences(before: KeptService, after: KeptService): Record<string, string> {
  const changed = [
    ...(before.title === after.title ? [] : ["title"]),
    ...(before.durationMinutes === after.durationMinutes ? [] : ["duration_minutes"]),
    ...(before.format === after.format ? [] : ["format"]),
    ...(before.bookingUrl === after.bookingUrl ? [] : ["booking_url"]),
    ...(before.bookWithoutAsking === after.bookWithoutAsking ? [] : ["book_without_asking"]),
  ];
  return {
    ...(changed.length > 0 ? { changed: changed.join(" ") } : {}),
    ...(before.waitlistOpen === after.waitlistOpen ? {} : { waitlist: after.waitlistOpen ? "open" : "paused" }),
  };
}
