import { clean, unwrapped } from "./clean.ts";
import { type Contact, chatIdOf, type TypedMethod } from "./contact.ts";
import type { ParsedContact } from "./contact-problem.ts";
import { parseEmail } from "./email.ts";
import { methodLike } from "./other-method.ts";
import { parsePhone } from "./phone.ts";
import { parseTelegram } from "./telegram.ts";

/** Reads a typed contact. Lenient about spelling, strict about validity; otherwise returns the problem. */
export function parseContact(method: TypedMethod, typed: string): ParsedContact {
  switch (method) {
    case "email":
      return parseEmail(typed);
    case "phone":
      return parsePhone(typed);
    case "telegram":
      return parseTelegram(typed);
  }
}

/** Whether today's reader takes a stored contact as it is. A chat with the bot was never typed. */
export function isReadable(contact: Contact): boolean {
  const { method, value } = contact;
  return chatIdOf(contact) !== null || (method !== "max" && parseContact(method, value).ok);
}

/** Reads a contact of unknown method. `method`: the method that the text was read as. */
export function parseAnyContact(typed: string): { method: TypedMethod; parsed: ParsedContact } {
  const method = guess(unwrapped(clean(typed)));
  const parsed = parseContact(method, typed);
  if (parsed.ok || parsed.problem.reason !== "other-method") return { method, parsed };
  const other = parsed.problem.method;
  return { method: other, parsed: parseContact(other, typed) };
}

function guess(text: string): TypedMethod {
  const like = methodLike(text);
  if (like) return like;
  if (/[^@\s]@[^@\s]/.test(text)) return "email";
  return /\d{3}/.test(text) && !/[a-z_]/i.test(text) ? "phone" : "telegram";
}
