import type { Contact } from "#app/domain/contact/contact.ts";
import type { Mail, MailKind, MailProps, NoticeKind, OperatorMail } from "#app/domain/mail/mail.ts";
import type { ServiceFormat } from "#app/domain/timetable/availability.ts";

export interface MailRepository {
  /** Adds the mail unless its `dedupeKey` exists. Returns the stored mail. */
  addOnce<Kind extends MailKind>(mail: Mail<Kind>): Promise<StoredMail<Kind>>;
  /** Claims the mail for one minute. `false`: another worker has it, or it was sent. */
  claim(id: string, claimant: string, now: Date): Promise<boolean>;
  find(id: string): Promise<{ kind: MailKind; waitlistRequestId: string | null } | null>;
  /** When this mail may be sent to the contact, by `pauseAfter`. `never`: the contact is unreachable or refuses mail. */
  earliest(id: string, kind: MailKind, contact: Contact, now: Date): Promise<Date | "never">;
  /** Failed or bounced mails whose request is open and unanswered since; `newest` first. */
  failed(limit: number): Promise<{ count: number; newest: FailedMail[] }>;
  /** When a mail of this kind about the request was last sent; `null`: never. */
  lastSent(requestId: string, kind: MailKind): Promise<Date | null>;
  markSent(id: string, at: Date): Promise<void>;
  /** `final`: it is not tried again. */
  markFailed(id: string, failure: { code: string; at: Date; final: boolean }): Promise<void>;
  /** Ids of all mails of a request, and whether one may be in flight at `now`: claimed and not released. */
  ofRequest(requestId: string, now: Date): Promise<{ ids: string[]; underWay: boolean }>;
}

/** `errorCode` is ours and contains no address. */
export type FailedMail = {
  id: string;
  kind: MailKind;
  waitlistRequestId: string;
  errorCode: string | null;
  attempts: number;
  failedAt: Date;
};

/** A mail ready to be sent. `id` is its idempotency key and, at the practice's domain, its Message-ID. */
export type OutgoingMail = {
  id: string;
  to: string;
  subject: string;
  html: string;
  text: string;
  /** RFC 8058 one-click address; only mails to waiting people have one. */
  unsubscribeUrl?: string;
  /** Nothing is to answer it by itself. */
  toOperator?: true;
  files?: MailFile[];
};

/** A file beside the mail's texts. */
export type MailFile = { filename: string; contentType: string; content: string };

export interface EmailSender {
  /** Sends once per `mail.id` if the provider can promise that. Throws `MailError`, which never quotes an address. */
  send(mail: OutgoingMail): Promise<void>;
}

/** Mail texts that we store ourselves. A provider's copies are not covered. */
export interface MailArchive {
  /** Destroys the stored texts of these mails. Returns their number. */
  destroy(mailIds: string[]): Promise<number>;
}

/**
 * `retryable`: a retry may succeed (rate, network, 5xx). `recipient`: the address itself refuses mail.
 * `limited`: a temporary sending limit is used up; with `QUOTA_CODE` it is ours and delays every mail.
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

export type RenderedMail = { subject: string; html: string; text: string; files?: MailFile[] };

/** Renders each mail. The same props give the same bytes. */
export interface MailRenderer {
  confirmation(props: MailProps["confirmation"] & RequestLink): Promise<RenderedMail>;
  operatorNotice(props: { counts: NoticeCounts; origin: string }): Promise<RenderedMail>;
  repeated(props: MailProps["repeated"] & RequestLink): Promise<RenderedMail>;
  leaveLink(props: { requests: LinkedRequest[]; origin: string }): Promise<RenderedMail>;
  /** `account` is the e-mail of the account concerned, which may be another operator's. */
  operatorWarning(props: {
    about: OperatorMail["about"];
    account: string | null;
    origin: string;
  }): Promise<RenderedMail>;
  renewal(props: MailProps["renewal"] & RequestLink): Promise<RenderedMail>;
  offer(props: MailProps["offer"] & OfferLink): Promise<RenderedMail>;
  /** With a calendar file of the hours. `href` opens the page of the booking. */
  booking(props: MailProps["booking"] & { href: string; origin: string }): Promise<RenderedMail>;
  hourNews(props: MailProps["hour_news"] & RequestLink): Promise<RenderedMail>;
  askToWait(props: MailProps["ask_to_wait"] & RequestLink): Promise<RenderedMail>;
  consentLink(props: ConsentLink): Promise<RenderedMail>;
}

/** A caller is asked for their consent. Moments are ISO 8601, UTC; without `startsAt` they are to be on the list. */
export type ConsentLink = {
  serviceTitle: string;
  startsAt: string | null;
  timeZone: string;
  format: ServiceFormat;
  until: string;
  consentLink: string;
  origin: string;
};

/** `offerLink` opens the offer's page. `origin` has no slash at its end. */
export type OfferLink = { offerLink: string; origin: string };

/** `privateLink` opens the request's own page. `origin` has no slash at its end. */
export type RequestLink = { privateLink: string; origin: string };

/** One request of a person, with its private link. */
export type LinkedRequest = { serviceTitle: string; privateLink: string };

/** The number of notices of each kind in one mail. */
export type NoticeCounts = Record<NoticeKind, number>;

/** `countedAt`: when it was last handed to the provider. */
export type StoredMail<Kind extends MailKind = MailKind> = Mail<Kind> & {
  sentAt: Date | null;
  failedAt: Date | null;
  countedAt: Date | null;
  attempts: number;
};
