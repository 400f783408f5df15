import { clean, hasLatin, looksLatin, russianLetters, TYPED_MAX_LENGTH, unwrapped } from "./clean.ts";
import { accepted, type ContactProblem, type ParsedContact, refused } from "./contact-problem.ts";
import { MAIL_LINK, methodLike } from "./other-method.ts";
import { isName, quotedWords } from "./words-around.ts";

/** RFC 5321 4.5.3.1.3: a path is at most 256 octets including its angle brackets. */
const EMAIL_MAX_LENGTH = 254;
/** RFC 5321 4.5.3.1.1: a local part is at most 64 octets. */
const EMAIL =
  /^(?=[^@]{1,64}@)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
/** «Анна <anna@example.org>» (RFC 5322, 3.4). */
const ANGLED = /^[^<>@]*<([^<>]*@[^<>]*)>$/;
const LABEL = /^(?:[\p{L}\s.-]{1,30}:|(?:e-?mail|mail|почта|мейл|адрес)\s)\s*(?=\S*@)/u;
/** An address, and Russian words or a note in brackets behind it. */
const WORDS_AFTER = /^([^@]*@[^\s,;@]+\.[^\s,;@]*[^\s,;.@])\.?[\s,;]+(\(?\p{Script=Cyrillic}[^@]*|\([^@]*)$/su;
const ASCII = /^[!-~]*$/;
const DOMAIN_NAME = /^[\p{L}\p{N}\p{M}.-]+$/u;

/** Reads an address as people write it, and returns it in lower case with its domain in ASCII (RFC 5890). */
export function parseEmail(typed: string): ParsedContact {
  const text = clean(typed);
  if (text === "") return refused({ reason: "missing" });
  if (text.length > TYPED_MAX_LENGTH) return refused({ reason: "too-long" });
  if (EMAIL.test(text.toLowerCase()) && text.length <= EMAIL_MAX_LENGTH) return accepted("email", text.toLowerCase());
  const plain = unwrapped(text);
  const [, before = plain, words = ""] = WORDS_AFTER.exec(plain) ?? [];
  const read = readAddress(bare(before.toLowerCase()));
  return read.ok && words !== "" && !isName(words) ? refused({ reason: "words", words: quotedWords(words) }) : read;
}

function readAddress(address: string): ParsedContact {
  if (address.length > EMAIL_MAX_LENGTH) return refused({ reason: "too-long" });
  const [local = "", domain = "", ...more] = address.split("@");
  const problem = problemOf(address, local, domain, more.length);
  if (problem) return refused(problem);
  const whole = `${local}@${asciiDomain(domain)}`;
  if (whole.length > EMAIL_MAX_LENGTH) return refused({ reason: "too-long" });
  return EMAIL.test(whole) ? accepted("email", whole) : refused({ reason: "malformed" });
}

function bare(text: string): string {
  const plain = unwrapped(text);
  const address = (ANGLED.exec(plain)?.[1] ?? plain).trim();
  if (MAIL_LINK.test(address)) return unwrapped(decoded(address.replace(MAIL_LINK, "").replace(/\?.*$/s, "")));
  return unwrapped(address.replace(LABEL, ""));
}

/** The address of a link (RFC 6068, 2): «%40» is «@». */
function decoded(address: string): string {
  try {
    return clean(decodeURIComponent(address)).toLowerCase();
  } catch {
    return address;
  }
}

function problemOf(address: string, local: string, domain: string, more: number): ContactProblem | null {
  const like = methodLike(address);
  if (like === "phone" || like === "telegram") return { reason: "other-method", method: like };
  if (!address.includes("@")) return { reason: "no-at" };
  if (more > 0) return { reason: /[\s,;]/.test(address) ? "several" : "malformed" };
  if (/\s/.test(address)) return { reason: "space" };
  const inName = russianLetters(local);
  if (inName !== "")
    return hasLatin(local) ? { reason: "russian-letters", letters: inName } : { reason: "russian-name" };
  const inDomain = strayLetters(domain);
  return inDomain === "" ? null : { reason: "russian-letters", letters: inDomain };
}

/** Russian letters of a domain that were meant to be Latin: beside Latin ones in a label, or a label that only looks Latin. */
function strayLetters(domain: string): string {
  const labels = domain.split(".");
  const stray = labels.filter((label) => {
    const letters = russianLetters(label);
    const latinElsewhere = labels.some((other) => other !== label && hasLatin(other));
    return letters !== "" && (hasLatin(label) || (latinElsewhere && looksLatin(letters)));
  });
  return russianLetters(stray.join(""));
}

/** The domain in DNS form (UTS #46); unchanged if there is no such form. */
function asciiDomain(domain: string): string {
  if (ASCII.test(domain) || !DOMAIN_NAME.test(domain) || !URL.canParse(`http://${domain}`)) return domain;
  return new URL(`http://${domain}`).hostname;
}
