import type { Practice, Service, TimetableReading } from "#app/domain/availability.ts";
import type { ChatMessage } from "#app/domain/chat-message.ts";
import type { Consent } from "#app/domain/consent.ts";
import type { Contact } from "#app/domain/contact.ts";
import type { ChatEvent, Conversation } from "#app/domain/conversation.ts";
import type { Lead, LeadTimelineEvent } from "#app/domain/lead.ts";
import type { Mail, MailKind, MailProps, NoticeKind, NoticeSubject, OperatorMail } from "#app/domain/mail.ts";
import type { PreparedAnswer, PreparedMessage } from "#app/domain/prepared-message.ts";
import type { Erasure, ErasureReason } from "#app/domain/retention.ts";

import type { TrackingEvent } from "#app/domain/tracking-event.ts";
import type { Utm } from "#app/domain/visit.ts";
import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";
import type {
  DeskAudit,
  DeskRepository,
  DeskSessionRepository,
  InsightRepository,
  OperatorRepository,
  ServiceRepository,
  SlotRepository,
  WaitingList,
} from "./desk/ports.ts";
import type { MailLine } from "./ports/mail-line.ts";
import type { OperatorNotices } from "./ports/operator-notices.ts";
import type { RecoveryCodeRepository } from "./team/ports.ts";

/** The present moment, UTC inside. */
export type Clock = () => Date;

export type Ids = {
  /** A new UUIDv7, its time taken from the clock. */
  uuid(): string;
  /** Eight random base62 characters. */
  deepLink(): string;
};

/** A part of the practice's machinery is away (database, pool). Nothing was saved; a later try may succeed. */
export class UnavailableError extends Error {
  override name = "UnavailableError";
}

/** A contact that no key of ours opens. Names the row, never what is in it. */
export class UndecryptableError extends Error {
  override name = "UndecryptableError";
}

/** Not a fault: the job is to come again at `until`. */
export class PutOffError extends Error {
  override name = "PutOffError";
  readonly until: Date;
  constructor(until: Date) {
    super("put off");
    this.until = until;
  }
}

export interface Database {
  /**
   * Runs the work in one transaction and hands it the repositories of that transaction.
   * Whatever it throws rolls everything back. Throws `UnavailableError` when the database cannot be reached.
   */
  transaction<T>(work: (repositories: Repositories) => Promise<T>): Promise<T>;
}

export type Repositories = {
  practice: PracticeRepository;
  waitlistRequests: WaitlistRequestRepository;
  leads: LeadRepository;
  timeline: TimelineRepository;
  consents: ConsentRepository;
  events: { append(events: TrackingEvent[]): Promise<void> };
  deepLinks: DeepLinkRepository;
  chats: ChatRepository;
  chatMessages: ChatMessageRepository;
  mails: MailRepository & MailLine & OperatorNotices;
  retention: RetentionRepository;
  desk: DeskRepository;
  /** `false`: this delivery of a provider's webhook was taken before. */
  receipts: { takeOnce(provider: string, receiptId: string, now: Date): Promise<boolean> };
  jobs: { enqueue(jobs: Job[]): Promise<void> };
  operators: OperatorRepository;
  deskSessions: DeskSessionRepository;
  recoveryCodes: RecoveryCodeRepository;
  deskAudit: DeskAudit;
  services: ServiceRepository;
  slots: SlotRepository;
  waiting: WaitingList;
  insight: InsightRepository;
};

/**
 * How much one address may cause to be written down of its visits. Beyond it visits are answered alike and not counted.
 * Addresses are given by their prefix (IPv4 /32, IPv6 /64).
 */
export interface VisitLimits {
  /** `false`: beyond the limit of views and clicks in a minute. */
  admitView(addressPrefix: string): boolean;
  /** `false`: beyond that limit, or beyond the one of links into the bot in an hour. */
  admitClick(addressPrefix: string): boolean;
}

