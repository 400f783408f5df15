import type { TypedMethod } from "./contact.ts";

/** Separators between the digits of a number: spaces, dashes of all lengths, brackets, dots, slashes. */
export const PHONE_SIGNS = /^\+?[\d\s()[\].\-‐-―−~/]+$/;
/** No phone number has fewer digits. */
export const PHONE_MIN_DIGITS = 7;
export const PHONE_LINK = /^(?:(?:tel|callto):(?:\/\/)?|(?:https?:\/\/)?wa\.me\/(?=\d))/i;
export const digitsOf = (text: string) => text.replace(/\D/g, "");

/** A page of t.me, under each of its names. */
export const TELEGRAM_PAGE = /^(?:https?:\/\/)?(?:www\.)?(?:t\.me|telegram\.(?:me|dog))\//i;
export const MAIL_LINK = /^mailto:/i;
const EMAIL = /[^\s@]@[^\s@]+\.[^\s@]/;

/** The only method that a text can belong to, by its form; `null`: undecided. */
export function methodLike(text: string): TypedMethod | null {
  const number = text.replace(PHONE_LINK, "");
  if (PHONE_SIGNS.test(number) && digitsOf(number).length >= PHONE_MIN_DIGITS) return "phone";
  if (/^@\w+$/.test(text) || TELEGRAM_PAGE.test(text)) return "telegram";
  return MAIL_LINK.test(text) || EMAIL.test(text) ? "email" : null;
}
