import { z } from "zod";
import { BotError, type ConciergeBot, type OutgoingMessage } from "#app/application/ports/chat.ts";
import type { PracticeMemory } from "#app/application/ports/timetable.ts";
import { type ChatContact, chatIdOf } from "#app/domain/contact/contact.ts";
import { renderMessage } from "#app/infrastructure/chat/render-message.ts";
import type { MaxConfig } from "#app/infrastructure/config/messengers.ts";
import type { Logger } from "#app/infrastructure/logger.ts";
import { MaxApi } from "./api.ts";
import { DialogPace } from "./pace.ts";
import { maxBotError } from "./refusal.ts";

/** Counts markup too: MAX does not document what its limit counts. */
const MOST_CHARACTERS = 4_000;

/** A message counts as sent only when MAX names it. */
const sentMessage = z.object({ message: z.object({ body: z.object({ mid: z.string().min(1) }) }) });

type BotParts = { origin: string; practiceMemory: Pick<PracticeMemory, "about">; logger: Logger; now?: () => number };

/** Sends the concierge's messages through the MAX Bot API. */
export class MaxBot implements ConciergeBot {
  readonly #api: MaxApi;
  readonly #origin: string;
  readonly #logger: Logger;
  readonly #practice: Pick<PracticeMemory, "about">;
  readonly #messages: DialogPace;
  readonly #answers: DialogPace;

  constructor(config: MaxConfig, parts: BotParts) {
    const now = parts.now ?? (() => performance.now());
    this.#api = new MaxApi(config);
    this.#origin = parts.origin;
    this.#logger = parts.logger;
    this.#practice = parts.practiceMemory;
    this.#messages = new DialogPace(now);
    this.#answers = new DialogPace(now);
  }

  async send({ id, contact, message, linkTokens }: OutgoingMessage): Promise<void> {
    const userId = chatIdOf(contact);
    if (userId === null) throw new BotError("not-a-chat", "final");
    const place = this.#messages.take(userId);
    if (!place.taken) throw new BotError("max-pace", "retryable", place.seconds);
    const parts = { linkTokens, origin: this.#origin, in: "max", about: this.#practice.about } as const;
    const { text, buttons } = renderMessage({ id, ...message }, parts);
    const rows = buttons.map((row) => row.map(({ text, data }) => ({ type: "callback", text, payload: data })));
    const body = {
      text: cut(text),
      notify: true,
      attachments: [{ type: "inline_keyboard", payload: { buttons: rows } }],
    };
    const query = { user_id: userId, disable_link_preview: true };
    try {
      await this.#api.call({ method: "POST", path: "messages", query, body }, sentMessage);
    } catch (error) {
      throw maxBotError(error);
    }
  }

  async acknowledge(chat: ChatContact, callbackId: string): Promise<void> {
    const userId = chatIdOf(chat);
    // The app of the person stops waiting by itself; the answer is the message that follows.
    if (userId === null || !this.#answers.take(userId).taken) return;
    try {
      const query = { callback_id: callbackId };
      await this.#api.call({ method: "POST", path: "answers", query, body: {} }, z.unknown());
    } catch (error) {
      this.#logger.warn("press not acknowledged", { code: maxBotError(error).code });
    }
  }
}

/** Whole characters, never half a pair. */
function cut(text: string): string {
  const characters = [...text];
  return characters.length <= MOST_CHARACTERS ? text : `${characters.slice(0, MOST_CHARACTERS - 1).join("")}…`;
}
