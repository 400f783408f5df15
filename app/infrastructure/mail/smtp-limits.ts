/** `sender`: our mails are refused for a while. `recipient`: this mailbox is full. */
export type SendingLimit = "sender" | "recipient";

/** Providers word it differently; the common part is that something was exceeded or reached. */
const EXCEEDED = [
  /\b(?:limit|quota|rate|ratelimit|credits)\b[^.]{0,40}?\b(?:exceed|reach)/,
  /(?:limit|quota|rate)exceeded/,
  /\b(?:exceed|reach)\w*\b[^.]{0,60}?\b(?:limit|quota|rate|per (?:hour|day|minute))\b/,
  /\btoo many (?:e-?mails|mails|messages)\b|\bthrottling\b|\breceiving mail (?:too quickly|at a rate)/,
];
/** Other limits: a full mailbox, one message's size, connection or sign-in attempts, a rate per second. */
const OF_SOMETHING_ELSE =
  /\b[45]\.(?:2\.[23]|3\.4)\b|\bmailbox (?:size|quota|is full|full)|\bover ?quota|\buser quota|\b(?:message|file|attachment) size|\bsize limit|\bstorage|\bdisk|\bconnection|\bscore|\bhops?\b|\blog-?in|\brecipients (?:per|in)\b|\bsending rate|\bper second/;
const OF_RECIPIENT = /\bthe (?:recipient|user you are trying)\b|\breceiving mail\b|\bfor mailbox\b/;
const OF_SENDER = /\b(?:daily|hourly|per (?:hour|day|minute)|send|sending|sender|relay|domain|submission\w*)\b/;

/**
 * The sending limit in a refusal, `null` if there is none. `response` is the reply to `command`, `to`
 * the mail's address: anybody may put words into their own, so it is ignored. 5.4.5 is Gmail's code of its daily limit
 * (https://support.google.com/a/answer/3726730); Amazon SES, Microsoft, cPanel and others are recognised by their words.
 */
export function sendingLimitIn(response: string, to: string, command: string): SendingLimit | null {
  const words = withoutAddress(response.toLowerCase(), to.toLowerCase());
  if (/\b550[ -]5\.4\.5\b/.test(words)) return "sender";
  if (OF_SOMETHING_ELSE.test(words) || !EXCEEDED.some((exceeded) => exceeded.test(words))) return null;
  if (OF_RECIPIENT.test(words)) return "recipient";
  return command === "RCPT TO" && !OF_SENDER.test(words) ? "recipient" : "sender";
}

/** A server's words in lower case without the mail's address, in which anybody may put words of their own. */
export function withoutAddress(response: string, to: string): string {
  const [mailbox = ""] = to.split("@");
  const bare = response.replace(/<[^>]*>|\S*@\S*/g, " ");
  return mailbox === "" ? bare : bare.replaceAll(mailbox, " ");
}
