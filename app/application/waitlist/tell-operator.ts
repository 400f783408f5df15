import { decideMail, type Occasion } from "#app/application/mail/decide-mail.ts";
import { deliverMail } from "#app/application/mail/deliver-mail.ts";
import type { Attempt } from "#app/application/mail/send-mail.ts";
import { turnInLine } from "#app/application/mail/turn-in-line.ts";
import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database, Repositories } from "#app/application/ports/database.ts";
import { PutOffError } from "#app/application/ports/database.ts";
import type { JobPayloads } from "#app/application/ports/jobs.ts";
import type { EmailSender, MailRenderer } from "#app/application/ports/mail.ts";
import type { NoticeKind } from "#app/domain/mail/mail.ts";
import { type MailCeilings, noticeTurn } from "#app/domain/mail/mail-ceilings.ts";
import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";

type Parts = {
  database: Database;
  sender: EmailSender;
  renderer: MailRenderer;
  ceilings: MailCeilings;
  operatorEmail: string | null;
  origin: string;
  ids: Ids;
  clock: Clock;
};
type AboutRequest = JobPayloads["tell-operator"];
type Notice = AboutRequest | JobPayloads["tell-outage"];

/**
 * Tells the operator how many people ask, never who: at most one mail in ten minutes, with all
 * pending notices. Each notice has a job, and any of these jobs may send the mail.
 */
export class TellOperatorUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Throws `PutOffError` until the notice was sent or given up, and `MailError` when a retry may succeed. */
  async execute(notice: Notice, attempt: Attempt): Promise<void> {
    const { database, renderer, operatorEmail, origin, clock } = this.#parts;
    if (operatorEmail === null) return;
    const due = await database.transaction((repositories) => this.#gather(repositories, notice, attempt));
    if (!due) return;
    if (due.wait) throw new PutOffError(due.wait);
    const { counts, ...claimed } = due.mail;
    await deliverMail(this.#parts, { ...claimed, toPerson: null, last: attempt.last }, async () => ({
      ...(await renderer.operatorNotice({ counts, origin })),
      to: operatorEmail,
      toOperator: true,
    }));
    const told = await database.transaction((repositories) => this.#isOver(repositories, notice));
    // That mail was an older one, tried again.
    if (!told) throw new PutOffError(this.#afterThis(clock()));
  }

  /** The claimed mail to send now; or when to run again; `null`: nothing to tell. */
  async #gather(repositories: Repositories, notice: Notice, { jobId }: Attempt) {
    const { clock, ceilings } = this.#parts;
    const { mails } = repositories;
    if (await this.#isOver(repositories, notice)) return null;
    const now = clock();
    const line = await mails.holdLine(null, now);
    const last = await mails.lastNotice();
    const { count } = await mails.waitingInLine(now);
    const wait = later(noticeTurn({ last, othersWait: count > 0 }, now, ceilings), turnInLine(line, now, ceilings));
    if (wait > now) return { wait };
    const mail = await mails.gatherNotices();
    if (!mail) return null;
    const claimed = await mails.claim(mail.id, jobId, now);
    return claimed ? { mail } : { wait: this.#afterThis(now) };
  }

  #afterThis(now: Date): Date {
    return noticeTurn({ last: now, othersWait: false }, now, this.#parts.ceilings);
  }

  /** Whether this notice was sent, given up or has become obsolete. Decides on it if nobody has. */
  async #isOver(repositories: Repositories, notice: Notice): Promise<boolean> {
    if ("noticeId" in notice) return repositories.mails.isNoticeOver(notice.noticeId);
    const request = await repositories.waitlistRequests.find(notice.requestId);
    const occasion = request && (await occasionOf(repositories, request, notice));
    if (!request || !occasion) return true;
    const { sentAt, failedAt } = await decideMail(repositories, request, occasion, this.#parts);
    return sentAt !== null || failedAt !== null;
  }
}

/** `null`: there is nothing left to tell of this request. An exhausted filling is told by the request that was asked last. */
async function occasionOf(
  { bookings }: Repositories,
  request: WaitlistRequest,
  { about, bookingId, fillingId, answerId }: AboutRequest,
): Promise<Occasion<NoticeKind> | null> {
  const { answerBy, leaveRequestedAt, quarantinedAt, status } = request;
  if (about === "exhausted") return { kind: "exhausted_notice", recurrence: () => fillingId ?? "", props: () => ({}) };
  if (quarantinedAt !== null) return null;
  if (about === "hour") {
    const booking = bookingId === undefined ? null : await bookings.find(bookingId);
    if (!booking || booking.state === "cancelled") return null;
    return { kind: "hour_notice", recurrence: () => booking.id, props: () => ({}) };
  }
  if (status === "closed") return null;
  switch (about) {
    // A person who asks again after an answer gets a new promise, which is reported too.
    case "request":
      return { kind: "operator_notice", recurrence: () => answerBy.toISOString(), props: () => ({}) };
    case "answer":
      return { kind: "answer_notice", recurrence: () => answerId ?? "", props: () => ({}) };
    case "leave":
      return (
        leaveRequestedAt && {
          kind: "leave_notice",
          recurrence: () => leaveRequestedAt.toISOString(),
          props: () => ({}),
        }
      );
  }
}

const later = (a: Date, b: Date) => (a > b ? a : b);
