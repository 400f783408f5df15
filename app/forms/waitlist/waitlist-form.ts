import { z } from "zod";
import { contactSlip } from "#app/copy/contact.ts";
import { copy } from "#app/copy/ru.ts";
import { either } from "#app/copy/words.ts";
import type { Messenger } from "#app/domain/chat/messenger.ts";
import { methodsFor, type TypedMethod } from "#app/domain/contact/contact.ts";
import { likelyMeant } from "#app/domain/contact/email-slip.ts";
import { parseContact } from "#app/domain/contact/read-contact.ts";
import { TIME_WINDOWS } from "#app/domain/waitlist-request.ts";
import { contactField } from "../contact-fields.ts";
import { fieldOf, HONEYPOT, INSTEAD_OF, SHOWN_DOCUMENTS, SURE } from "../field-names.ts";

const METHOD = "preferred_contact_method";
const emailOf = (offered: readonly TypedMethod[]) =>
  z.object({ [METHOD]: z.literal("email"), contact_email: contactField("email", offered) });
const phoneOf = (offered: readonly TypedMethod[]) =>
  z.object({ [METHOD]: z.literal("phone"), contact_phone: contactField("phone", offered) });
const telegramName = z.object({ [METHOD]: z.literal("telegram"), contact_telegram: contactField("telegram") });
const { missing, missingWithoutTelegram } = copy.errors.method;

/** One method and one contact: of the inputs only the chosen one counts. */
export const chosenContact = z.discriminatedUnion(
  METHOD,
  [emailOf(methodsFor(["telegram"])), phoneOf(methodsFor(["telegram"])), telegramName],
  { error: missing },
);
const withoutTelegram = z.discriminatedUnion(METHOD, [emailOf(methodsFor([])), phoneOf(methodsFor([]))], {
  error: missingWithoutTelegram,
});

/** The same where only these messengers are switched on. */
export const chosenContactFor = (messengers: readonly Messenger[]) =>
  messengers.includes("telegram") ? chosenContact : withoutTelegram;

/** The contact for the chosen method. */
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

function isSure(sent: unknown, address: string): boolean {
  const parsed = typeof sent === "string" ? parseContact("email", sent) : null;
  return parsed?.ok === true && parsed.contact.value === address;
}

const agreed = (communications: string) => ({
  consent_personal_data: z.literal("on", { error: copy.errors.consent.personalData }),
  consent_communications: z.literal("on", { error: communications }),
  [HONEYPOT]: z.unknown().optional(),
  [INSTEAD_OF]: z.unknown().optional(),
  [SURE]: z.unknown().optional(),
  [SHOWN_DOCUMENTS]: z.unknown().optional(),
});
const window = { preferred_time_window: z.enum(TIME_WINDOWS, { error: copy.errors.window.missing }) };

/** The question about a slip in an address, once. */
function askOfSlip(value: z.output<typeof chosenContact> & { [SURE]?: unknown }, context: z.RefinementCtx): void {
  if (value.preferred_contact_method !== "email") return;
  const address = value.contact_email.value;
  const meant = likelyMeant(address);
  if (meant === null || isSure(value[SURE], address)) return;
  context.addIssue({ code: "custom", message: contactSlip(meant), path: [fieldOf("email")] });
}

/** What the words may mention. `concierges`: the bots beside the form; `messengers`: those that are switched on. */
type Said = { concierges: readonly Messenger[]; messengers?: readonly Messenger[] };

function formsSaying({ concierges, messengers = ["telegram"] }: Said) {
  const { communications, communicationsWithConcierge } = copy.errors.consent;
  const chosen = chosenContactFor(messengers);
  const consents = agreed(concierges.length > 0 ? communicationsWithConcierge(either(concierges)) : communications);
  return {
    list: z.intersection(chosen, z.object({ ...window, ...consents })).superRefine(askOfSlip),
    hour: z.intersection(chosen, z.object(consents)).superRefine(askOfSlip),
  };
}

/** Each created once: Zod and Conform compile a schema at first use, which takes longer than the rest of a request. */
const forms = new Map<string, ReturnType<typeof formsSaying>>();
function formsFor(said: Said) {
  const name = JSON.stringify([said.concierges, said.messengers]);
  const known = forms.get(name) ?? formsSaying(said);
  forms.set(name, known);
  return known;
}

/** The waitlist's form as a browser sends it. */
export const waitlistForm = (said: Said) => formsFor(said).list;

/** The same without the window: the visitor asks for an hour. */
export const hourForm = (said: Said) => formsFor(said).hour;
