import { clean, hasLatin, russianLetters, TYPED_MAX_LENGTH, unwrapped } from "./clean.ts";
import { accepted, type ContactProblem, type ParsedContact, refused } from "./contact-problem.ts";
import { digitsOf, MAIL_LINK, methodLike, PHONE_MIN_DIGITS, TELEGRAM_PAGE } from "./other-method.ts";
import { isName, quotedWords } from "./words-around.ts";

const NAME_MAX_LENGTH = 32;
/** Telegram names have 5 to 32 characters, and 4 where one was bought as a collectible (Fragment). */
const NAME = /^[a-z0-9_]{4,32}$/i;
/** core.telegram.org/bots/features#botfather: a bot's name ends in «bot»; people's names may, in small letters (@talbot). */
const BOT = /(?:_bot|_Bot|_BOT|Bot|BOT)$/;
/** Words that t.me and Telegram reserve: nobody has such a name. */
const RESERVED =
  /^(?:addemoji|addlist|addstickers|addtheme|admin|boost|confirmphone|contact|contacts|giftcode|invoice|joinchat|login|proxy|security|service|setlanguage|settings|share|socks|support|telegram|telegraph)$/i;

/** What follows a name: words in brackets, or Russian ones behind a name with «@» or its page. */
const WORDS_AFTER = /(^.*?(?:@\w+|\.me\/[^\s,;]+)(?=[\s,;]+\(?\p{Script=Cyrillic})|^[^()]*?(?=\s+\())[\s,;]+([^@]*)$/su;
const LABEL = /^[\p{L}\s.-]{1,30}:(?!\/\/|resolve)\s*/u;
/** core.telegram.org/api/links: what opens a person's page in an app. */
const APP_LINK = /^tg:(?:\/\/)?resolve\/?\?(?:[^#]*&)?(domain|phone)=\+?([^&#]*)/i;
const WEB_APP = /^(?:https?:\/\/)?web\.telegram\.org\/[^#]*#(?:\/im\?p=)?@?/i;
const OWN_HOST = /^(?:https?:\/\/)?(?!www\.)(\w+)\.t\.me\/?(?:[?#].*)?$/i;
const AFTER_NAME = /^[^@]*[\s(]@(\w+)\)?$/;

type Found = { name: string } | { problem: ContactProblem };
const AS_PHONE: ContactProblem = { reason: "other-method", method: "phone" };
const AS_EMAIL: ContactProblem = { reason: "other-method", method: "email" };

/** Reads a Telegram name, or a link to its page, in lower case and without «@». */
export function parseTelegram(typed: string): ParsedContact {
  const text = clean(typed);
  if (text === "") return refused({ reason: "missing" });
  if (text.length > TYPED_MAX_LENGTH) return refused({ reason: "too-long" });
  const plain = unwrapped(text);
  const [, before = plain, words = ""] = WORDS_AFTER.exec(plain) ?? [];
  const found = nameIn(unwrapped(before));
  const problem = "problem" in found ? found.problem : problemOf(found.name);
  if (problem) return refused(problem);
  if (words !== "" && !isName(words)) return refused({ reason: "words", words: quotedWords(words) });
  return "name" in found ? accepted("telegram", found.name.toLowerCase()) : refused({ reason: "malformed" });
}

function nameIn(text: string): Found {
  if (MAIL_LINK.test(text)) return { problem: AS_EMAIL };
  const [, kind, target = ""] = APP_LINK.exec(text) ?? [];
  if (kind) return kind.toLowerCase() === "phone" ? { problem: AS_PHONE } : { name: target };
  if (WEB_APP.test(text)) return inWebApp(text.replace(WEB_APP, ""));
  if (TELEGRAM_PAGE.test(text)) return onPage(text.replace(TELEGRAM_PAGE, "").replace(/[?#].*$/s, ""));
  const host = OWN_HOST.exec(text)?.[1];
  if (host) return { name: host };
  const named = unwrapped(text.replace(LABEL, ""));
  if (named !== text && named !== "") return nameIn(named);
  return { name: AFTER_NAME.exec(text)?.[1] ?? text.replace(/^@/, "").replace(/\/$/, "") };
}

/** A name, or the number of a chat, which only opens in its owner's app. */
const inWebApp = (name: string): Found => (/^-?\d+$/.test(name) ? { problem: { reason: "not-a-person" } } : { name });

/** The path of a page: a name, a number, or an invitation, a message, a set of pictures. */
function onPage(path: string): Found {
  const page = path.replace(/\/$/, "").replace(/^@/, "");
  if (page.startsWith("+") && digitsOf(page).length >= PHONE_MIN_DIGITS && !/[a-z_]/i.test(page))
    return { problem: AS_PHONE };
  return /^\+|\//.test(page) ? { problem: { reason: "not-a-person" } } : { name: page };
}

function problemOf(name: string): ContactProblem | null {
  const like = methodLike(name);
  if (/^\d+$/.test(name) || like === "phone") return AS_PHONE;
  if (like === "email") return AS_EMAIL;
  if (name.length > NAME_MAX_LENGTH) return { reason: "too-long" };
  const letters = russianLetters(name);
  if (letters !== "" && hasLatin(name)) return { reason: "russian-letters", letters };
  if (letters !== "" && /^[\p{L}\d_]+$/u.test(name)) return { reason: "russian-name" };
  if (!NAME.test(name)) return { reason: "malformed" };
  if (!/^[a-z]/i.test(name)) return { reason: "first-letter" };
  if (/_$|__/.test(name)) return { reason: "underscores" };
  if (BOT.test(name)) return { reason: "bot" };
  return RESERVED.test(name) ? { reason: "reserved" } : null;
}