export interface PracticeRepository {
  /** The practice and its active service of that slug, if there is one. */
  findService(slug: string): Promise<{ practice: Practice; service: Service | null }>;
  /** The practice and the active services whose list takes requests, in their order. */
  openLists(): Promise<{ practice: Practice; services: Service[] }>;
  settings(): Promise<Practice>;
  /** The settings, held until the transaction ends. */
  hold(): Promise<Practice>;
  setPromise(workingDays: number): Promise<void>;
  /** The service of a request, archived ones too. Throws when there is none. */
  serviceOf(serviceId: string): Promise<{ practice: Practice; service: Service }>;
}

/*
 * The methods that the waitlist's POST uses take lists, so that a new, a repeated and a suspect request send the
 * same statements (an empty list is a statement without rows) and the answer's time tells nobody who is waiting.
 */
export interface WaitlistRequestRepository {
  /** Holds every other transaction about this contact until this one ends. */
  lockContact(contact: Contact): Promise<void>;
  /** The oldest request that waits for this service with one of these contacts: neither closed nor quarantined. */
  findActive(serviceId: string, contacts: Contact[]): Promise<WaitlistRequest | null>;
  /** Adds the request with its contact encrypted; of one that exists, only what may change is written. */
  save(request: WaitlistRequest, contact: Contact): Promise<void>;
  /** Writes what may change of a request that exists. */
  update(request: WaitlistRequest): Promise<void>;
  find(id: string): Promise<WaitlistRequest | null>;
  /** Holds the contact and the row until the transaction ends. `tokenHash` is the hex SHA-256 of the private link's token. */
  findByTokenHash(tokenHash: string): Promise<WaitlistRequest | null>;
  /** The token of the request's private link, made anew: 22 base64url characters. `null` when the link was revoked for good. */
  linkTokenOf(id: string): Promise<string | null>;
  /** The request, its contact and row held until the transaction ends. */
  hold(id: string): Promise<WaitlistRequest | null>;
  /** Ids of everything that waits with this contact, whatever the service: neither closed nor quarantined; oldest first. */
  activeWith(contact: Contact): Promise<string[]>;
  /** Ids of everything that still holds one of these contacts, closed and quarantined too. */
  holding(contacts: Contact[]): Promise<string[]>;
  /** Decrypts. `null` when the contact was destroyed. Throws when it does not decrypt. */
  contactOf(id: string): Promise<Contact | null>;
  /** Mail does not arrive there, or is not wanted: marks every request of this one's contact. */
  markUnreachable(id: string, at: Date): Promise<void>;
  /** What comes to these contacts arrives (`null`), or does not since `at`. */
  markReachable(contacts: Contact[], unreachableAt: Date | null): Promise<void>;
  /** Counts one request made with this contact; `false` above the day's limit. A suspect's are counted apart: they take nothing from a person. */
  withinDailyLimit(contact: Contact, suspect: boolean, now: Date): Promise<boolean>;
}

/** What the passing of time and a person's wish take away. Tables that hold no person are emptied in batches. */
export interface RetentionRepository {
  /**
   * Up to `limit` requests for which it is time, held like `hold` does; those that somebody else holds are left to them.
   * `ask`: by e-mail, reachable, lapsing by `until` and not asked. `lapse`: past their term. `destroy`: closed, or
   * quarantined, before the given moment and still with a contact.
   */
  due(what: { ask: Date } | { lapse: Date } | { destroy: Date }, now: Date, limit: number): Promise<WaitlistRequest[]>;
  /** The request itself and, of its contact, those that are closed or quarantined and still hold it. Active ones have links of their own. */
  holdersOfContact(request: WaitlistRequest): Promise<WaitlistRequest[]>;
  /** Ciphertext, fingerprint and link of the requests, and of the leads that no request needs any more. Answers rows by table. */
  destroyContacts(requests: WaitlistRequest[]): Promise<Record<string, number>>;
  record(erasures: Erasure[]): Promise<void>;
  /** How many requests lost their contact to the passing of time since this moment. */
  purgedSince(since: Date): Promise<number>;
  /**
   * Deletes up to `limit` rows of each table that are past their time, with what was said in chats, chats that are quiet and
   * needed by no request, and, before `evidence`, the requests without a contact, erasures and the audit. Answers how many.
   */
  deleteOld(
    before: { events: Date; receipts: Date; chats: Date; evidence: Date; now: Date },
    limit: number,
  ): Promise<number>;
  /** All that is stored about the person of a request, the contact itself apart. */
  stored(request: WaitlistRequest): Promise<StoredRecords>;
}

