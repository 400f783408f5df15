import { addresses } from "#app/addresses.ts";
import type { WaitingPlace } from "#app/application/ports/timetable.ts";
import type { AskedTime } from "#app/application/timetable/get-time-page.ts";
import { isLocalDate, type LocalDate } from "#app/domain/timetable/local-time.ts";
import { waitingPlace } from "#app/forms/timetable/time-form.ts";

/**
 * The timetable that an address asks for. `unknown`: the address names no valid day or week, so today's is shown.
 * `misplaced`: the position in the list of waiting people is invalid, so the list starts at the beginning.
 */
export function askedTime(search: URLSearchParams): { asked: AskedTime; unknown: boolean; misplaced: boolean } {
  const span = search.has("day") ? "day" : "week";
  const date = search.get(span);
  const unknown = date !== null && !isLocalDate(date);
  const [until, after] = [search.get("until"), waitingPlace.safeParse(search.get("after") ?? undefined)];
  const misplaced = !after.success || (until !== null && !isLocalDate(until));
  const place = misplaced ? { until: null, after: null } : { until, after: after.data ?? null };
  return {
    asked: { span, date: unknown ? null : date, serviceSlug: search.get("service"), ...place },
    unknown,
    misplaced,
  };
}

/** The same address for another day. */
export function timeHref(
  { span, serviceSlug }: Pick<AskedTime, "span" | "serviceSlug">,
  date: LocalDate | null,
): string {
  const search = new URLSearchParams();
  if (date !== null) search.set(span, date);
  if (serviceSlug !== null) search.set("service", serviceSlug);
  return `${addresses.desk.time()}?${search}`;
}

/** The address of the list of waiting people for slots until a day. `null` as a position: the beginning. */
export function waitingHref(href: string, until: LocalDate | null, place: WaitingPlace | null): string {
  const search = new URLSearchParams();
  if (until !== null) search.set("until", until);
  if (place !== null) search.set("after", `${place.createdAt.toISOString()}_${place.id}`);
  return `${href}&${search}#waiting`;
}
