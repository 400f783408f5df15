import type { MessageSubject } from "../chat/chat-message.ts";
import type { Messenger } from "../chat/messenger.ts";
import type { MailKind, NoticeKind } from "../mail/mail.ts";

export type DeliveryChannel = "email" | Messenger;
/** `dropped`: called back by us before it was sent. */
export type DeliveryState = "waiting" | "sent" | "failed" | "dropped";
/** What a message is about: `reply` is the bot's answer to a person's own press. */
export type DeliverySubject = MailKind | MessageSubject["about"];
/** Those that are about a request: a notice of it goes to the practice. */
export type RequestSubject = Exclude<DeliverySubject, "reply">;
type PersonSubject = Exclude<RequestSubject, NoticeKind>;

/** One message about a request, whatever its channel. Never a contact or a text. */
export type Delivery = {
  id: string;
  requestId: string;
  channel: DeliveryChannel;
  about: RequestSubject;
  createdAt: Date;
  state: DeliveryState;
  sentAt: Date | null;
  failedAt: Date | null;
  /** Ours, without an address. */
  errorCode: string | null;
};

const MINUTE_MS = 60_000;
/** An hour that is held does not wait: then the practice calls. */
export const OFFER_IN_TIME_MS = 30 * MINUTE_MS;
/** Every other message may be this late. */
export const IN_TIME_MS = 6 * 60 * MINUTE_MS;

/** What a person must be told by other means. A `contacted` message follows what an operator told already. */
export const TOLD_OTHERWISE = [
  "confirmation",
  "repeated",
  "prepared",
  "leave_link",
  "renewal",
  "offer",
  "booking",
  "hour_news",
  "ask_to_wait",
] as const satisfies readonly Exclude<PersonSubject, "contacted">[];
export type ToldOtherwise = (typeof TOLD_OTHERWISE)[number];

/** Those that a corrected contact is told anew: its confirmation has the link to the page where the rest can be done. */
export const TOLD_BY_CORRECTION = [
  "confirmation",
  "repeated",
  "leave_link",
  "renewal",
] as const satisfies readonly ToldOtherwise[];

/** What no channel could deliver in time: an operator writes or calls. */
export type Undelivered = {
  /** The message that did not arrive. */
  id: string;
  requestId: string;
  serviceTitle: string;
  /** The person is on the list since then. */
  since: Date;
  channel: DeliveryChannel;
  about: ToldOtherwise;
  /** `null`: it is still tried. */
  failedAt: Date | null;
  errorCode: string | null;
  /** Until when it helps; `null`: that moment has passed, so at once. */
  until: Date | null;
};

/** The day of an unanswered promise has come, and the program cannot write to its person: somebody calls. */
export type PromisedCall = Pick<Undelivered, "requestId" | "serviceTitle" | "since" | "until"> & {
  method: "phone" | "telegram";
};

/** A promise is kept until the end of its day: it is due on that day. */
export const PROMISE_DAY_MS = 24 * 60 * MINUTE_MS;

/** Nobody could write it: its person left a phone, or a name that never started the bot. */
export const NO_CHANNEL = "no-channel";

/** A channel that takes nothing. `away`: it does not answer; `refused`: it refuses us, and not one person. */
export type ChannelFault = {
  channel: DeliveryChannel;
  fault: "away" | "refused";
  since: Date;
  /** When it last took a message: the same for as long as the fault lasts. `null`: never. */
  worked: Date | null;
};

/** What has not worked for this long does not mend itself. */
export const AWAY_AFTER_MS = 60 * MINUTE_MS;

/** Codes by which a channel refuses the practice itself: a wrong password or token, or a bot that was not passed. */
export const REFUSES_US = [
  "smtp-EAUTH",
  "smtp-ENOAUTH",
  "resend-401",
  "resend-403",
  "telegram-401",
  "max-401",
  "max-denied",
] as const;
export const refusesUs = (code: string | null) => REFUSES_US.some((each) => each === code);

type Unsent = Pick<Delivery, "channel" | "createdAt" | "failedAt" | "errorCode">;

/** The channels that take nothing, from messages that were refused or have waited for an hour. A success since then ends the fault. */
export function channelFaultsOf(
  unsent: readonly Unsent[],
  lastSent: ReadonlyMap<DeliveryChannel, Date | null>,
  now: Date,
): ChannelFault[] {
  const hourAgo = new Date(now.getTime() - AWAY_AFTER_MS);
  return [...new Set(unsent.map(({ channel }) => channel))].flatMap((channel): ChannelFault[] => {
    const own = unsent.filter((each) => each.channel === channel);
    const sent = lastSent.get(channel) ?? null;
    const refused = own.filter(
      ({ errorCode, failedAt, createdAt }) => refusesUs(errorCode) && (sent === null || sent < (failedAt ?? createdAt)),
    );
    if (refused[0]) return [{ channel, fault: "refused", since: earliestOf(refused), worked: sent }];
    const waiting = own.filter(({ failedAt, createdAt }) => failedAt === null && createdAt < hourAgo);
    const works = waiting.length === 0 || (sent !== null && sent > hourAgo);
    return works ? [] : [{ channel, fault: "away", since: earliestOf(waiting), worked: sent }];
  });
}

const earliestOf = (messages: readonly Unsent[]) =>
  new Date(Math.min(...messages.map(({ createdAt }) => createdAt.getTime())));
