import { z } from "zod";
import { timeCopy } from "#app/copy/desk-time.ts";
import { isLocalDate, isLocalTime, type LocalDate } from "#app/domain/timetable/local-time.ts";
import { weeklyDates } from "#app/domain/timetable/slot-plan.ts";

const words = timeCopy.errors;
/** The choice without a service: the slot suits any. */
export const ANY_SERVICE = "any";
export const WEEKDAYS = ["1", "2", "3", "4", "5", "6", "7"] as const;

const date = z.string({ error: words.date }).refine(isLocalDate, words.date);
/** Browsers may send seconds. */
const time = z
  .string({ error: words.time })
  .transform((typed) => typed.trim().replace(/^(\d\d:\d\d):00$/, "$1"))
  .refine(isLocalTime, words.time);
const service = z
  .union([z.literal(ANY_SERVICE), z.uuid()], { error: words.service })
  .transform((chosen) => (chosen === ANY_SERVICE ? null : chosen));
const slot = z.uuid({ error: words.unreadable });

/** `2026-11-25T20:59:59.999Z_<id>`: the last person of the previous page. */
export const waitingPlace = z
  .templateLiteral([z.iso.datetime({ precision: 3 }), "_", z.uuid()])
  .transform((text) => ({
    createdAt: new Date(text.slice(0, text.indexOf("_"))),
    id: text.slice(text.indexOf("_") + 1),
  }))
  .optional();

/** The days of a weekly pattern. */
export function datesOf({
  weekday,
  from,
  until,
}: {
  weekday: string[];
  from: LocalDate;
  until: LocalDate;
}): LocalDate[] {
  return weeklyDates(weekday.map(Number), from, until);
}

const listFirst = z.literal("yes").optional();

const pattern = z
  .object({
    intent: z.literal("pattern"),
    weekday: z.array(z.enum(WEEKDAYS), { error: words.weekdays }).min(1, words.weekdays),
    pattern_time: time,
    pattern_service: service,
    from: date,
    until: date,
    skip: z.literal("yes").optional(),
    pattern_list_first: listFirst,
  })
  .superRefine((value, context) => {
    const refuse = (message: string) => context.addIssue({ code: "custom", path: ["until"], message });
    if (value.until < value.from) refuse(words.untilBeforeFrom);
    else if (datesOf(value).length === 0) refuse(words.noDays);
  });

/** The buttons of the timetable. */
export const timeForm = z.discriminatedUnion(
  "intent",
  [
    z.object({ intent: z.literal("add"), date, time, service, list_first: listFirst }),
    pattern,
    z.object({ intent: z.literal("block"), slot }),
    z.object({ intent: z.literal("unblock"), slot }),
    z.object({ intent: z.literal("remove"), slot }),
  ],
  { error: words.unreadable },
);
