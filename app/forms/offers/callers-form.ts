import { z } from "zod";
import { callersCopy } from "#app/copy/consent.ts";
import { copy } from "#app/copy/ru.ts";
import { methodsFor, type TypedMethod } from "#app/domain/contact/contact.ts";
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
const METHOD = "preferred_contact_method";
const emailOf = (offered: readonly TypedMethod[]) =>
  z.object({ ...agreedOn, [METHOD]: z.literal("email"), contact_email: contactField("email", offered) });
const phoneOf = (offered: readonly TypedMethod[]) =>
  z.object({ ...agreedOn, [METHOD]: z.literal("phone"), contact_phone: contactField("phone", offered) });
const telegramName = z.object({
  ...agreedOn,
  [METHOD]: z.literal("telegram"),
  contact_telegram: contactField("telegram"),
});
const withTelegram = methodsFor(["telegram"]);
const without = methodsFor([]);
/** Who called, by one method, and what was agreed on. */
const ask = z.discriminatedUnion(METHOD, [emailOf(withTelegram), phoneOf(withTelegram), telegramName], {
  error: copy.errors.method.missing,
});
const askWithoutTelegram = z.discriminatedUnion(METHOD, [emailOf(without), phoneOf(without)], {
  error: copy.errors.method.missingWithoutTelegram,
});
const act = <Intent extends string>(intent: Intent) =>
  z.object({ intent: z.literal(intent), caller: z.uuid({ error: words.unreadable }) });

const acts = [act("reveal"), act("give_up")] as const;
const error = words.unreadable;
/** The buttons of the page. */
export const callersForm = z.discriminatedUnion("intent", [ask, ...acts], { error });

/** The same where Telegram is switched off: nobody is taken in by a name in it. */
export const callersFormWithoutTelegram = z.discriminatedUnion("intent", [askWithoutTelegram, ...acts], { error });
