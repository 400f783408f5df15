import type { Attempt } from "#app/application/mail/send-mail.ts";
import type { Chat, ChatUpdate, ConciergeBot } from "#app/application/ports/chat.ts";
import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database, Repositories } from "#app/application/ports/database.ts";
import type { ChatMessage } from "#app/domain/chat/chat-message.ts";
import { converse } from "#app/domain/chat/concierge.ts";
import type { Conversation, Heard, Reception } from "#app/domain/chat/conversation.ts";
import { startOf } from "#app/domain/chat/link-events.ts";
import { isNumberedByTime } from "#app/domain/chat/messenger.ts";
import type { ConsentDocuments } from "#app/domain/consent.ts";
import type { ChatContact } from "#app/domain/contact/contact.ts";
import { happened } from "#app/domain/lead.ts";
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
type Pressed = { contact: ChatContact; callbackId: string };
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
    const pressed = await database.transaction((repositories) => this.#work(repositories, chatId));
    await Promise.all(pressed.map(({ contact, callbackId }) => bot.acknowledge(contact, callbackId)));
    await sendChatMessages.execute(chatId, attempt);
  }

  /** Acknowledges the presses that the person's app waits for. */
  async #work(repositories: Repositories, chatId: string): Promise<Pressed[]> {
    const { ids, clock } = this.#parts;
    const { chats, chatMessages } = repositories;
    const chat = await chats.hold(chatId);
    if (!chat) return [];
    const updates = await chats.takeUpdates(chatId);
    let { conversation } = chat;
    const timed = isNumberedByTime(chat.contact.method);
    let heardUpTo = conversation.heardUpTo ?? 0;
    for (const update of updates) {
      const late = timed && update.updateId < heardUpTo;
      heardUpTo = Math.max(heardUpTo, update.updateId);
      if (!late) await this.#reached(repositories, chat, update);
      const answer = await this.#answer(repositories, { ...chat, conversation }, update);
      conversation = answer.conversation;
      const { message } = answer;
      const subject = { about: "reply", waitlistRequestId: null, occasion: update.id } as const;
      const said = { id: ids.uuid(), chatId, byName: false, ...subject, createdAt: clock() };
      const topic = "topic" in update.event && update.event.topic !== undefined ? { topic: update.event.topic } : {};
      await chatMessages.add(message ? [{ ...said, message: { ...message, ...topic } }] : []);
    }
    await chats.saveConversation(chatId, timed ? { ...conversation, heardUpTo } : conversation);
    const { contact } = chat;
    return updates.flatMap(({ event }) => (event.kind === "press" ? { contact, callbackId: event.callbackId } : []));
  }

  /** An update shows whether the bot may write. One that comes late says nothing of that any more. */
  async #reached({ chats, waitlistRequests }: Repositories, chat: Chat, { event }: ChatUpdate): Promise<void> {
    const contacts = [chat.contact, ...(chat.name ? [chat.name] : [])];
    const blockedAt = event.kind === "blocked" ? this.#parts.clock() : null;
    await chats.setBlocked(chat.id, blockedAt);
    await waitlistRequests.markReachable(contacts, blockedAt);
  }

  async #answer(repositories: Repositories, chat: Chat, { event }: ChatUpdate): Promise<Answered> {
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
    // Copied: a publication meanwhile changes what is in force, not what this person agrees to.
    const reception: Reception = { services, documents: { ...documents } };
    const turn = converse(chat.conversation, heard, reception);
    if ("message" in turn) return turn;
    return carryOut.execute(repositories, { ...chat, conversation: turn.conversation }, turn.effect);
  }

  /** Counts a link's first start once. A known person is recognised as such. */
  async #started(
    { deepLinks, events, leads, timeline, line, practice }: Repositories,
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
      const started = { name: "concierge_started", properties: {} } as const;
      const about = { id: null, leadId: lead.id };
      await timeline.append(happened(about, started, contact.method, { id: ids.uuid(), at: now }));
    }
    const link = deepLinkId ? await deepLinks.find(deepLinkId, now) : null;
    if (!link) return { kind: "start", link: null };
    const first = await deepLinks.subscribeOnce(link.id, now);
    const about = envelope({ id: ids.uuid(), now, source: contact.method, visit: null });
    const subscribed = { ...about, utm: link.utm, ...startOf(contact.method, link.id) };
    await events.append(first ? [subscribed] : []);
    const slot = link.slotId === null ? null : await line.findSlot(link.slotId);
    const { timeZone } = await practice.settings();
    const hour = slot && { slotId: slot.id, startsAt: slot.startsAt.toISOString(), timeZone };
    return { kind: "start", link: { deepLinkId: link.id, serviceId: link.serviceId, hour, utm: link.utm } };
  }
}
