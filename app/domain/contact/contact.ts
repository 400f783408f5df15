import { parsePhoneNumberFromString } from "libphonenumber-js/min";

export const CONTACT_METHODS = ["email", "phone", "telegram"] as const;
export type ContactMethod = (typeof CONTACT_METHODS)[number];

/** One way to reach a person. `value` is normalised: lower-case e-mail, E.164 phone, lower-case Telegram name without `@`, or `tg:` with the number of a chat. */
export type Contact = { method: ContactMethod; value: string };

export type ContactProblem = "missing" | "too-long" | "malformed";
export type ParsedContact = { ok: true; contact: Contact } | { ok: false; problem: ContactProblem };

/** RFC 5321 4.5.3.1.3: a path is at most 256 octets including its angle brackets. */
const EMAIL_MAX_LENGTH = 254;
/** Longer than any phone number with spaces, brackets and an extension. */
const PHONE_MAX_LENGTH = 40;
/** RFC 5321 4.5.3.1.1: a local part is at most 64 octets. */
const EMAIL =
  /^(?=[^@]{1,64}@)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
const TELEGRAM_LINK = /^(?:https?:\/\/)?(?:www\.)?(?:t|telegram)\.me\/(?=[a-z0-9_]+\/?$)/;
/** Telegram names have 5 to 32 characters, and 4 where one was bought as a collectible (Fragment). */
const TELEGRAM_NAME = /^[a-z0-9_]{4,32}$/;

/** Reads what a person typed. A pasted phone or link with stray spaces is read, not refused. */
export function parseContact(method: ContactMethod, typed: string): ParsedContact {
  const text = typed.normalize("NFKC").trim();
  if (text === "") return { ok: false, problem: "missing" };
  switch (method) {
    case "email":
      return parseEmail(text.toLowerCase());
    case "phone":
      return parsePhone(text);
    case "telegram":
      return parseTelegramName(text.toLowerCase());
  }
}

function parseEmail(text: string): ParsedContact {
  if (text.length > EMAIL_MAX_LENGTH) return { ok: false, problem: "too-long" };
  if (!EMAIL.test(text)) return { ok: false, problem: "malformed" };
  return { ok: true, contact: { method: "email", value: text } };
}

function parsePhone(text: string): ParsedContact {
  if (text.length > PHONE_MAX_LENGTH) return { ok: false, problem: "too-long" };
  const phone = parsePhoneNumberFromString(text, { defaultCountry: "RU", extract: false });
  if (!phone?.isValid() || phone.ext) return { ok: false, problem: "malformed" };
  return { ok: true, contact: { method: "phone", value: phone.number } };
}

function parseTelegramName(text: string): ParsedContact {
  const name = text.replace(TELEGRAM_LINK, "").replace(/^@/, "").replace(/\/$/, "");
  if (name.length > 32) return { ok: false, problem: "too-long" };
  if (!TELEGRAM_NAME.test(name)) return { ok: false, problem: "malformed" };
  return { ok: true, contact: { method: "telegram", value: name } };
}

/** A chat with the bot. Nobody can type one: a name has no colon. */
export function chatContact(chatId: number): Contact {
  return { method: "telegram", value: `tg:${chatId}` };
}

/** The number of the chat that a contact stands for; `null` for a name. */
export function chatIdOf({ method, value }: Contact): number | null {
  const id = method === "telegram" ? /^tg:(\d+)$/.exec(value)?.[1] : undefined;
  return id === undefined ? null : Number(id);
}
