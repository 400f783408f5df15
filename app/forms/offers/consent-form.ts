import { z } from "zod";
import { copy } from "#app/copy/ru.ts";
import { TIME_WINDOWS } from "#app/domain/waitlist-request.ts";
import { SHOWN_DOCUMENTS } from "../field-names.ts";

const { consent, window, unreadable: error } = copy.errors;

const chosen = z.enum(TIME_WINDOWS, { error: window.missing });
const agree = z.object({
  intent: z.literal("agree"),
  consent_personal_data: z.literal("on", { error: consent.personalData }),
  consent_communications: z.literal("on", { error: consent.communications }),
  preferred_time_window: chosen.optional(),
  [SHOWN_DOCUMENTS]: z.unknown().optional(),
});
const refuse = z.object({ intent: z.literal("refuse") });

/** The answer of somebody whom the practice asked by a link, for whom an hour is kept. */
export const consentForHour = z.discriminatedUnion("intent", [agree, refuse], { error });

/** The same for the list, where the window is asked for. */
export const consentForList = z.discriminatedUnion(
  "intent",
  [agree.extend({ preferred_time_window: chosen }), refuse],
  { error },
);
