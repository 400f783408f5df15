import { type Api, GrammyError } from "grammy";
import { BotError, type ConciergeBot, type OutgoingMessage } from "#app/application/ports/chat.ts";
import type { PracticeMemory } from "#app/application/ports/timetable.ts";
import { type ChatContact, type Contact, chatIdOf } from "#app/domain/contact/contact.ts";
import { renderMessage } from "#app/infrastructure/chat/render-message.ts";
import type { TelegramConfig } from "#app/infrastructure/config/messengers.ts";
import type { Logger } from "#app/infrastructure/logger.ts";
import { telegramApi } from "./api.ts";

type BotParts = { origin: string; practiceMemory: Pick<PracticeMemory, "about">; logger: Logger };

/** Sends the concierge's messages through the Bot API. The library's errors stay here: they quote what was sent. */
export class TelegramBot implements ConciergeBot {
  readonly #api: Api;
  readonly #origin: string;
  readonly #logger: Logger;
  readonly #practice: Pick<PracticeMemory, "about">;

  constructor(config: TelegramConfig, parts: BotParts) {
    this.#api = telegramApi(config);
    this.#origin = parts.origin;
    this.#logger = parts.logger;
    this.#practice = parts.practiceMemory;
  }

  async send({ id, contact, onlyNamed, message, linkTokens }: OutgoingMessage): Promise<void> {
    const chatId = chatIdOf(contact);
    if (chatId === null) throw new BotError("not-a-chat", "final");
    const parts = { linkTokens, origin: this.#origin, in: "telegram", about: this.#practice.about } as const;
    const { text, buttons } = renderMessage({ id, ...message }, parts);
    const keyboard = buttons.map((row) => row.map(({ text, data }) => ({ text, callback_data: data })));
    const say = (topic: { message_thread_id?: number }) =>
      this.#api.sendMessage(chatId, text, {
        ...topic,
        link_preview_options: { is_disabled: true },
        reply_markup: { inline_keyboard: keyboard },
      });
    try {
      if (onlyNamed && !(await this.#isCalled(chatId, onlyNamed))) throw new BotError("name-moved", "final");
      if (message.topic === undefined) await say({});
      // A topic may be gone by now: the answer then stands in the chat itself.
      else
        await say({ message_thread_id: message.topic }).catch((error) =>
          isTopicGone(error) ? say({}) : Promise.reject(error),
        );
    } catch (error) {
      throw botError(error);
    }
  }

  /** A name may belong to somebody else by now. */
  async #isCalled(chatId: number, { value }: Contact): Promise<boolean> {
    const { username } = await this.#api.getChat(chatId);
    return username?.toLowerCase() === value;
  }

  async acknowledge(_: ChatContact, callbackId: string): Promise<void> {
    try {
      await this.#api.answerCallbackQuery(callbackId);
    } catch (error) {
      // The app of the person stops waiting by itself; the answer is the message that follows.
      this.#logger.warn("press not acknowledged", { code: botError(error).code });
    }
  }
}

const isTopicGone = (error: unknown) =>
  error instanceof GrammyError && error.error_code === 400 && /message thread not found/i.test(error.description);

/** https://core.telegram.org/bots/api#making-requests: 429 asks to wait, 403 is a person who blocked the bot or is gone. */
function botError(error: unknown): BotError {
  if (error instanceof BotError) return error;
  if (!(error instanceof GrammyError)) return new BotError("telegram-network", "retryable");
  const { error_code: status, parameters, description } = error;
  const code = `telegram-${status}`;
  if (status === 429) return new BotError(code, "retryable", parameters.retry_after);
  if (status === 403) return new BotError(code, "blocked");
  // A chat that never was, or whose account was deleted, is refused like this.
  if (status === 400 && /chat not found|PEER_ID_INVALID|user is deactivated/i.test(description)) {
    return new BotError(code, "blocked");
  }
  // A wrong token is the practice's to mend: nothing is lost until then.
  if (status >= 500 || status === 401 || status === 404) return new BotError(code, "retryable");
  // One that nobody has seen may be a passing one.
  return new BotError(code, status === 400 ? "final" : "unclear");
}
