import { envelope, VIEW_DATE_RANGE, type Visit } from "#app/domain/tracking-event.ts";
import type { Clock, EventBuffer, Ids } from "./ports.ts";

/** Counts that a person saw that a service has no free time (AC-1). */
export class RecordViewUseCase {
  readonly #parts: { events: EventBuffer; ids: Ids; clock: Clock };

  constructor(parts: { events: EventBuffer; ids: Ids; clock: Clock }) {
    this.#parts = parts;
  }

  execute({ serviceSlug, visit }: { serviceSlug: string; visit: Visit }): void {
    this.#parts.events.record({
      event_name: "show_no_slots",
      properties: { service_slug: serviceSlug, date_range: VIEW_DATE_RANGE },
      // Last: what is added to a spread object makes V8 keep it as a dictionary, which takes ten times as long.
      ...envelope({ id: this.#parts.ids.uuid(), now: this.#parts.clock(), source: "web", visit }),
    });
  }
}
