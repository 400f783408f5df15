import type { Attempt } from "#app/application/mail/send-mail.ts";
import { BotError, type ConciergeBot, type WaitingMessage } from "#app/application/ports/chat.ts";
import type { Clock, Ids } from "#app/application/ports/clock.ts";
import { type Database, PutOffError, type Repositories } from "#app/application/ports/database.ts";
import type { ChatMessage } from "#app/domain/chat/chat-message.ts";
import { refusesUs } from "#app/domain/people/delivery.ts";
import { reportOutages } from "./report-outages.ts";

/** Retries after the messenger's own pauses are counted here: the queue treats each as a new job. */
const MOST_ATTEMPTS = 30;
/** An answer that nobody has seen may be a passing one. */
const UNCLEAR_ATTEMPTS = 2;

type Parts = { database: Database; bot: Pick<ConciergeBot, "send">; ids: Ids; clock: Clock };

/** Sends a chat's waiting messages in order, each once as far as the messenger allows. */
export class SendChatMessagesUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Throws `BotError` when a retry may succeed, and `PutOffError` when the time of the retry is known. */
  async execute(chatId: string, attempt: Attempt): Promise<void> {
    const { database, bot, clock } = this.#parts;
    const next = () =>
      database.transaction(async (repositories) => {
        const { chatMessages } = repositories;
        let message = await chatMessages.claimNext(chatId, attempt.jobId, clock());
        while (message && (await isPastOffer(repositories, message.message, clock()))) {
          await chatMessages.markFailed(message.id, { code: "over", at: clock(), final: true });
          message = await chatMessages.claimNext(chatId, attempt.jobId, clock());
        }
        return message && { ...message, linkTokens: await linkTokensOf(repositories, message.message) };
      });
    for (let message = await next(); message; message = await next()) {
      try {
        await bot.send(message);
      } catch (error) {
        await this.#failed(chatId, message, attempt, error);
        continue;
      }
      const { id } = message;
      const { note } = message.message;
      await database.transaction(async ({ chatMessages, offers }) => {
        await chatMessages.markSent(id, clock());
        if (note?.about === "offer") await offers.markSent(note.offerId, clock());
      });
    }
    await database.transaction(({ chats }) => chats.forget(chatId));
  }

  /** Throws when the message is to be retried. */
  async #failed(chatId: string, { id, contact, attempts }: WaitingMessage, { last }: Attempt, error: unknown) {
    const { database, clock } = this.#parts;
    const known = error instanceof BotError ? error : null;
    const final = last || attempts >= mostAttempts(known);
    await database.transaction(async (repositories) => {
      const { chatMessages, chats, waitlistRequests } = repositories;
      await chatMessages.markFailed(id, { code: known?.code ?? "unexpected", at: clock(), final });
      // It does not mend itself: the practice has to act.
      if (known && refusesUs(known.code)) await reportOutages(repositories, this.#parts);
      if (known?.kind !== "blocked") return;
      await chats.setBlocked(chatId, clock());
      await waitlistRequests.markReachable([contact], clock());
    });
    if (!known) throw error;
    if (final) return;
    if (known.retryAfter) throw new PutOffError(new Date(clock().getTime() + known.retryAfter * 1000));
    throw known;
  }
}

function mostAttempts(error: BotError | null): number {
  if (error === null || error.kind === "retryable") return MOST_ATTEMPTS;
  return error.kind === "unclear" ? UNCLEAR_ATTEMPTS : 1;
}

async function linkTokensOf({ waitlistRequests }: Repositories, { note }: ChatMessage): Promise<Map<string, string>> {
  const tokens = new Map<string, string>();
  for (const id of linkedRequests(note)) {
    const token = await waitlistRequests.linkTokenOf(id);
    if (token) tokens.set(id, token);
  }
  return tokens;
}

/** The requests whose private links a message shows. */
function linkedRequests(note: ChatMessage["note"]): string[] {
  if (note?.about === "requests") return note.requests.map(({ id }) => id);
  return note?.about === "repeated" || note?.about === "hour-booked" ? [note.requestId] : [];
}

/** An offer that no longer holds its hour is not sent: what it says would be untrue. */
async function isPastOffer({ offers }: Repositories, { note }: ChatMessage, now: Date): Promise<boolean> {
  if (note?.about !== "offer") return false;
  const offer = await offers.find(note.offerId);
  return offer?.status !== "open" || offer.holdsUntil <= now;
}
