import { z } from "zod";
import { copy } from "#app/copy/ru.ts";
import { TIME_WINDOWS } from "#app/domain/waitlist-request.ts";
import { contactField } from "#app/forms/contact-fields.ts";

/** Filled by programs only: people do not see it. */
export const HONEYPOT = "website_confirm";

/** One method and one contact: of the inputs only the chosen one counts. */
export const chosenContact = z.discriminatedUnion(
  "preferred_contact_method",
  [
    z.object({ preferred_contact_method: z.literal("email"), contact_email: contactField("email") }),
    z.object({ preferred_contact_method: z.literal("phone"), contact_phone: contactField("phone") }),
    z.object({ preferred_contact_method: z.literal("telegram"), contact_telegram: contactField("telegram") }),
  ],
  { error: copy.errors.method.missing },
);

/** The contact of whichever method was chosen. */
export function contactOf(value: z.output<typeof chosenContact>) {
  switch (value.preferred_contact_method) {
    case "email":
      return value.contact_email;
    case "phone":
      return value.contact_phone;
    case "telegram":
      return value.contact_telegram;
  }
}

const formSaying = (communications: string) =>
  chosenContact.and(
    z.object({
      preferred_time_window: z.enum(TIME_WINDOWS, { error: copy.errors.window.missing }),
      consent_personal_data: z.literal("on", { error: copy.errors.consent.personalData }),
      consent_communications: z.literal("on", { error: communications }),
      [HONEYPOT]: z.union([z.string(), z.array(z.string())]).optional(),
    }),
  );
/** Made once: Zod and Conform compile a schema when it is first used, which takes longer than the rest of a request. */
const FORMS = {
  concierge: formSaying(copy.errors.consent.communicationsWithConcierge),
  alone: formSaying(copy.errors.consent.communications),
};

/** The waitlist's form as a browser sends it. `concierge`: whether the words may point to Telegram. */
export function waitlistForm({ concierge }: { concierge: boolean }) {
  return concierge ? FORMS.concierge : FORMS.alone;
}
