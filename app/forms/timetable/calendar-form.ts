import { z } from "zod";
import { deskCalendarCopy, WORD_MAX_LENGTH } from "#app/copy/desk-calendar.ts";
import { isLocalDate } from "#app/domain/timetable/local-time.ts";

const words = deskCalendarCopy.errors;
const date = z.string({ error: words.date }).trim().refine(isLocalDate, words.date);

const daysOff = z
  .object({
    intent: z.literal("add"),
    from: date,
    until: date.optional(),
    word: z
      .string({ error: words.word })
      .transform((typed) => typed.replaceAll(/\s+/g, " ").trim())
      .refine((word) => word.length <= WORD_MAX_LENGTH, words.word)
      .optional(),
  })
  .refine(({ from, until }) => until === undefined || until >= from, { path: ["until"], error: words.untilBeforeFrom });

/** The forms of the page of working days. */
export const calendarForm = z.discriminatedUnion(
  "intent",
  [
    daysOff,
    z.object({ intent: z.literal("remove"), days_off: z.uuid({ error: words.unreadable }) }),
    z.object({ intent: z.literal("saturdays"), works: z.literal("yes").optional() }),
  ],
  { error: words.unreadable },
);
export type CalendarAct = z.output<typeof calendarForm>;
