import { type PhoneNumber, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { clean, TYPED_MAX_LENGTH, unwrapped } from "./clean.ts";
import { accepted, type ContactProblem, type ParsedContact, refused } from "./contact-problem.ts";
import { digitsOf, methodLike, PHONE_LINK, PHONE_MIN_DIGITS, PHONE_SIGNS } from "./other-method.ts";
import { isName, quotedWords } from "./words-around.ts";

/** Longer than any phone number with spaces and brackets. */
const PHONE_MAX_LENGTH = 40;
/** Words that only call a number a number. */
const CALLED = /тел|моб|сот|ном|№|связ|контакт|whats|phone|mob|tel/i;
const LABEL = /^\p{L}[\p{L}\s.№-]*[\s.:]+(?=[+(\d])/u;
const NOTE = /[\s,;]+\(?\p{L}[\p{L}\s.-]*\)?$/u;
const EXTENSION =
  /(?:(?:[^\p{L}](?:доб\p{L}*|вн\p{L}*|ext\p{L}*|x)|#|;ext=)[.:=\s]*\d{1,7}\)?|,\s*\d{1,5}|\(\d{1,6}\))$/iu;
/** Digits and what stands between them. */
const RUN = /\+?\d[\d\s()[\].\-‐-―−~/]*\d/g;
const OTHER_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;

const asciiDigits = (text: string) => text.replace(OTHER_DIGITS, (digit) => String(digit.charCodeAt(0) & 0xf));
/** Reads a number with its country's code. */
const international = (digits: string) => parsePhoneNumberFromString(`+${digits}`, { extract: false });
const isNumber = (digits: string) => international(digits)?.isValid() === true;

/**
 * Reads a phone number as people write it, and returns E.164. Without «+» it is Russian or Kazakh, or starts with a country
 * code. ITU-T E.164 and the numbering plans in libphonenumber's full metadata say which numbers exist.
 */
export function parsePhone(typed: string): ParsedContact {
  const text = asciiDigits(clean(typed));
  if (text === "") return refused({ reason: "missing" });
  if (text.length > TYPED_MAX_LENGTH) return refused({ reason: "too-long" });
  const bare = unwrapped(unwrapped(text).replace(PHONE_LINK, ""));
  const like = methodLike(bare);
  if (like === "email" || like === "telegram") return refused({ reason: "other-method", method: like });
  if (countNumbers(bare) > 1) return refused({ reason: "several" });
  const extension = EXTENSION.exec(bare);
  if (extension && digitsOf(bare.slice(0, extension.index)).length >= PHONE_MIN_DIGITS)
    return refused({ reason: "extension" });
  const labelled = bare.replace(LABEL, "");
  const number = unwrapped(labelled.replace(NOTE, ""));
  const read = readBare(number);
  const beside = read.ok ? lostWords(LABEL.exec(bare)?.[0], NOTE.exec(labelled)?.[0]) : wordsBeside(bare);
  return beside === null ? read : refused({ reason: "words", words: quotedWords(beside) });
}

function readBare(number: string): ParsedContact {
  if (number.length > PHONE_MAX_LENGTH) return refused({ reason: "too-long" });
  return PHONE_SIGNS.test(number) ? readNumber(number) : refused({ reason: "malformed" });
}

/** Words before and after a number that are neither a label nor a name; `null`: nothing is lost without them. */
function lostWords(label = "", note = ""): string | null {
  if (note !== "" && !isName(note)) return note;
  return label !== "" && !isName(label) && !CALLED.test(label) ? label : null;
}

function countNumbers(text: string): number {
  const lengths = text.split(/[,;:]|\p{L}+/u).map((part) => digitsOf(part).length);
  return lengths.some((length) => length >= 2 * 10) ? 2 : lengths.filter((length) => length >= PHONE_MIN_DIGITS).length;
}

/** What stands around a right number, as «звонить после 18»; `null`: no words, or no such number. */
function wordsBeside(text: string): string | null {
  const number = text.match(RUN)?.find((run) => readNumber(run).ok);
  if (number === undefined) return null;
  const rest = text.split(number).join(" ");
  return /\p{L}{2}/u.test(rest) ? rest : null;
}

function readNumber(text: string): ParsedContact {
  const digits = digitsOf(text);
  // No country's code is 8: «+8 499…» is Moscow's, and «+84 99…» is Vietnam's.
  if (/^\+\s*8\D/.test(text)) return refused({ reason: "plus-eight" });
  const number = text.startsWith("+") ? international(digits) : withoutPlus(digits);
  if (!number?.isValid()) return refused(explain(digits, text.startsWith("+")));
  switch (number.getType()) {
    case "MOBILE":
    case "FIXED_LINE":
    case "FIXED_LINE_OR_MOBILE":
    case "TOLL_FREE":
      return accepted("phone", number.number);
    default:
      return refused({ reason: "service-line" });
  }
}

function withoutPlus(digits: string): PhoneNumber | undefined {
  // The ways to dial out: 00 of most countries, 8~10 of Russia.
  const abroad = /^(?:00|810)(\d{8,})$/.exec(digits)?.[1];
  if (abroad) return international(abroad);
  if (/^78\d{10}$/.test(digits)) return international(digits);
  if (/^[78]/.test(digits)) return digits.length === 11 ? international(`7${digits.slice(1)}`) : undefined;
  if (digits.length === 10) return international(`7${digits}`);
  return digits.length === 11 || digits.length === 12 ? international(digits) : undefined;
}

function explain(digits: string, plus: boolean): ContactProblem {
  const count = digits.length;
  if (plus) {
    if (/^8\d{10}$/.test(digits) && isNumber(`7${digits.slice(1)}`)) return { reason: "plus-eight" };
    return digits.startsWith("7") && count !== 11 ? { reason: "digits", count, needed: 11 } : { reason: "malformed" };
  }
  // «8 029…» is how Belarus dials at home.
  if (/^80\d{9}$/.test(digits) && isNumber(`375${digits.slice(2)}`)) return { reason: "country-code", code: "375" };
  if (/^[78]/.test(digits)) return count === 11 ? { reason: "malformed" } : { reason: "digits", count, needed: 11 };
  if (digits.startsWith("9") && count >= 8 && count <= 11) {
    return count === 10 ? { reason: "malformed" } : { reason: "digits", count, needed: 10 };
  }
  return count >= PHONE_MIN_DIGITS ? { reason: "country-code", code: null } : { reason: "malformed" };
}
