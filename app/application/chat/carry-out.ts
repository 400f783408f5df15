import type { Chat } from "#app/application/ports/chat.ts";
import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Repositories } from "#app/application/ports/database.ts";
import type { DestroyContactsUseCase } from "#app/application/privacy/destroy-contacts.ts";
import type { WithdrawConsentUseCase } from "#app/application/privacy/withdraw-consent.ts";
import type { CreateWaitlistRequestUseCase } from "#app/application/waitlist/create-waitlist-request.ts";
import type { ChatMessage, RequestLine, ChatNote } from "#app/domain/chat/chat-message.ts";
import { BEGINNING, type Conversation, type Effect, type Submission } from "#app/domain/chat/conversation.ts";
import { ANSWERS_TO } from "#app/domain/chat/prepared-message.ts";
import type { Visit } from "#app/domain/visit.ts";

type Parts = {
  createWaitlistRequest: CreateWaitlistRequestUseCase;
  withdrawConsent: WithdrawConsentUseCase;
  destroyContacts: DestroyContactsUseCase;
  ids: Ids;
  clock: Clock;
};
type TakeAnswer = Extract<Effect, { do: "take-answer" }>;
type Done = { conversation: Conversation; message: ChatMessage };

/** The address at which the exchange reaches us: consents given in the chat name it as their page. */
const PAGE = "/api/telegram/webhook";

/** Does what a conversation has come to. Runs in the caller's transaction, which holds the chat. */
export class CarryOutUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute(repositories: Repositories, chat: Chat, effect: Effect): Promise<Done> {
    const { conversation } = chat;
    switch (effect.do) {
      case "submit":
        return this.#submit(repositories, chat, effect);
      case "show-requests":
        return says(conversation, { about: "requests", requests: await listed(repositories, chat) });
      case "leave":
        return this.#leave(repositories, chat, effect.requestId);
      case "take-answer":
        return this.#takeAnswer(repositories, chat, effect);
      case "erase":
        return this.#erase(repositories, chat);
    }
  }

  async #submit(repositories: Repositories, chat: Chat, { service, format, window }: Submission): Promise<Done> {
    const { conversation, contact, name } = chat;
    const outcome = await this.#parts.createWaitlistRequest.accept(repositories, {
      serviceSlug: service.slug,
      contact,
      alsoKnownAs: name ? [name] : [],
      preferredTimeWindow: window,
      ...(format ? { preferredFormat: format } : {}),
      ...(conversation.origin ? { deepLinkId: conversation.origin.deepLinkId } : {}),
      channel: { source: "telegram", consentMethod: "telegram_bot" },
      visit: visitOf(conversation),
      suspect: false,
    });
    if (outcome.status !== "accepted") {
      return says({ ...BEGINNING, origin: conversation.origin }, { about: "list-paused", serviceTitle: service.title });
    }
    const { practice } = await repositories.practice.openLists();
    const { answerWithinWorkingDays } = practice;
    // The link has led somebody here, and from now on it is no longer kept with them.
    const ended = { ...conversation, origin: null };
    return says(ended, { about: "accepted", serviceTitle: service.title, window, answerWithinWorkingDays });
  }

  /** A button with another person's request is ignored: only requests with this chat's contacts can be left here. */
  async #leave(repositories: Repositories, chat: Chat, requestId: string): Promise<Done> {
    const own = await listed(repositories, chat);
    const left = own.find(({ id }) => id === requestId);
    const request = left ? await repositories.waitlistRequests.hold(requestId) : null;
    if (!left || !request) return says(chat.conversation, { about: "requests", requests: own });
    const visit = visitOf(chat.conversation);
    await this.#parts.withdrawConsent.execute(repositories, { request, source: "telegram", visit });
    return says(BEGINNING, { about: "left", serviceTitle: left.serviceTitle });
  }

  /** The operator reads the answer in the timeline, once. */
  async #takeAnswer(repositories: Repositories, chat: Chat, { answer, messageId }: TakeAnswer): Promise<Done> {
    const { ids, clock } = this.#parts;
    const taken = await repositories.chatMessages.answer(chat.id, messageId, answer);
    const note = taken?.message.note;
    if (!taken || note?.about !== "prepared" || !ANSWERS_TO[note.prepared].some((each) => each === answer)) {
      return says(chat.conversation, { about: "requests", requests: await listed(repositories, chat) });
    }
    const { requestId, serviceTitle, serviceSlug: service_slug, prepared: message } = note;
    const request = await repositories.waitlistRequests.find(requestId);
    if (request?.leadId && taken.first) {
      const { leadId } = request;
      const happened = { id: ids.uuid(), leadId, waitlistRequestId: requestId, occurredAt: clock() };
      const properties = { service_slug, message, answer };
      await repositories.timeline.append([{ ...happened, source: "telegram", name: "message_answered", properties }]);
    }
    return says(chat.conversation, { about: "answer-taken", answer, requestId, serviceTitle });
  }

  /** Erases every request with the chat's contacts. The chat itself is destroyed after the farewell. */
  async #erase(repositories: Repositories, chat: Chat): Promise<Done> {
    const { waitlistRequests, chats } = repositories;
    const requests = [];
    for (const id of await waitlistRequests.holding(contactsOf(chat))) {
      const request = await waitlistRequests.hold(id);
      if (!request) continue;
      const visit = visitOf(chat.conversation);
      requests.push(await this.#parts.withdrawConsent.execute(repositories, { request, source: "telegram", visit }));
    }
    await chats.forgetAfterReply(chat.id, this.#parts.clock());
    await this.#parts.destroyContacts.execute(repositories, { requests, reason: "requested" });
    return says(BEGINNING, { about: "erased" });
  }
}

const contactsOf = ({ contact, name }: Chat) => (name ? [contact, name] : [contact]);
const says = (conversation: Conversation, note: ChatNote): Done => ({ conversation, message: { note, question: null } });
const visitOf = ({ origin }: Conversation): Visit => ({ pagePath: PAGE, referrerHost: null, utm: origin?.utm ?? {} });

/** Open requests with the chat's contacts: its number, and the name that the messenger confirms now. */
async function listed({ waitlistRequests, practice }: Repositories, chat: Chat): Promise<RequestLine[]> {
  const requests: RequestLine[] = [];
  for (const contact of contactsOf(chat)) {
    for (const id of await waitlistRequests.activeWith(contact)) {
      const request = await waitlistRequests.find(id);
      if (!request) continue;
      const { service } = await practice.serviceOf(request.serviceId);
      requests.push({ id, serviceTitle: service.title, window: request.preferredTimeWindow });
    }
  }
  return requests;
}
