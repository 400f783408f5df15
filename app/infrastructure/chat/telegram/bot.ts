import { Api, GrammyError } from "grammy";
import { BotError, type ConciergeBot, type OutgoingMessage } from "#app/application/ports/chat.ts";
import { type Contact, chatIdOf } from "#app/domain/contact/contact.ts";
import type { TelegramConfig } from "#app/infrastructure/config.ts";
import type { Logger } from "#app/infrastructure/logger.ts";
import { renderMessage } from "#app/infrastructure/chat/render-message.ts";

/** Well within the minute for which a message is claimed. */
const TIMEOUT_SECONDS = 10;
/** The Bot API as a client. Its errors stay here: those of the library quote what was sent. */
export function telegramApi({ token, apiRoot }: Pick<TelegramConfig, "token" | "apiRoot">): Api {
  return new Api(token, { apiRoot: apiRoot.replace(/\/+$/, ""), timeoutSeconds: TIMEOUT_SECONDS });
}

/** Sends the concierge's messages through the Bot API. */
export class TelegramBot implements ConciergeBot {
  readonly #api: Api;
  readonly #origin: string;
  readonly #logger: Logger;

  constructor(config: TelegramConfig, parts: { origin: string; logger: Logger }) {
    this.#api = telegramApi(config);
    this.#origin = parts.origin;
    this.#logger = parts.logger;
  }

  async send({ id, contact, onlyNamed, message, linkTokens }: OutgoingMessage): Promise<void> {
    const chatId = chatIdOf(contact);
    if (chatId === null) throw new BotError("not-a-chat", "final");
    const { text, keyboard } = renderMessage({ id, ...message }, { linkTokens, origin: this.#origin });
    try {
      if (onlyNamed && !(await this.#isCalled(chatId, onlyNamed))) throw new BotError("name-moved", "final");
      await this.#api.sendMessage(chatId, text, {
        link_preview_options: { is_disabled: true },
        reply_markup: { inline_keyboard: keyboard },
      });
    } catch (error) {
      throw botError(error);
    }
  }

  /** A name may belong to somebody else by now. */
  async #isCalled(chatId: number, { value }: Contact): Promise<boolean> {
    const { username } = await this.#api.getChat(chatId);
    return username?.toLowerCase() === value;
  }

  async acknowledge(callbackId: string): Promise<void> {
    try {
      await this.#api.answerCallbackQuery(callbackId);
    } catch (error) {
      // The app of the person stops waiting by itself; the answer is the message that follows.
      this.#logger.warn("press not acknowledged", { code: botError(error).code });
    }
  }
}

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
  return new BotError(code, "final");
}
