import type { ChatMessage, MessageSubject } from "#app/domain/chat/chat-message.ts";
import type { ChatEvent, Conversation } from "#app/domain/chat/conversation.ts";
import type { PreparedAnswer, PreparedMessage } from "#app/domain/chat/prepared-message.ts";
import type { ChatContact, Contact } from "#app/domain/contact/contact.ts";
import type { Utm } from "#app/domain/visit.ts";
import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";

/** A stored update of a chat. `updateId` is the messenger's number, or its time where it has none: updates are processed in its order. */
export type ChatUpdate = { id: string; updateId: number; event: ChatEvent; receivedAt: Date };

/** A private chat with the bot. `name` is the person's name, as the messenger last reported it. */
export type Chat = { id: string; contact: ChatContact; name: Contact | null; conversation: Conversation };

export interface ChatRepository {
  /** Returns the chat's id, creating the chat if needed. A name moves to the chat that reported it last. */
  open(chat: { id: string; nameId: string; contact: ChatContact; name: Contact | null; now: Date }): Promise<string>;
  addUpdate(chatId: string, update: ChatUpdate): Promise<void>;
  /** Locks the chat's contact and row until the transaction ends. `null`: the chat is gone. */
  hold(chatId: string): Promise<Chat | null>;
  /** Removes and returns the waiting updates, in the order of their numbers. */
  takeUpdates(chatId: string): Promise<ChatUpdate[]>;
  saveConversation(chatId: string, conversation: Conversation): Promise<void>;
  /**
   * The open chat of a contact. `byName`: found by the last reported name, which may belong to another person by now.
   * `null`: none, or the bot is blocked.
   */
  findOpen(contact: Contact): Promise<{ chatId: string; byName: boolean } | null>;
  /** The same where the person stopped the bot: nothing can be sent there. */
  findStopped(contact: Contact): Promise<{ chatId: string; byName: boolean } | null>;
  /** Whether the person of a request can be reached in a chat. */
  stateFor(requestId: string): Promise<ChatState>;
  setBlocked(chatId: string, at: Date | null): Promise<void>;
  /** Destroys the chat after its last message, or after a day at the latest. `null`: the person writes again. */
  forgetAfterReply(chatId: string, at: Date | null): Promise<void>;
  /** Destroys the chat if it was to be forgotten after its reply. */
  forget(chatId: string): Promise<void>;
  /** Destroys the chat at once, without a farewell. */
  destroy(chatId: string): Promise<void>;
  /** Destroys the chats of these requests' contacts unless another request needs them or a reply is due. Returns their number. */
  destroyOf(requests: WaitlistRequest[]): Promise<number>;
}

export type ChatState = "open" | "blocked" | "none";

/** `byName`: sent only while the chat still has the name that it was found by. */
export type NewChatMessage = {
  id: string;
  chatId: string;
  byName: boolean;
  message: ChatMessage;
  createdAt: Date;
} & MessageSubject;

export interface ChatMessageRepository {
  /** Adds messages in order, skipping those whose subject has a message. Returns how many were added. */
  add(messages: NewChatMessage[]): Promise<number>;
  /** Stores a person's answer to a message of their chat. `first`: it differs from the stored one. `null`: no such message. */
  answer(
    chatId: string,
    messageId: string,
    answer: PreparedAnswer,
  ): Promise<{ message: ChatMessage; createdAt: Date; first: boolean } | null>;
  /** When this was last told to the person about the request, sent or not; `null`: never. */
  lastTold(requestId: string, about: "repeated"): Promise<Date | null>;
  /** Operators' messages about a request, newest first. */
  preparedFor(requestId: string): Promise<PreparedRow[]>;
  /** Claims the oldest unsent message of a chat for one minute. `null`: none is left, or another worker is sending it. */
  claimNext(chatId: string, claimant: string, now: Date): Promise<WaitingMessage | null>;
  markSent(id: string, at: Date): Promise<void>;
  /** `final`: there will be no retry. */
  markFailed(id: string, failure: { code: string; at: Date; final: boolean }): Promise<void>;
  /** Cancels our unsent messages about this request. Answers to the person are still sent. */
  callBack(requestId: string, at: Date): Promise<void>;
}

export type PreparedRow = {
  id: string;
  prepared: PreparedMessage;
  createdAt: Date;
  fate: "waiting" | "sent" | "failed";
  answer: PreparedAnswer | null;
};

/** `onlyNamed`: the name that the person must still have; `null`: any. */
export type WaitingMessage = {
  id: string;
  contact: Contact;
  onlyNamed: Contact | null;
  message: ChatMessage;
  attempts: number;
};

/** Created per click; stored for 30 days; never with a person. */
export type DeepLink = {
  id: string;
  serviceId: string | null;
  /** The free hour that the visitor had before them. */
  slotId: string | null;
  utm: Utm;
  createdAt: Date;
  expiresAt: Date;
};

export interface DeepLinkRepository {
  add(link: DeepLink): Promise<void>;
  /** The link, unless it has expired. */
  find(id: string, now: Date): Promise<DeepLink | null>;
  /** `false`: the bot was started from this link before. */
  subscribeOnce(id: string, now: Date): Promise<boolean>;
}

export interface ConciergeBot {
  /** Throws `BotError`, which never quotes a person. A name that moved to another chat is a permanent failure. */
  send(message: OutgoingMessage): Promise<void>;
  /** Acknowledges a press to the app of the chat's person. A late acknowledgement is not an error. */
  acknowledge(chat: ChatContact, callbackId: string): Promise<void>;
}

/**
 * `retryable`: a retry may succeed. `unclear`: an answer that nobody has seen, tried once more. `blocked`: this person accepts no
 * messages from the bot.
 */
export class BotError extends Error {
  override name = "BotError";
  readonly code: string;
  readonly kind: "retryable" | "unclear" | "final" | "blocked";
  /** Seconds that the messenger asked to wait. */
  readonly retryAfter: number | undefined;
  constructor(code: string, kind: BotError["kind"], retryAfter?: number) {
    super(code);
    this.code = code;
    this.kind = kind;
    this.retryAfter = retryAfter;
  }
}

/** `linkTokens`: the private links of the listed requests, by request id. */
export type OutgoingMessage = Pick<WaitingMessage, "id" | "contact" | "onlyNamed" | "message"> & {
  linkTokens: ReadonlyMap<string, string>;
};
