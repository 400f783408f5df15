import type { Attempt } from "#app/application/mail/send-mail.ts";
import type { Chat, ChatUpdate, ConciergeBot } from "#app/application/ports/chat.ts";
import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database, Repositories } from "#app/application/ports/database.ts";
import type { ChatMessage } from "#app/domain/chat/chat-message.ts";
import { converse } from "#app/domain/chat/concierge.ts";
import type { Conversation, Heard, Reception } from "#app/domain/chat/conversation.ts";
import type { ConsentDocuments } from "#app/domain/consent.ts";
import { envelope } from "#app/domain/tracking-event.ts";
import type { CarryOutUseCase } from "./carry-out.ts";
import type { SendChatMessagesUseCase } from "./send-chat-messages.ts";

type Parts = {
  database: Database;
  documents: ConsentDocuments;
  carryOut: CarryOutUseCase;
  sendChatMessages: SendChatMessagesUseCase;
  bot: Pick<ConciergeBot, "acknowledge">;
  ids: Ids;
  clock: Clock;
};
type Answered = { conversation: Conversation; message: ChatMessage | null };

/** Processes a chat's updates in the messenger's order, in one transaction, and then sends the answers. */
export class AnswerChatUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Throws `BotError` when a retry may succeed, and `PutOffError` when the time of the retry is known. */
  async execute({ chatId }: { chatId: string }, attempt: Attempt): Promise<void> {
    const { database, bot, sendChatMessages } = this.#parts;
    const presses = await database.transaction((repositories) => this.#work(repositories, chatId));
    await Promise.all(presses.map((callbackId) => bot.acknowledge(callbackId)));
    await sendChatMessages.execute(chatId, attempt);
  }

  /** Answers the presses that the person's app waits to hear of. */
  async #work(repositories: Repositories, chatId: string): Promise<string[]> {
    const { ids, clock } = this.#parts;
    const { chats, chatMessages } = repositories;
    const chat = await chats.hold(chatId);
    if (!chat) return [];
    const updates = await chats.takeUpdates(chatId);
    let { conversation } = chat;
    for (const update of updates) {
      const answer = await this.#answer(repositories, { ...chat, conversation }, update);
      conversation = answer.conversation;
      const dedupeKey = `update/${update.updateId}`;
      const { message } = answer;
      const said = { id: ids.uuid(), chatId, byName: false, dedupeKey, createdAt: clock() };
      await chatMessages.add(message ? [{ ...said, message }] : []);
    }
    await chats.saveConversation(chatId, conversation);
    return updates.flatMap(({ event }) => (event.kind === "press" ? event.callbackId : []));
  }

  async #answer(repositories: Repositories, chat: Chat, { event }: ChatUpdate): Promise<Answered> {
    const { chats, waitlistRequests } = repositories;
    const contacts = [chat.contact, ...(chat.name ? [chat.name] : [])];
    const blockedAt = event.kind === "blocked" ? this.#parts.clock() : null;
    await chats.setBlocked(chat.id, blockedAt);
    await waitlistRequests.markReachable(contacts, blockedAt);
    switch (event.kind) {
      case "blocked":
      case "unblocked":
        return { conversation: chat.conversation, message: null };
      case "start":
        return this.#converse(repositories, chat, await this.#started(repositories, chat, event.deepLinkId));
      default:
        return this.#converse(repositories, chat, event);
    }
  }

  async #converse(repositories: Repositories, chat: Chat, heard: Heard): Promise<Answered> {
    const { documents, carryOut } = this.#parts;
    const { services } = await repositories.practice.openLists();
    const reception: Reception = { services, documents };
    const turn = converse(chat.conversation, heard, reception);
    if ("message" in turn) return turn;
    return carryOut.execute(repositories, { ...chat, conversation: turn.conversation }, turn.effect);
  }

  /** Counts a link's first start once. A known person is recognised as such. */
  async #started(
    { deepLinks, events, leads, timeline }: Repositories,
    { contact, name }: Chat,
    deepLinkId: string | null,
  ): Promise<Heard> {
    const { ids, clock } = this.#parts;
    const now = clock();
    const contacts = name ? [contact, name] : [contact];
    const lead = await leads.findByContacts(contacts);
    if (lead && name) await leads.adopt(lead.id, name);
    const met = await leads.findByContacts([contact]);
    if (lead && !met) {
      await leads.addIdentities(
        contacts.map((each) => ({ id: ids.uuid(), leadId: lead.id, contact: each, createdAt: now })),
      );
      const happened = { id: ids.uuid(), leadId: lead.id, waitlistRequestId: null, occurredAt: now } as const;
      await timeline.append([{ ...happened, source: "telegram", name: "concierge_started", properties: {} }]);
    }
    const link = deepLinkId ? await deepLinks.find(deepLinkId, now) : null;
    if (!link) return { kind: "start", link: null };
    const first = await deepLinks.subscribeOnce(link.id, now);
    const about = envelope({ id: ids.uuid(), now, source: "telegram", visit: null });
    const properties = { tg_target: "bot", tg_flow: "concierge", deep_link_id: link.id } as const;
    const subscribed = { ...about, utm: link.utm, event_name: "tg_subscribe_confirmed", properties } as const;
    await events.append(first ? [subscribed] : []);
    return { kind: "start", link: { deepLinkId: link.id, serviceId: link.serviceId, utm: link.utm } };
  }
}
