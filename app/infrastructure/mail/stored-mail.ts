import { z } from "zod";
import type { MailKind, MailProps, StoredPromise } from "#app/domain/mail/mail.ts";
import { BOOKING_NEWS, OTHER_HOUR_NEWS } from "#app/domain/offers/hour-news.ts";
import { SERVICE_FORMATS } from "#app/domain/timetable/availability.ts";
import { TIME_WINDOWS } from "#app/domain/waitlist-request.ts";
import { readStored, type ShapeOf } from "#app/infrastructure/database/stored.ts";

const serviceTitle = z.string();
const preferredTimeWindow = z.enum(TIME_WINDOWS);

const moment = z.iso.datetime();
const storedPromise: ShapeOf<StoredPromise> = z.object({ at: moment, timeZone: z.string() });
const aboutHour = { serviceTitle, startsAt: moment, timeZone: z.string(), format: z.enum(SERVICE_FORMATS).nullable() };

const PROPS: { [Kind in MailKind]: ShapeOf<MailProps[Kind]> } = {
  confirmation: z.object({
    serviceTitle,
    preferredTimeWindow,
    answerWithinWorkingDays: z.number(),
    answerBy: storedPromise.nullable().default(null),
  }),
  leave_link: z.object({
    serviceTitle,
    // A row from before this field is about one request.
    others: z.array(z.object({ requestId: z.uuid(), serviceTitle })).default([]),
  }),
  renewal: z.object({ serviceTitle, preferredTimeWindow, expiresAt: z.iso.datetime(), timeZone: z.string() }),
  repeated: z.object({ serviceTitle }),
  offer: z.object({ ...aboutHour, offerId: z.uuid(), alsoAt: z.array(moment), holdsUntil: moment }),
  booking: z.object({
    ...aboutHour,
    about: z.enum(BOOKING_NEWS),
    hours: z.array(z.object({ uid: z.string(), startsAt: moment, endsAt: moment })),
    missing: z.array(moment).default([]),
    cancelUntil: moment,
    stamp: moment,
    sequence: z.int(),
  }),
  hour_news: z.object({
    about: z.enum(OTHER_HOUR_NEWS),
    serviceTitle,
    startsAt: moment,
    timeZone: z.string(),
    // A row from before this field holds nothing.
    until: moment.nullable().default(null),
  }),
  ask_to_wait: z.object({ serviceTitle }),
  operator_notice: z.object({}),
  leave_notice: z.object({}),
  hour_notice: z.object({}),
  exhausted_notice: z.object({}),
  answer_notice: z.object({}),
  channel_notice: z.object({}),
};

/** The props of a stored mail, as its kind needs them. Throws `StoredShapeError`. */
export function storedMailProps<Kind extends MailKind>(
  kind: Kind,
  row: { id: string; props: unknown },
): MailProps[Kind] {
  return readStored(PROPS[kind], row.props, { table: "mails", column: "props", id: row.id });
}
