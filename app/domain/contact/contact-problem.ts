import type { Contact, TypedMethod } from "./contact.ts";

/** Why a text is no contact: another kind of text, or a wrong part. Specific enough for a helpful message. */
export type ContactProblem =
  | { reason: "missing" | "too-long" | "malformed" }
  /** The text is a contact of another method. */
  | { reason: "other-method"; method: TypedMethod }
  /** Two contacts in one field. */
  | { reason: "several" }
  /** A right contact, and words beside it that would be lost, as `words` quotes them. */
  | { reason: "words"; words: string }
  /** Russian letters among Latin ones; `letters` as they were typed, each once. */
  | { reason: "russian-letters"; letters: string }
  /** A name in Russian letters where only Latin ones can be. */
  | { reason: "russian-name" }
  | EmailProblem
  | PhoneProblem
  | TelegramProblem;

type EmailProblem = { reason: "no-at" | "space" };
type PhoneProblem =
  /** `count` digits were typed, but numbers with this prefix have `needed` digits. */
  | { reason: "digits"; count: number; needed: number }
  | { reason: "extension" }
  /** «+8»: Russia's code is 7. */
  | { reason: "plus-eight" }
  /** A number of another country, without «+»; `code` if the country is certain. */
  | { reason: "country-code"; code: string | null }
  /** No personal number: premium, shared cost, a pager, a service. */
  | { reason: "service-line" };
type TelegramProblem = { reason: "first-letter" | "underscores" | "bot" | "reserved" | "not-a-person" };

export type ParsedContact = { ok: true; contact: Contact } | { ok: false; problem: ContactProblem };

export const refused = (problem: ContactProblem): ParsedContact => ({ ok: false, problem });
export const accepted = (method: TypedMethod, value: string): ParsedContact => ({
  ok: true,
  contact: { method, value },
});
