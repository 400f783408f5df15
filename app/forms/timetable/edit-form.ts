import { z } from "zod";
import { timeCopy } from "#app/copy/desk-time.ts";
import { chosenServices, date, time } from "./time-form.ts";

const words = timeCopy.edit.errors;
const minutes = z.coerce
  .number({ error: words.minutes })
  .int(words.minutes)
  .min(5, words.minutes)
  .max(12 * 60, words.minutes);

/** Another time, length or services of one hour. `seen`: the hour when the form was drawn. */
export const editForm = z.object({
  date,
  time,
  minutes,
  pattern_service: chosenServices,
  seen: z.string({ error: timeCopy.errors.unreadable }),
});
