import type { ChatMessage } from "#app/domain/chat/chat-message.ts";
import type { ChatEvent, Conversation } from "#app/domain/chat/conversation.ts";
import type { PreparedAnswer, PreparedMessage } from "#app/domain/chat/prepared-message.ts";
import type { Contact } from "#app/domain/contact/contact.ts";
import type { Utm } from "#app/domain/visit.ts";
import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";

/** An update of a chat that waits to be answered. `updateId` is Telegram's: they are worked in its order. */
export type ChatUpdate = { id: string; updateId: number; event: ChatEvent; receivedAt: Date };

/** A private chat with the bot. `name` is the person's, as Telegram last told it. */
export type Chat = { id: string; contact: Contact; name: Contact | null; conversation: Conversation };

export interface ChatRepository {
  /** The chat's id, a new one's when there was none. Telegram's present word of the name takes it from any other chat. */
  open(chat: { id: string; nameId: string; contact: Contact; name: Contact | null; now: Date }): Promise<string>;
  addUpdate(chatId: string, update: ChatUpdate): Promise<void>;
  /** Holds the chat's contact and row until the transaction ends. `null`: it is gone. */
  hold(chatId: string): Promise<Chat | null>;
  /** Takes the waiting updates away, in the order of their numbers. */
  takeUpdates(chatId: string): Promise<ChatUpdate[]>;
  saveConversation(chatId: string, conversation: Conversation): Promise<void>;
  /**
   * The open chat of a contact. `byName`: it has the name that Telegram last told, which may be somebody else's by now.
   * `null`: none, or the bot is blocked.
   */
  findOpen(contact: Contact): Promise<{ chatId: string; byName: boolean } | null>;
  /** Whether the person of a request can be written to in a chat. */
  stateFor(requestId: string): Promise<ChatState>;
  setBlocked(chatId: string, at: Date | null): Promise<void>;
  /** After its last message has gone, or a day at most, nothing of the chat is left. `null`: the person speaks again. */
  forgetAfterReply(chatId: string, at: Date | null): Promise<void>;
  /** Destroys the chat, if it was to be forgotten after its reply. */
  forget(chatId: string): Promise<void>;
  /** Destroys the chats of the contacts that these requests still hold, unless another request needs them or a reply is due. Answers how many. */
  destroyOf(requests: WaitlistRequest[]): Promise<number>;
}

export type ChatState = "open" | "blocked" | "none";

/** `byName`: it goes only while the chat still has the name that it was found by. */
export type NewChatMessage = {
  id: string;
  chatId: string;
  byName: boolean;
  dedupeKey: string;
  message: ChatMessage;
  createdAt: Date;
};

export interface ChatMessageRepository {
  /** Adds, in this order, those whose `dedupeKey` does not stand yet. Answers how many. */
  add(messages: NewChatMessage[]): Promise<number>;
  /** Keeps a person's answer to a message of their chat. `first`: it is not the one that was kept before. `null`: no such message. */
  answer(
    chatId: string,
    messageId: string,
    answer: PreparedAnswer,
  ): Promise<{ message: ChatMessage; first: boolean } | null>;
  /** When the person was last told this about the request, sent or not; `null`: never. */
  lastTold(requestId: string, about: "repeated"): Promise<Date | null>;
  /** What operators sent about a request, newest first. */
  preparedFor(requestId: string): Promise<PreparedRow[]>;
  /** The oldest message of a chat that has not gone, taken for one minute. `null`: none is left, or another worker is sending it. */
  claimNext(chatId: string, claimant: string, now: Date): Promise<WaitingMessage | null>;
  markSent(id: string, at: Date): Promise<void>;
  /** `final`: it is not tried again. */
  markFailed(id: string, failure: { code: string; at: Date; final: boolean }): Promise<void>;
  /** Nothing that we had to say about this request goes any more. What answers the person themselves still does. */
  callBack(requestId: string, at: Date): Promise<void>;
}

export type PreparedRow = {
  id: string;
  prepared: PreparedMessage;
  createdAt: Date;
  fate: "waiting" | "sent" | "failed";
  answer: PreparedAnswer | null;
};

/** `onlyNamed`: the name that the person must still have; `null` asks for none. */
export type WaitingMessage = {
  id: string;
  contact: Contact;
  onlyNamed: Contact | null;
  message: ChatMessage;
  attempts: number;
};

/** Minted per click; kept 30 days; never with a person. */
export type DeepLink = {
  id: string;
  flow: "concierge";
  serviceId: string | null;
  utm: Utm;
  createdAt: Date;
  expiresAt: Date;
};

export interface DeepLinkRepository {
  add(link: DeepLink): Promise<void>;
  /** The link, if it has not expired. */
  find(id: string, now: Date): Promise<DeepLink | null>;
  /** `false`: the bot was started from this link before. */
  subscribeOnce(id: string, now: Date): Promise<boolean>;
}

export interface ConciergeBot {
  /** Throws `BotError`, which never quotes a person. A name that has moved on is a final one. */
  send(message: OutgoingMessage): Promise<void>;
  /** Tells the person's app that a press arrived. Too late is no fault. */
  acknowledge(callbackId: string): Promise<void>;
}

/** `retryable`: a later try may succeed. `blocked`: this person takes no messages from the bot. */
export class BotError extends Error {
  override name = "BotError";
  readonly code: string;
  readonly kind: "retryable" | "final" | "blocked";
  /** Seconds that Telegram asked to wait. */
  readonly retryAfter: number | undefined;
  constructor(code: string, kind: BotError["kind"], retryAfter?: number) {
    super(code);
    this.code = code;
    this.kind = kind;
    this.retryAfter = retryAfter;
  }
}

/** `linkTokens`: of the private links of the requests that it lists, by their ids. */
export type OutgoingMessage = Pick<WaitingMessage, "id" | "contact" | "onlyNamed" | "message"> & {
  linkTokens: ReadonlyMap<string, string>;
};
