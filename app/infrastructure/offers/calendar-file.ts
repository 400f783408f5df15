import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import type { MailFile } from "#app/application/ports/mail.ts";
import { offersCopy } from "#app/copy/offers.ts";
import type { MailProps } from "#app/domain/mail/mail.ts";

type Given = Pick<MailProps["booking"], "hours" | "stamp" | "sequence">;

/**
 * An iCalendar file (RFC 5545) in UTC. Calendars are shared and shown on locked screens, so it names neither the practice nor
 * the person. The same hours give the same bytes.
 */
export function calendarFile({ hours, stamp, sequence }: Given): MailFile {
  const calendar = ical({ prodId: { company: "calendar", product: "hours" }, method: ICalCalendarMethod.PUBLISH });
  for (const { uid, startsAt, endsAt } of hours) {
    calendar.createEvent({
      id: uid,
      stamp: new Date(stamp),
      sequence,
      start: new Date(startsAt),
      end: new Date(endsAt),
      summary: offersCopy.calendarTitle,
      status: ICalEventStatus.CONFIRMED,
    });
  }
  // RFC 5545, 3.1: the last line ends with CRLF too.
  return { filename: "meeting.ics", contentType: "text/calendar; charset=utf-8", content: `${calendar}\r\n` };
}
