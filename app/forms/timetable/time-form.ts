import { z } from "zod";
import { timeCopy } from "#app/copy/desk-time.ts";
import { isLocalDate, isLocalTime, type LocalDate } from "#app/domain/timetable/local-time.ts";
import { SLOT_CHANGES, weeklyDates } from "#app/domain/timetable/slot-plan.ts";
import { REST_REASONS } from "#app/domain/timetable/timetable-change.ts";

const words = timeCopy.errors;
/** The choice without a service: the slot suits any. */
export const ANY_SERVICE = "any";
export const WEEKDAYS = ["1", "2", "3", "4", "5", "6", "7"] as const;

export const date = z.string({ error: words.date }).refine(isLocalDate, words.date);
/** A session every so many minutes. */
export const EVERY = { min: 5, max: 12 * 60, usual: 60 };
/** Browsers may send seconds. */
export const time = z
  .string({ error: words.time })
  .transform((typed) => typed.trim().replace(/^(\d\d:\d\d):00$/, "$1"))
  .refine(isLocalTime, words.time);
const service = z
  .union([z.literal(ANY_SERVICE), z.uuid()], { error: words.service })
  .transform((chosen) => (chosen === ANY_SERVICE ? null : chosen));
const slot = z.uuid({ error: words.unreadable });
/** As an end, the end of the day. */
const MIDNIGHT = "00:00";

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

/** Several services at once; any service is all of them. */
export const chosenServices = z
  .array(service, { error: words.services })
  .min(1, words.services)
  .transform((chosen) => {
    const named = [...new Set(chosen)].filter((id) => id !== null);
    const [serviceId = null, ...otherServiceIds] = named.length < new Set(chosen).size ? [] : named;
    return { serviceId, otherServiceIds };
  });
const everyMinutes = z.coerce
  .number({ error: words.every })
  .int(words.every)
  .min(EVERY.min, words.every)
  .max(EVERY.max, words.every)
  .default(EVERY.usual);

const listFirst = z.literal("yes").optional();

/** `preview`: nothing is opened. */
const patternOf = <Intent extends "pattern" | "preview">(intent: Intent) =>
  z
    .object({
      intent: z.literal(intent),
      weekday: z.array(z.enum(WEEKDAYS), { error: words.weekdays }).min(1, words.weekdays),
      pattern_time: time,
      pattern_end: time.optional(),
      every: everyMinutes,
      pattern_service: chosenServices,
      from: date,
      until: date,
      skip: z.literal("yes").optional(),
      pattern_list_first: listFirst,
    })
    .superRefine((value, context) => {
      const refuse = (field: "until" | "pattern_end", message: string) =>
        context.addIssue({ code: "custom", path: [field], message });
      if (value.until < value.from) refuse("until", words.untilBeforeFrom);
      else if (datesOf(value).length === 0) refuse("until", words.noDays);
      const { pattern_time: start, pattern_end: end } = value;
      if (end !== undefined && end !== MIDNIGHT && end <= start) refuse("pattern_end", words.endBeforeStart);
    });

const range = z
  .object({
    intent: z.literal("range"),
    act: z.enum(SLOT_CHANGES, { error: words.unreadable }),
    range_from: date,
    range_until: date,
    reason: z.enum(REST_REASONS, { error: words.unreadable }).optional(),
  })
  .refine((value) => value.range_until >= value.range_from, { path: ["range_until"], error: words.untilBeforeFrom });

/** The buttons of the timetable. */
export const timeForm = z.discriminatedUnion(
  "intent",
  [
    z.object({ intent: z.literal("add"), date, time, service, list_first: listFirst }),
    patternOf("pattern"),
    patternOf("preview"),
    range,
    z.object({ intent: z.literal("undo"), change: z.uuid({ error: words.unreadable }) }),
    z.object({ intent: z.literal("block"), slot }),
    z.object({ intent: z.literal("unblock"), slot }),
    z.object({ intent: z.literal("remove"), slot }),
  ],
  { error: words.unreadable },
);

export type PatternFields = z.output<ReturnType<typeof patternOf>>;
