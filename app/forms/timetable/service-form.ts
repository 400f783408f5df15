import { z } from "zod";
import { servicesCopy } from "#app/copy/desk-services.ts";
import { SERVICE_FORMATS, SERVICE_SLUG } from "#app/domain/timetable/availability.ts";

const words = servicesCopy.errors;
const DURATION = { min: 5, max: 480 };

/** As the URL standard serialises it, with room for a long name in Russian letters. */
const LONGEST_ADDRESS = 2_000;

/** Visitors follow it from our page: https only, without a password. Stored as browsers parse it. */
const bookingAddress = z
  .string({ error: words.bookingUrl })
  .trim()
  .refine((typed) => URL.canParse(typed), { error: words.bookingUrl, abort: true })
  .transform((typed) => new URL(typed))
  .refine(({ protocol, hostname }) => protocol === "https:" && hostname.includes("."), words.bookingUrl)
  .refine(({ username, password }) => username === "" && password === "", words.bookingUrl)
  .transform(({ href }) => href)
  .pipe(z.string().max(LONGEST_ADDRESS, words.bookingUrl));

/** A service's fields; an empty form field arrives as `undefined`. */
const fields = z.object({
  title: z.string({ error: words.title.missing }).trim().min(1, words.title.missing).max(80, words.title.tooLong),
  duration_minutes: z
    .string({ error: words.duration })
    .trim()
    .regex(/^\d{1,3}$/, words.duration)
    .transform(Number)
    .refine((minutes) => minutes >= DURATION.min && minutes <= DURATION.max, words.duration),
  format: z.enum(SERVICE_FORMATS, { error: words.format }),
  booking_url: bookingAddress.optional(),
  waitlist_open: z.enum(["yes", "no"], { error: words.waitlistOpen }),
  book_without_asking: z.literal("yes", { error: words.unreadable }).optional(),
});

const slug = z.string({ error: words.slug.missing }).trim().toLowerCase().regex(SERVICE_SLUG, words.slug.malformed);
const seen = z.object({
  version: z
    .string({ error: words.unreadable })
    .regex(/^\d{1,9}$/, words.unreadable)
    .transform(Number),
});

export const newServiceForm = fields.extend({ slug });
/** `version` is the one that the operator saw. */
export const serviceForm = z.discriminatedUnion(
  "intent",
  [
    fields.extend({ intent: z.literal("save"), ...seen.shape }),
    seen.extend({ intent: z.literal("archive") }),
    seen.extend({ intent: z.literal("restore") }),
  ],
  { error: words.unreadable },
);

/** The answers in domain terms. */
export function draftOf(value: z.output<typeof fields>) {
  return {
    title: value.title,
    durationMinutes: value.duration_minutes,
    format: value.format,
    bookingUrl: value.booking_url ?? null,
    waitlistOpen: value.waitlist_open === "yes",
    bookWithoutAsking: value.book_without_asking === "yes",
  };
}
