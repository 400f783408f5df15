import type { Clock } from "#app/application/ports/clock.ts";
import type { ViewBuffer, VisitLimits } from "#app/application/ports/insight.ts";
import { viewOf } from "#app/domain/tracking-event.ts";
import type { Visit } from "#app/domain/visit.ts";

type Parts = { views: ViewBuffer; limits: Pick<VisitLimits, "admitView">; clock: Clock };
type View = { serviceSlug: string; visit: Visit; addressPrefix: string };

/** Counts that a person saw that a service has no free time, up to the limit of their address. */
export class RecordViewUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  execute({ serviceSlug, visit, addressPrefix }: View): void {
    const { limits, views, clock } = this.#parts;
    if (limits.admitView(addressPrefix)) views.record(viewOf({ serviceSlug, visit, now: clock() }));
  }
}
