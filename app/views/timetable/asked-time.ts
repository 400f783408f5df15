import type { WaitingPlace } from "#app/application/ports/timetable.ts";
import type { AskedTime } from "#app/application/timetable/get-time-page.ts";
import { isLocalDate, type LocalDate } from "#app/domain/timetable/local-time.ts";
import { waitingPlace } from "#app/forms/timetable/time-form.ts";

/**
 * What of the timetable an address asks for. `unknown`: it names a day or week that is none, and today's is shown.
 * `misplaced`: a place among those who wait that is none, and the first of them are shown.
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

/** The address of what is asked for, at another day. */
export function timeHref(
  { span, serviceSlug }: Pick<AskedTime, "span" | "serviceSlug">,
  date: LocalDate | null,
): string {
  const search = new URLSearchParams();
  if (date !== null) search.set(span, date);
  if (serviceSlug !== null) search.set("service", serviceSlug);
  return `/desk/time/?${search}`;
}

/** Where at an address those who wait are, for time until a day. `null` as a place: the first of them. */
export function waitingHref(href: string, until: LocalDate | null, place: WaitingPlace | null): string {
  const search = new URLSearchParams();
  if (until !== null) search.set("until", until);
  if (place !== null) search.set("after", `${place.createdAt.toISOString()}_${place.id}`);
  return `${href}&${search}#waiting`;
}
