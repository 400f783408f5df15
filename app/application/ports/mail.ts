import type { Contact } from "#app/domain/contact/contact.ts";
import type { Mail, MailKind, MailProps, NoticeKind, OperatorMail } from "#app/domain/mail/mail.ts";

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

/** `countedAt`: when it was last handed to the provider. */
export type StoredMail = Mail & {
  sentAt: Date | null;
  failedAt: Date | null;
  countedAt: Date | null;
  attempts: number;
};