/** Rows as they stand, by table. */
export type StoredRecords = Record<
  "consents" | "lead" | "lead_timeline_events" | "analytics_events" | "mails" | "telegram_chats" | "telegram_messages",
  Record<string, unknown>[]
>;

export interface LeadRepository {
  /** The lead of the first of these contacts that is known. */
  findByContacts(contacts: Contact[]): Promise<Lead | null>;
  save(leads: Lead[]): Promise<void>;
  /** Makes this lead's whatever hangs on a lead that is known by this contact and by nothing else. */
  adopt(leadId: string, contact: Contact): Promise<void>;
  /** A contact that is already an identity stays with its lead. */
  addIdentities(identities: { id: string; leadId: string; contact: Contact; createdAt: Date }[]): Promise<void>;
}

export interface TimelineRepository {
  append(entries: LeadTimelineEvent[]): Promise<void>;
  /** How much happened to a request since this moment. */
  countSince(waitlistRequestId: string, since: Date): Promise<number>;
}

export interface ConsentRepository {
  append(consents: Consent[]): Promise<void>;
  /** Marks every standing consent of the request as withdrawn; the evidence stays. */
  withdraw(waitlistRequestId: string, at: Date): Promise<void>;
}

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

/** `linkTokens`: of the private links of the requests that it lists, by their ids. */
export type OutgoingMessage = Pick<WaitingMessage, "id" | "contact" | "onlyNamed" | "message"> & {
  linkTokens: ReadonlyMap<string, string>;
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

/** What a worker has to do. Ids only: never a contact or a token. */
export type Job =
  | { name: "confirm-request"; data: { requestId: string } }
  | { name: "tell-operator"; data: { requestId: string; about: NoticeSubject } }
  | { name: "ask-renewal"; data: { requestId: string } }
  /** Always one for each wish, with no ids when nobody waits. `askedOn` is the day, UTC, such as `2026-11-23`. */
  | { name: "answer-leave-wish"; data: { requestIds: string[]; askedOn: string } }
  | { name: "destroy-mails"; data: { requestId: string; reason: ErasureReason } }
  /** Work what a chat told, then send what waits for it. */
  | { name: "answer-chat"; data: { chatId: string } }
  /** The operator has answered the request: say so where a chat is open. */
  | { name: "tell-contacted"; data: { requestId: string } }
  /** A repeat without proof of the contact changed the window: tell the person, who can put it back. */
  | { name: "tell-repeated"; data: { requestId: string } }
  /** Something happened to an operator's account, at the desk's door or behind it. */
  | { name: "warn-operator"; data: OperatorMail };
export type JobName = Job["name"];

/** `countedAt`: when it was last handed to the provider. */
export type StoredMail = Mail & {
  sentAt: Date | null;
  failedAt: Date | null;
  countedAt: Date | null;
  attempts: number;
};

export interface MailRepository {
  /** Adds the mail unless one with its `dedupeKey` stands; answers the one that stands. */
  addOnce(mail: Mail): Promise<StoredMail>;
  /** Takes the mail for one minute. `false`: another worker has it, or it was sent. */
  claim(id: string, claimant: string, now: Date): Promise<boolean>;
  find(id: string): Promise<{ kind: MailKind; waitlistRequestId: string } | null>;
  /**
   * When this mail may go to the contact: no other went in the 24 hours before. A link by which to leave waits for
   * another such link only, so that the way out is open on any day. `never`: the contact is unreachable or wants none.
   */
  earliest(id: string, kind: MailKind, contact: Contact, now: Date): Promise<Date | "never">;
  /** Mails that were given up or came back while their request waits and nobody has answered it since; `newest` first. */
  failed(limit: number): Promise<{ count: number; newest: FailedMail[] }>;
  /** When a mail of this kind about the request was last sent; `null`: never. */
  lastSent(requestId: string, kind: MailKind): Promise<Date | null>;
  markSent(id: string, at: Date): Promise<void>;
  markFailed(id: string, errorCode: string, final: boolean): Promise<void>;
  /** Ids of every mail of a request, and whether one may be on its way at `now`: claimed and not let go of. */
  ofRequest(requestId: string, now: Date): Promise<{ ids: string[]; underWay: boolean }>;
}

/** `errorCode` is ours and names no address. */
export type FailedMail = {
  id: string;
  kind: MailKind;
  waitlistRequestId: string;
  errorCode: string | null;
  attempts: number;
  failedAt: Date;
};

/** A mail ready to go. `id` is its idempotency key and, at the practice's domain, its Message-ID. */
export type OutgoingMail = {
  id: string;
  to: string;
  subject: string;
  html: string;
  text: string;
  /** RFC 8058 one-click address; only mails to people who wait have one. */
  unsubscribeUrl?: string;
};

export interface EmailSender {
  /** Sends once per `mail.id` where the provider can promise that. Throws `MailError`, which never quotes an address. */
  send(mail: OutgoingMail): Promise<void>;
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

/** Texts of mails that we keep ourselves. A provider keeps its own; nothing of it is here. */
export interface MailArchive {
  /** Destroys what is kept of these mails. Answers how many there were. */
  destroy(mailIds: string[]): Promise<number>;
}

/**
 * `retryable`: a later try may succeed (rate, network, 5xx). `recipient`: the address itself refuses mail.
 * `limited`: a sending limit is used up, and passes by itself; under `QUOTA_CODE` it is ours and holds every mail.
 */
export class MailError extends Error {
  override name = "MailError";
  readonly code: string;
  readonly kind: "retryable" | "final" | "recipient" | "limited";
  /** Seconds that the provider asked to wait. */
  readonly retryAfter: number | undefined;
  constructor(code: string, kind: MailError["kind"], retryAfter?: number) {
    super(code);
    this.code = code;
    this.kind = kind;
    this.retryAfter = retryAfter;
  }
}

export type RenderedMail = { subject: string; html: string; text: string };

/** The words of each mail. The same props give the same bytes. */
export interface MailRenderer {
  confirmation(
    props: Pick<MailProps, "serviceTitle" | "preferredTimeWindow" | "answerWithinWorkingDays"> & {
      privateLink: string;
      origin: string;
    },
  ): Promise<RenderedMail>;
  operatorNotice(props: { counts: NoticeCounts; origin: string }): Promise<RenderedMail>;
  repeated(props: Pick<MailProps, "serviceTitle"> & { privateLink: string; origin: string }): Promise<RenderedMail>;
  leaveLink(props: { requests: LinkedRequest[]; origin: string }): Promise<RenderedMail>;
  /** `account` is the e-mail of whom it tells of, where that may be somebody else. */
  operatorWarning(props: {
    about: OperatorMail["about"];
    account: string | null;
    origin: string;
  }): Promise<RenderedMail>;
  renewal(
    props: Pick<MailProps, "serviceTitle" | "preferredTimeWindow" | "expiresAt" | "timeZone"> & {
      privateLink: string;
      origin: string;
    },
  ): Promise<RenderedMail>;
}

/** One request of a person, and the private way to it. */
export type LinkedRequest = { serviceTitle: string; privateLink: string };

/** How many notices of each kind one mail tells. */
export type NoticeCounts = Record<NoticeKind, number>;

export interface TimetableReader {
  /** Never throws: a fault is the answer `unreadable`. */
  read(): Promise<TimetableReading> | TimetableReading;
}

/** Pages show the timetable from memory. Other processes hear of a change from the database. */
export interface TimetableMemory {
  /** What was read before is no longer shown in this process. Called once a change is committed, or may have been. */
  invalidate(): void;
}

/** Views and clicks: buffered and written in batches, so that counting never slows a page. */
export interface EventBuffer {
  record(event: TrackingEvent): void;
}

export interface PrivateLinks {
  /** Hex SHA-256 of a token, for look-up. */
  hash(token: string): string;
}
