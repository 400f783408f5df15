import { BotError, type ConciergeBot, type OutgoingMessage } from "#app/application/ports/chat.ts";
import { isMessenger, type Messenger } from "#app/domain/chat/messenger.ts";
import type { ChatContact } from "#app/domain/contact/contact.ts";

/** The bots of all messengers as one: a message goes through the bot of its chat's messenger. */
export class MessengerBots implements ConciergeBot {
  readonly #bots: ReadonlyMap<Messenger, ConciergeBot>;

  constructor(bots: ReadonlyMap<Messenger, ConciergeBot>) {
    this.#bots = bots;
  }

  /** Also throws `BotError` for a messenger that was switched off. */
  async send(message: OutgoingMessage): Promise<void> {
    const { method } = message.contact;
    const bot = isMessenger(method) ? this.#bots.get(method) : undefined;
    if (!bot) throw new BotError("not-connected", "final");
    await bot.send(message);
  }

  async acknowledge(chat: ChatContact, callbackId: string): Promise<void> {
    await this.#bots.get(chat.method)?.acknowledge(chat, callbackId);
  }
}
