import type { TrackingEvent } from "#app/domain/tracking-event.ts";
import type { CallerRepository } from "./callers.ts";
import type { ChatMessageRepository, ChatRepository, DeepLinkRepository } from "./chat.ts";
import type { InsightRepository } from "./insight.ts";
import type { JobQueue } from "./jobs.ts";
import type { MailRepository } from "./mail.ts";
import type { MailLine } from "./mail-line.ts";
import type {
  BookingRepository,
  FillingRepository,
  OfferLine,
  OfferRepository,
  OfferRules,
  SeriesReader,
} from "./offers.ts";
import type { OffersDesk } from "./offers-desk.ts";
import type { OperatorNotices } from "./operator-notices.ts";
import type { DeliveryRepository, DeskRepository } from "./people.ts";
import type { DocumentRepository, RetentionRepository } from "./privacy.ts";
import type { DeskAudit, DeskSessionRepository, OperatorRepository, RecoveryCodeRepository } from "./team.ts";
import type {
  AboutRepository,
  PracticeRepository,
  ServiceRepository,
  SlotRepository,
  TimetableChangeRepository,
  WaitingList,
} from "./timetable.ts";
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
  aboutPractice: AboutRepository;
  documents: DocumentRepository;
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
  deliveries: DeliveryRepository;
  /** `false`: this delivery of a provider's webhook was processed before. */
  receipts: { takeOnce(provider: string, receiptId: string, now: Date): Promise<boolean> };
  jobs: JobQueue;
  offerRules: OfferRules;
  fillings: FillingRepository;
  offers: OfferRepository;
  bookings: BookingRepository;
  callers: CallerRepository;
  line: OfferLine & SeriesReader;
  offersDesk: OffersDesk;
  operators: OperatorRepository;
  deskSessions: DeskSessionRepository;
  recoveryCodes: RecoveryCodeRepository;
  deskAudit: DeskAudit;
  services: ServiceRepository;
  slots: SlotRepository;
  changes: TimetableChangeRepository;
  waiting: WaitingList;
  insight: InsightRepository;
};
