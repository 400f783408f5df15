import { type SlotServices, servicesOfSlot } from "#app/domain/timetable/availability.ts";

/** The titles of the services that the slot is for. `any`: said of a slot for any service. */
export function servicesLabel(slot: SlotServices, titles: ReadonlyMap<string, string>, any: string): string {
  return (
    servicesOfSlot(slot)
      .flatMap((id) => titles.get(id) ?? [])
      .join(", ") || any
  );
}
