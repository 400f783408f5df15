import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { ViewBuffer, VisitLimits } from "#app/application/ports/insight.ts";
import { envelope, VIEW_DATE_RANGE } from "#app/domain/tracking-event.ts";
import type { Visit } from "#app/domain/visit.ts";

type Parts = { events: ViewBuffer; limits: Pick<VisitLimits, "admitView">; ids: Ids; clock: Clock };
type View = { serviceSlug: string; visit: Visit; addressPrefix: string };

/** Counts that a person saw that a service has no free time, up to the limit of their address. */
export class RecordViewUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  execute({ serviceSlug, visit, addressPrefix }: View): void {
    if (!this.#parts.limits.admitView(addressPrefix)) return;
    this.#parts.events.record({
      event_name: "show_no_slots",
      properties: { service_slug: serviceSlug, date_range: VIEW_DATE_RANGE },
      // Last: what is added to a spread object makes V8 keep it as a dictionary, which takes ten times as long.
      ...envelope({ id: this.#parts.ids.uuid(), now: this.#parts.clock(), source: "web", visit }),
    });
  }
}
