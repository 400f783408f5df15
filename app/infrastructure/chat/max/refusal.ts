import { BotError } from "#app/application/ports/chat.ts";
import { MaxRefusal, UNREADABLE } from "./api.ts";

/** Told by `code`, or by the message beside a code of another meaning. */
const STOPPED = /dialog\.suspended/;
const NEVER_STARTED = /dialog\.not\.found|chat\.not\.found/;
/** A busy server, in an answer of any status. */
const BUSY = ["service.unavailable", "too.many.requests"];

/** The code of a refusal that is about the bot and not about one person. */
const DENIED = "max-denied";

/** What a fault of the MAX Bot API means for a message. No word of MAX's is kept: it may quote what was sent. */
export function maxBotError(error: unknown): BotError {
  if (error instanceof BotError) return error;
  if (!(error instanceof MaxRefusal)) return new BotError("max-network", "retryable");
  const kind = kindOf(error);
  // A bot that MAX has not passed, or no longer: the practice has to act, whoever the message was for.
  const denied = kind === "unclear" && error.status === 403;
  return new BotError(denied ? DENIED : `max-${error.status}`, kind, error.retryAfter);
}

function kindOf({ status, code, reason }: MaxRefusal): BotError["kind"] {
  // A wrong token and a busy server are mended without the person: nothing is lost until then.
  if (code === UNREADABLE || status === 401 || status === 429 || status >= 500 || BUSY.includes(code))
    return "retryable";
  const told = `${code} ${reason}`;
  // `chat.denied` is also what a bot gets that MAX has not passed: only the message tells whether the person stopped it.
  if (STOPPED.test(told) || NEVER_STARTED.test(told)) return "blocked";
  return status === 400 || status === 405 ? "final" : "unclear";
}
