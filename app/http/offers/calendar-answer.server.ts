import type { OwnBooking } from "#app/application/offers/person/own-booking.ts";
import { versionOf } from "#app/application/offers/person/tell-about-hour.ts";
import { calendarFile } from "#app/infrastructure/offers/calendar-file.ts";

/** The calendar file of a booking, as a download that no cache keeps. */
export function calendarAnswer(booking: OwnBooking, now: Date, headers: Record<string, string>): Response {
  const hours = booking.hours.map(({ bookingId: uid, startsAt, endsAt }) => ({
    uid,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
  }));
  // The hour may have been moved since its mail, so the download counts as the newest version.
  const { filename, contentType, content } = calendarFile({ hours, ...versionOf(booking, "moved", now) });
  return new Response(content, {
    headers: {
      ...headers,
      "Content-Type": contentType,
      "Content-Disposition": `attachment; filename="${filename}"`,
    },
  });
}
