import type { NoticeSubject, OperatorMail } from "#app/domain/mail/mail.ts";
import type { HourNews } from "#app/domain/offers/hour-news.ts";
import type { ErasureReason } from "#app/domain/retention.ts";

/** The jobs by name, with their payloads. Payloads hold ids only: never a contact or a token. */
export type JobPayloads = {
  /** `correctedAt`: an operator corrected the contact, ISO 8601, UTC. */
  "confirm-request": { requestId: string; correctedAt?: string | undefined };
  /** `bookingId` with `hour`: the hour that was asked for or booked. `answerId` with `answer`: its entry in the timeline. */
  "tell-operator": {
    requestId: string;
    about: NoticeSubject;
    bookingId?: string | undefined;
    fillingId?: string | undefined;
    answerId?: string | undefined;
  };
  /** The notice of a messenger that takes nothing. */
  "tell-outage": { noticeId: string };
  "ask-renewal": { requestId: string };
  /** Always one for each wish, with no ids when nobody waits. `askedOn` is the day, UTC, such as `2026-11-23`. */
  "answer-leave-wish": { requestIds: string[]; askedOn: string };
  /** `requestId`: of a request, a caller or a chat. */
  "destroy-mails": { requestId: string; reason: ErasureReason };
  /** Processes the stored updates of a chat, then sends its pending messages. */
  "answer-chat": { chatId: string };
  /** The operator has answered the request: say so where a chat is open. */
  "tell-contacted": { requestId: string };
  /** A repeat without proof of the contact changed the window: the person is told and can restore the window. */
  "tell-repeated": { requestId: string };
  /** Its sender has made another request, with the corrected contact. */
  "close-mistyped": { requestId: string };
  /** Something happened to an operator's account, before or after signing in. */
  "warn-operator": OperatorMail;
  /** Take the next step of an attempt to fill a slot. Early, late or twice does no harm. */
  "advance-filling": { fillingId: string };
  /** Send the message of an open offer. */
  "send-offer": { offerId: string };
  /**
   * Tell the person of a request what became of an hour. Moments are ISO 8601, UTC: the slot may be gone. `moveId` tells the moves of a
   * booking apart. `missing`: hours of a weekly offer that somebody else took meanwhile.
   */
  "tell-about-hour": {
    requestId: string;
    about: HourNews;
    startsAt: string;
    bookingId?: string | undefined;
    moveId?: string | undefined;
    missing?: string[] | undefined;
  };
  /** The practice did not answer a visitor who asked for an hour. Early, late or twice does no harm. */
  "end-ask": { bookingId: string };
  /** A caller's consent did not come in time. Early, late or twice does no harm. */
  "end-caller": { callerId: string };
  /** The link by which a caller consents, by mail. */
  "send-consent-link": { callerId: string };
  /** «Ждать дальше?», after silence in a row. */
  "ask-to-wait": { requestId: string };
};
export type JobName = keyof JobPayloads;
/** `startAfter`: not before that moment. */
export type Job = { [Name in JobName]: { name: Name; data: JobPayloads[Name]; startAfter?: Date } }[JobName];

/** Started by the schedule, not by a use case. */
export const HOURLY_JOB = "run-retention";

export interface JobQueue {
  /** Adds jobs inside the transaction: they exist if and only if it commits. */
  enqueue(jobs: Job[]): Promise<void>;
}
