import { type Slot, servicesOfSlot } from "#app/domain/timetable/availability.ts";
import { daysBetween, localDateOf, localHourOf } from "#app/domain/timetable/local-time.ts";

/**
 * «Каждый вторник в 18:00»: the later slots of the same weekday, time, length and service on the practice's clock that are
 * free. In order of time; weeks without such a slot are left out.
 */
export function weeklySeries(first: Slot, slots: readonly Slot[], timeZone: string): Slot[] {
  const day = localDateOf(first.startsAt, timeZone);
  const hour = localHourOf(first.startsAt, timeZone);
  const length = lengthOf(first);
  const services = servicesOfSlot(first).join();
  return slots
    .filter(
      (slot) =>
        slot.startsAt > first.startsAt &&
        slot.status === "available" &&
        servicesOfSlot(slot).join() === services &&
        lengthOf(slot) === length &&
        localHourOf(slot.startsAt, timeZone) === hour &&
        daysBetween(day, localDateOf(slot.startsAt, timeZone)) % 7 === 0,
    )
    .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
}

const lengthOf = ({ startsAt, endsAt }: Slot) => endsAt.getTime() - startsAt.getTime();

/** The slots that accepting a series takes: those that still exist and are free. The confirmation names the `missing` ones. */
export type SeriesTaken = { slots: Slot[]; missing: Slot[] };

/** `isFree`: whether nobody else holds the slot; the offer's own filling keeps the series and does not count. */
export function seriesTaken(series: readonly Slot[], isFree: (slot: Slot) => boolean, now: Date): SeriesTaken {
  const ahead = series.filter(({ startsAt }) => startsAt > now);
  const stands = (slot: Slot) => slot.status === "available" && isFree(slot);
  return { slots: ahead.filter(stands), missing: ahead.filter((slot) => !stands(slot)) };
}
