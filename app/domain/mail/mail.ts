import type { BookingNews, HourNews } from "../offers/hour-news.ts";
import type { OperatorWarning } from "../team/operator-warning.ts";
import type { TeamNews } from "../team/team-news.ts";
import type { ServiceFormat } from "../timetable/availability.ts";
import type { TimeWindow } from "../waitlist-request.ts";

/** Notices to the operator, sent together in one mail: a new request, a wish to leave the list, an hour that a visitor asked for, an answer in a chat, or a messenger that takes nothing. */
export const NOTICE_KINDS = [
  "operator_notice",
  "leave_notice",
  "hour_notice",
  "exhausted_notice",
  "answer_notice",
  "channel_notice",
] as const;

export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Mails of which a person gets at most one a day. */
const DAILY_KINDS = ["confirmation", "leave_link", "renewal", "repeated"] as const;

/** Offered hours and what became of them: an hour does not wait, so neither does its mail. */
const OFFER_KINDS = ["offer", "booking", "hour_news", "ask_to_wait"] as const;

export const MAIL_KINDS = [...DAILY_KINDS, ...OFFER_KINDS, ...NOTICE_KINDS] as const;

export type MailKind = (typeof MAIL_KINDS)[number];

/** Whether the operator receives the mail, and not the person of its request. */
export const isNotice = (kind: MailKind): kind is NoticeKind => NOTICE_KINDS.some((notice) => notice === kind);

/** At least this long between two mails to a person, and between two messages about repeats in their chat. */
export const PERSON_PAUSE_MS = 24 * 60 * 60 * 1000;

/** A mail waits until `ms` milliseconds after the last mail of the kinds `after` to the same contact. */
export type MailPause = { ms: number; after: readonly MailKind[] };

/** A person gets at most one mail a day, offers apart. A leave link waits only for another one: the way out is open on any day. */
export function pauseAfter(kind: MailKind): MailPause | null {
  switch (kind) {
    case "confirmation":
    case "renewal":
    case "repeated":
      return { ms: PERSON_PAUSE_MS, after: DAILY_KINDS };
    case "leave_link":
      return { ms: PERSON_PAUSE_MS, after: ["leave_link"] };
    case "offer":
    case "booking":
    case "hour_news":
    case "ask_to_wait":
      return null;
    // `noticeTurn` sets their pace.
    case "operator_notice":
    case "leave_notice":
    case "hour_notice":
    case "exhausted_notice":
    case "answer_notice":
    case "channel_notice":
      return null;
  }
}

type AboutRequest = { serviceTitle: string; preferredTimeWindow: TimeWindow };

/** The promised moment (ISO 8601, UTC) and the zone whose day is named. */
export type StoredPromise = { at: string; timeZone: string };

/** Moments are ISO 8601, UTC. `format`: `null` where it is agreed on later. */
type AboutHour = { serviceTitle: string; startsAt: string; timeZone: string; format: ServiceFormat | null };
/** `uid` is the booking's id, by which a calendar knows the hour again. */
export type BookedHour = { uid: string; startsAt: string; endsAt: string };

/** What the text of each kind needs. A notice counts requests, and needs nothing of its own. */
export type MailProps = {
  /** `answerBy`: `null` in rows from before this field. */
  confirmation: AboutRequest & { answerWithinWorkingDays: number; answerBy: StoredPromise | null };
  /** `others`: the person's other requests, since the mail is about all of them. */
  leave_link: { serviceTitle: string; others: { requestId: string; serviceTitle: string }[] };
  /** `expiresAt` is ISO 8601, UTC. */
  renewal: AboutRequest & { expiresAt: string; timeZone: string };
  repeated: { serviceTitle: string };
  /** `alsoAt`: the later hours of a weekly offer. */
  offer: AboutHour & { offerId: string; alsoAt: string[]; holdsUntil: string };
  /** `hours`: all that were booked together, the first one first. `missing`: those of the weekly offer that were taken. `stamp` and `sequence` are those of the calendar file (RFC 5545). */
  booking: AboutHour & {
    about: BookingNews;
    hours: BookedHour[];
    missing: string[];
    cancelUntil: string;
    stamp: string;
    sequence: number;
  };
  /** `until`: the end of the hold for the practice's answer, with `asked`. */
  hour_news: {
    about: Exclude<HourNews, BookingNews>;
    serviceTitle: string;
    startsAt: string;
    timeZone: string;
    until: string | null;
  };
  ask_to_wait: { serviceTitle: string };
  operator_notice: Record<never, never>;
  leave_notice: Record<never, never>;
  hour_notice: Record<never, never>;
  exhausted_notice: Record<never, never>;
  answer_notice: Record<never, never>;
  channel_notice: Record<never, never>;
};

/**
 * A mail that was decided on. `props` holds everything that its text needs, fixed at that moment, except private links,
 * which are made from their rows. Every attempt renders the same bytes unless a link was revoked in between.
 */
export type Mail<Kind extends MailKind = MailKind> = {
  id: string;
  kind: Kind;
  /** The reason for the mail, e.g. `confirmation/<request>` or `leave_link/<request>/<day>`: two jobs for it make one mail. */
  dedupeKey: string;
  waitlistRequestId: string;
  props: MailProps[Kind];
  createdAt: Date;
};

export const NOTICE_SUBJECTS = ["request", "leave", "hour", "exhausted", "answer"] as const;
/** The kind of notice about a request: it was made, its person wishes to leave, asks for an hour or answered, or nobody is left for an hour that they were the last to be asked about. */
export type NoticeSubject = (typeof NOTICE_SUBJECTS)[number];

/** Ids only. The recipient's address and the account's name are looked up when the mail is sent. */
export type OperatorMail = {
  mailId: string;
  operatorId: string;
  about: OperatorWarning | TeamNews;
  accountId?: string;
};
