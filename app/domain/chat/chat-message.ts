import type { ConsentType } from "#app/domain/consent.ts";
import type { TimeWindow } from "#app/domain/waitlist-request.ts";
import type { ConciergeStep } from "./concierge-buttons.ts";
import type { PreparedAnswer, PreparedMessage } from "./prepared-message.ts";

/** The opening of a message. */
export type ChatNote =
  | { about: "greeting"; serviceTitle: string | null }
  | { about: "list-paused"; serviceTitle: string | null }
  | { about: "accepted"; serviceTitle: string; window: TimeWindow; answerWithinWorkingDays: number }
  | { about: "requests"; requests: RequestLine[] }
  | { about: "confirmation" | "contacted" | "left"; serviceTitle: string }
  /** Somebody changed the request's window through the public form. The private link is made when the message is sent. */
  | { about: "repeated"; requestId: string; serviceTitle: string }
  /** A message from an operator about one request. */
  | { about: "prepared"; prepared: PreparedMessage; requestId: string; serviceTitle: string; serviceSlug: string }
  | { about: "answer-taken"; answer: PreparedAnswer; requestId: string; serviceTitle: string }
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

/** One of a person's requests. Its private link is made when the message is sent, and never kept. */
export type RequestLine = { id: string; serviceTitle: string; window: TimeWindow };

/** The question of a message, with all data that its buttons need. */
export type Question =
  | { step: "service"; services: { id: string; title: string }[] }
  | { step: Exclude<ConciergeStep, "service" | ConsentType>; serviceId: string; serviceTitle: string }
  | { step: ConsentType; serviceId: string; version: string };

/** A message of the concierge, fixed when it was decided on: every attempt sends the same. Never anything a person wrote. */
export type ChatMessage = { note: ChatNote | null; question: Question | null };
