import { addresses } from "#app/addresses.ts";
import type { AskForHourCommand, AskForHourUseCase } from "#app/application/offers/asked/ask-for-hour.ts";
import type { Chat } from "#app/application/ports/chat.ts";
import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Repositories } from "#app/application/ports/database.ts";
import type { DestroyContactsUseCase } from "#app/application/privacy/destroy-contacts.ts";
import type { WithdrawConsentUseCase } from "#app/application/privacy/withdraw-consent.ts";
import type { CreateWaitlistRequestUseCase } from "#app/application/waitlist/create-waitlist-request.ts";
import type { ChatMessage, ChatNote, HourAnswer, RequestLine } from "#app/domain/chat/chat-message.ts";
import {
  BEGINNING,
  type Conversation,
  type Effect,
  type Submission,
  type WantedHour,
} from "#app/domain/chat/conversation.ts";
import { ANSWERS_TO } from "#app/domain/chat/prepared-message.ts";
import { happened } from "#app/domain/lead.ts";
import { answeredInChat } from "#app/domain/people/operator-work.ts";
import type { Service } from "#app/domain/timetable/availability.ts";
import type { Visit } from "#app/domain/visit.ts";
import { pressOffer, pressWait } from "./press-offer.ts";

type Parts = {
  createWaitlistRequest: CreateWaitlistRequestUseCase;
  askForHour: AskForHourUseCase;
  withdrawConsent: WithdrawConsentUseCase;
  destroyContacts: DestroyContactsUseCase;
  ids: Ids;
  clock: Clock;
};
type TakeAnswer = Extract<Effect, { do: "take-answer" }>;
type Done = { conversation: Conversation; message: ChatMessage };

