import type { OperatorWarning } from "#app/domain/team/operator-warning.ts";
import type { TeamNews } from "#app/domain/team/team-news.ts";
import type { TimeWindow } from "#app/domain/waitlist-request.ts";

/** To the operator, gathered into one mail: somebody asks for time, or asks to be taken off the list. */
export const NOTICE_KINDS = ["operator_notice", "leave_notice"] as const;

export type NoticeKind = (typeof NOTICE_KINDS)[number];

export const MAIL_KINDS = ["confirmation", "leave_link", "renewal", "repeated", ...NOTICE_KINDS] as const;

export type MailKind = (typeof MAIL_KINDS)[number];

/**
 * A mail that was decided on. `props` holds everything that its text needs, fixed at that moment, except private links,
 * which are made from their rows. Every attempt renders the same bytes unless a link was revoked in between.
 */
export type Mail = {
  id: string;
  kind: MailKind;
  /** What it answers, e.g. `confirmation/<request>` or `leave_link/<request>/<day>`: two jobs about it make one mail. */
  dedupeKey: string;
  waitlistRequestId: string;
  props: MailProps;
  createdAt: Date;
};

export type MailProps = {
  serviceTitle: string;
  preferredTimeWindow: TimeWindow;
  answerWithinWorkingDays: number;
  /** ISO 8601, UTC. */
  expiresAt: string;
  timeZone: string;
  /** The person's other requests, where the mail is about all of them. */
  others: { requestId: string; serviceTitle: string }[];
};

/** Whether the mail goes to the operator, and not to the person of its request. */
export const isNotice = (kind: MailKind): kind is NoticeKind => NOTICE_KINDS.some((notice) => notice === kind);

/** What the operator is told of a request: that it was made, or that somebody wishes to leave. */
export type NoticeSubject = "request" | "leave";

/** Ids only. The recipient's address and the account's name are looked up when the mail is sent. */
export type OperatorMail = {
  mailId: string;
  operatorId: string;
  about: OperatorWarning | TeamNews;
  accountId?: string;
};
