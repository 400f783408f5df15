import type { ConsentType } from "#app/domain/consent.ts";
import type { StoredPromise } from "#app/domain/mail/mail.ts";
import { OVER_BECAUSE } from "#app/domain/offers/answer.ts";
import type { BookingNews, HourNews } from "#app/domain/offers/hour-news.ts";
import type { ServiceFormat } from "#app/domain/timetable/availability.ts";
import type { TimeWindow } from "#app/domain/waitlist-request.ts";
import type { ConciergeStep } from "./concierge-buttons.ts";
import type { PreparedAnswer, PreparedMessage } from "./prepared-message.ts";

/** The opening of a message. */
export type ChatNote =
  | { about: "greeting"; serviceTitle: string | null }
  /** The person comes from the page of a free hour. */
  | { about: "hour-greeting"; serviceTitle: string; startsAt: string; timeZone: string }
  /** Somebody else was faster: the list remains. */
  | { about: "hour-taken"; serviceTitle: string }
  | { about: "list-paused"; serviceTitle: string | null }
  /** `answerBy`: `null` in messages from before this field. */
  | {
      about: "accepted";
      serviceTitle: string;
      window: TimeWindow;
      answerWithinWorkingDays: number;
      answerBy: StoredPromise | null;
    }
  | { about: "requests"; requests: RequestLine[] }
  | { about: "confirmation" | "contacted" | "left"; serviceTitle: string }
  /** Somebody changed the request's window through the public form. The private link is made when the message is sent. */
  | { about: "repeated"; requestId: string; serviceTitle: string }
  /** A message from an operator about one request. */
  | { about: "prepared"; prepared: PreparedMessage; requestId: string; serviceTitle: string; serviceSlug: string }
  | { about: "answer-taken"; answer: PreparedAnswer; requestId: string; serviceTitle: string }
  | { about: "offer"; offerId: string; hour: ChatHour; holdsUntil: string }
  /** The person has the hour. `offerId`: `null` where the operator booked it. `missing`: hours of the weekly offer that were taken. */
  | {
      about: "hour-booked";
      news: BookingNews;
      requestId: string;
      offerId: string | null;
      hour: ChatHour;
      missing: string[];
      cancelUntil: string;
    }
  /** `until`: the end of the hold for the practice's answer, with `asked`. */
  | { about: "hour-news"; news: Exclude<HourNews, BookingNews>; hour: ChatHour; until: string | null }
  | { about: "ask-to-wait"; requestId: string; serviceTitle: string }
  | { about: "hour-answer"; said: HourAnswer; offerId: string | null }
  | {
      about:
        | "no-lists"
        | "old-button"
        | "text-changed"
        | "finished"
        | "free-text"
        | "emergency"
        | "refused"
        | "confirm-erasure"
        | "erased";
    };

/** An hour as the chat names it. Moments are ISO 8601, UTC. `alsoAt`: the later hours of a weekly offer. */
export type ChatHour = {
  serviceTitle: string;
  startsAt: string;
  alsoAt: string[];
  timeZone: string;
  format: ServiceFormat | null;
};

/** What came of a button under an offered or booked hour. */
export const HOUR_ANSWERS = [
  "accepted",
  "kept",
  "cancelled",
  "cancel_too_late",
  "returned",
  "waits",
  "paused",
  ...OVER_BECAUSE.filter((because) => because !== "cancelled"),
] as const;
export type HourAnswer = (typeof HOUR_ANSWERS)[number];

/** One of a person's requests. Its private link is made when the message is sent and is never stored. */
export type RequestLine = { id: string; serviceTitle: string; window: TimeWindow };

/** The question of a message, with all data that its buttons need. */
export type Question =
  | { step: "service"; services: { id: string; title: string }[] }
  | { step: Exclude<ConciergeStep, "service" | ConsentType>; serviceId: string; serviceTitle: string }
  | { step: ConsentType; serviceId: string; version: string };

/**
 * Why a message is sent: as the reply to an update, or about a request. `occasion` tells messages of one kind apart: two jobs
 * about one occasion make one message.
 */
export type MessageSubject =
  | { about: "reply"; waitlistRequestId: null; occasion: string }
  | {
      about: "confirmation" | "contacted" | "repeated" | "prepared" | "offer" | "hour_news" | "ask_to_wait";
      waitlistRequestId: string;
      occasion: string;
    };

/** A concierge message. Its content is fixed when it is created, so every attempt sends the same. It never holds a person's own text. */
export type ChatMessage = {
  note: ChatNote | null;
  question: Question | null;
  /** The topic of the chat that it answers in. */
  topic?: number | undefined;
};
