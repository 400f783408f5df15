import type { NoticeSubject, OperatorMail } from "#app/domain/mail/mail.ts";
import type { ErasureReason } from "#app/domain/retention.ts";
import type { TrackingEvent } from "#app/domain/tracking-event.ts";
import type { ChatMessageRepository, ChatRepository, DeepLinkRepository } from "./chat.ts";
import type { InsightRepository } from "./insight.ts";
import type { MailRepository } from "./mail.ts";
import type { MailLine } from "./mail-line.ts";
import type { OperatorNotices } from "./operator-notices.ts";
import type { DeskRepository } from "./people.ts";
import type { RetentionRepository } from "./privacy.ts";
import type { DeskAudit, DeskSessionRepository, OperatorRepository, RecoveryCodeRepository } from "./team.ts";
import type { PracticeRepository, ServiceRepository, SlotRepository, WaitingList } from "./timetable.ts";
import type { ConsentRepository, LeadRepository, TimelineRepository, WaitlistRequestRepository } from "./waitlist.ts";

/** Infrastructure (database, pool) is unavailable. Nothing was saved; a retry may succeed. */
export class UnavailableError extends Error {
  override name = "UnavailableError";
}

/** No key decrypts a contact. Names the row, never its content. */
export class UndecryptableError extends Error {
  override name = "UndecryptableError";
}

/** Not an error: the job is to run again at `until`. */
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
   * Runs the work in one transaction with that transaction's repositories. After a deadlock or a conflict the work runs again in
   * a new transaction, so it may change nothing outside.
   * Any error rolls everything back and is rethrown. Throws `UnavailableError` when the database is unreachable.
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
  /** `false`: this delivery of a provider's webhook was processed before. */
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