/** Executes the effects of a conversation. Runs in the caller's transaction, which holds the chat. */
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
      case "press-offer": {
        const said = await pressOffer(repositories, this.#parts, effect, personOf(chat));
        return this.#pressed(repositories, chat, said, effect.offerId);
      }
      case "press-wait":
        return this.#pressed(
          repositories,
          chat,
          await pressWait(repositories, this.#parts, effect, personOf(chat)),
          null,
        );
      case "erase":
        return this.#erase(repositories, chat);
    }
  }

  async #pressed(
    repositories: Repositories,
    chat: Chat,
    said: HourAnswer | null,
    offerId: string | null,
  ): Promise<Done> {
    const requests = said === null ? await listed(repositories, chat) : [];
    return says(chat.conversation, said ? { about: "hour-answer", said, offerId } : { about: "requests", requests });
  }

  async #submit(repositories: Repositories, chat: Chat, submission: Submission): Promise<Done> {
    const { service, format, window, hour, consents } = submission;
    const { conversation, contact, name } = chat;
    const joining = {
      serviceSlug: service.slug,
      contact,
      alsoKnownAs: name ? [name] : [],
      ...(format ? { preferredFormat: format } : {}),
      ...(conversation.origin ? { deepLinkId: conversation.origin.deepLinkId } : {}),
      source: contact.method,
      consents,
      visit: visitOf(chat),
      suspect: false,
    };
    if (hour) return this.#ask(repositories, { conversation, service, hour }, joining);
    const outcome = await this.#parts.createWaitlistRequest.accept(repositories, {
      ...joining,
      preferredTimeWindow: window,
    });
    if (outcome.status !== "accepted") {
      return says({ ...BEGINNING, origin: conversation.origin }, { about: "list-paused", serviceTitle: service.title });
    }
    const { timeZone, answerWithinWorkingDays } = await repositories.practice.settings();
    const request = await repositories.waitlistRequests.find(outcome.requestId);
    const answerBy = request && { at: request.answerBy.toISOString(), timeZone };
    // The link was used, and from now on it is no longer stored with the chat.
    const ended = { ...conversation, origin: null };
    return says(ended, { about: "accepted", serviceTitle: service.title, window, answerWithinWorkingDays, answerBy });
  }

  /** The free hour from whose page the person came. When somebody was faster, the list remains, with the answers so far. */
  async #ask(
    repositories: Repositories,
    { conversation, service, hour }: { conversation: Conversation; service: Service; hour: WantedHour },
    joining: Omit<AskForHourCommand, "slotId">,
  ): Promise<Done> {
    const { id: serviceId, title: serviceTitle, format } = service;
    const outcome = await this.#parts.askForHour.ask(repositories, { ...joining, slotId: hour.slotId });
    const ended = { ...conversation, hour: null, origin: null };
    switch (outcome.status) {
      case "asked": {
        const { until } = outcome.hour;
        if (until === null) return says(ended, { about: "hour-answer", said: "accepted", offerId: null });
        const { startsAt, timeZone } = hour;
        const about = { serviceTitle, startsAt, alsoAt: [], timeZone, format };
        return says(ended, { about: "hour-news", news: "asked", hour: about, until: until.toISOString() });
      }
      case "not-free": {
        const note = { about: "hour-taken", serviceTitle } as const;
        const question = { step: "window", serviceId, serviceTitle } as const;
        return { conversation: { ...conversation, hour: null, finished: false }, message: { note, question } };
      }
      case "unknown-service":
        return says({ ...BEGINNING, origin: conversation.origin }, { about: "list-paused", serviceTitle });
    }
  }

  /** A button with another person's request is ignored: only requests with this chat's contacts can be left here. */
  async #leave(repositories: Repositories, chat: Chat, requestId: string): Promise<Done> {
    const own = await listed(repositories, chat);
    const left = own.find(({ id }) => id === requestId);
    const request = left ? await repositories.waitlistRequests.hold(requestId) : null;
    if (!left || !request) return says(chat.conversation, { about: "requests", requests: own });
    const visit = visitOf(chat);
    await this.#parts.withdrawConsent.execute(repositories, { request, source: chat.contact.method, visit });
    return says(BEGINNING, { about: "left", serviceTitle: left.serviceTitle });
  }

  /** The operator is told of the answer, once. What the practice had written is then the answer that it promised. */
  async #takeAnswer(repositories: Repositories, chat: Chat, { answer, messageId }: TakeAnswer): Promise<Done> {
    const { ids, clock } = this.#parts;
    const taken = await repositories.chatMessages.answer(chat.id, messageId, answer);
    const note = taken?.message.note;
    if (!taken || note?.about !== "prepared" || !ANSWERS_TO[note.prepared].some((each) => each === answer)) {
      return says(chat.conversation, { about: "requests", requests: await listed(repositories, chat) });
    }
    const { requestId, serviceTitle, serviceSlug: service_slug, prepared: message } = note;
    const request = await repositories.waitlistRequests.hold(requestId);
    if (request && taken.first) {
      const { timeline, waitlistRequests, jobs } = repositories;
      const { method } = chat.contact;
      const [answerId, now] = [ids.uuid(), clock()];
      const answered = { name: "message_answered", properties: { service_slug, message, answer } } as const;
      await timeline.append(happened(request, answered, method, { id: answerId, at: now }));
      const kept = answeredInChat(request, taken.createdAt, now);
      if (kept !== request) {
        const contacted = { name: "waitlist_contacted", properties: { service_slug } } as const;
        await waitlistRequests.update(kept);
        await timeline.append(happened(request, contacted, method, { id: ids.uuid(), at: taken.createdAt }));
      }
      await jobs.enqueue([{ name: "tell-operator", data: { requestId, about: "answer", answerId } }]);
    }
    return says(chat.conversation, { about: "answer-taken", answer, requestId, serviceTitle });
  }

  /** Erases every request with the chat's contacts. The chat itself is destroyed after the farewell. */
  async #erase(repositories: Repositories, chat: Chat): Promise<Done> {
    const { waitlistRequests, chats, jobs } = repositories;
    const requests = [];
    for (const id of await waitlistRequests.holding(contactsOf(chat))) {
      const request = await waitlistRequests.hold(id);
      if (!request) continue;
      const visit = visitOf(chat);
      requests.push(
        await this.#parts.withdrawConsent.execute(repositories, { request, source: chat.contact.method, visit }),
      );
    }
    await chats.forgetAfterReply(chat.id, this.#parts.clock());
    await this.#parts.destroyContacts.execute(repositories, { requests, reason: "requested" });
    // Where it is known without a request of its own: beside another contact, or by a conversation alone.
    await repositories.leads.forgetChat(chat.id);
    // Names the chat on the list of erasures, also where it has no request.
    await jobs.enqueue([{ name: "destroy-mails", data: { requestId: chat.id, reason: "requested" } }]);
    return says(BEGINNING, { about: "erased" });
  }
}

const personOf = (chat: Chat) => ({ contacts: contactsOf(chat), source: chat.contact.method });
const contactsOf = ({ contact, name }: Chat) => (name ? [contact, name] : [contact]);
const says = (conversation: Conversation, note: ChatNote): Done => ({
  conversation,
  message: { note, question: null },
});
/** Consents given in a chat record the address of the chat's webhook as their page. */
const visitOf = ({ contact, conversation }: Chat): Visit => ({
  pagePath: addresses.api.chatWebhook[contact.method].path,
  referrerHost: null,
  utm: conversation.origin?.utm ?? {},
});

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
