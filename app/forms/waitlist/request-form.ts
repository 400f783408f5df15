import { z } from "zod";
import { copy } from "#app/copy/ru.ts";
import { TIME_WINDOWS } from "#app/domain/waitlist-request.ts";

const intent = <Intent extends string>(name: Intent) => z.object({ intent: z.literal(name) });

/** The buttons of a person's own page. */
export const requestForm = z.discriminatedUnion(
  "intent",
  [
    intent("window").extend({
      preferred_time_window: z.enum(TIME_WINDOWS, { error: copy.errors.window.missing }),
    }),
    intent("pause"),
    intent("resume"),
    intent("renew"),
    intent("release").extend({ booking: z.uuid({ error: copy.errors.unreadable }) }),
    intent("leave"),
    intent("stored"),
    intent("erase").extend({ confirmed: z.literal("yes", { error: copy.errors.unreadable }).optional() }),
  ],
  { error: copy.errors.unreadable },
);

/** A mail program's «Unsubscribe» post, without a cookie or an origin (RFC 8058, section 3.2). */
export function isOneClickUnsubscribe(form: FormData): boolean {
  return form.get("List-Unsubscribe") === "One-Click";
}
