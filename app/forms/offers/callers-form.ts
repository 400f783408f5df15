import { z } from "zod";
import { callersCopy } from "#app/copy/consent.ts";
import { copy } from "#app/copy/ru.ts";
import { contactField } from "#app/forms/contact-fields.ts";

const words = callersCopy.refusals;

/** The choice without an hour: the caller is to be on the list. */
export const LIST_ONLY = "list";

const agreedOn = {
  intent: z.literal("ask"),
  service: z.uuid({ error: words.service }),
  hour: z
    .union([z.literal(LIST_ONLY), z.uuid()], { error: words.hour })
    .transform((chosen) => (chosen === LIST_ONLY ? null : chosen)),
};
/** Who called, by one method, and what was agreed on. */
const ask = z.discriminatedUnion(
  "preferred_contact_method",
  [
    z.object({ ...agreedOn, preferred_contact_method: z.literal("email"), contact_email: contactField("email") }),
    z.object({ ...agreedOn, preferred_contact_method: z.literal("phone"), contact_phone: contactField("phone") }),
    z.object({
      ...agreedOn,
      preferred_contact_method: z.literal("telegram"),
      contact_telegram: contactField("telegram"),
    }),
  ],
  { error: copy.errors.method.missing },
);
const act = <Intent extends string>(intent: Intent) =>
  z.object({ intent: z.literal(intent), caller: z.uuid({ error: words.unreadable }) });

/** The buttons of the page. */
export const callersForm = z.discriminatedUnion("intent", [ask, act("reveal"), act("give_up")], {
  error: words.unreadable,
});
