import type { ConsentDocuments, ConsentType } from "#app/domain/consent.ts";
import type { MeetingFormat, Service } from "#app/domain/timetable/availability.ts";
import type { Utm } from "#app/domain/visit.ts";
import type { TimeWindow } from "#app/domain/waitlist-request.ts";
import type { ChatMessage } from "./chat-message.ts";
import type { OfferPress, Press, WaitPress } from "./concierge-buttons.ts";
import type { PreparedAnswer } from "./prepared-message.ts";

/** The progress of a chat. It contains nothing that a person typed. */
export type Conversation = {
  serviceId: string | null;
  format: MeetingFormat | null;
  window: TimeWindow | null;
  /** The free hour that the person asks for: no window is asked for then. */
  hour: WantedHour | null;
  /** Versions of the documents that the person accepted. */
  agreed: Partial<Record<ConsentType, string>>;
  /** The request was made. The next answers belong to a new request. */
  finished: boolean;
  /** The link by which the person came. */
  origin: { deepLinkId: string; utm: Utm } | null;
  /** The newest update so far, where updates are numbered by their time. */
  heardUpTo?: number | undefined;
};

/** `startsAt` is ISO 8601, UTC. */
export type WantedHour = { slotId: string; startsAt: string; timeZone: string };

export const BEGINNING: Conversation = {
  serviceId: null,
  format: null,
  window: null,
  hour: null,
  agreed: {},
  finished: false,
  origin: null,
};

export const CHAT_COMMANDS = ["status", "leave", "delete", "emergency"] as const;

/** The topic of the chat in which it happened, by the messenger's number; absent outside topics. */
type InTopic = { topic?: number | undefined };

/** An event from a chat. Of a text message only the fact that one arrived. */
export type ChatEvent =
  | ({ kind: "start"; deepLinkId: string | null } & InTopic)
  | ({ kind: "command"; command: (typeof CHAT_COMMANDS)[number] } & InTopic)
  /** `null`: not one of our buttons. `callbackId` is the messenger's id for acknowledging the press. */
  | ({ kind: "press"; press: Press | null; callbackId: string } & InTopic)
  | ({ kind: "text" } & InTopic)
  | { kind: "blocked" }
  | { kind: "unblocked" };

/** The link behind `/start`; `serviceId` and `hour` are what its page was about. */
export type StartLink = { deepLinkId: string; serviceId: string | null; hour: WantedHour | null; utm: Utm };

export type Heard =
  | { kind: "start"; link: StartLink | null }
  | Extract<ChatEvent, { kind: "command" | "text" }>
  | { kind: "press"; press: Press | null };

/** The services that accept requests now. */
export type Reception = { services: Service[]; documents: ConsentDocuments };

/** A place on the list, or a free hour, and the documents that were agreed to. */
export type Submission = { service: Service; format: MeetingFormat | null; consents: ConsentDocuments } & (
  | { window: TimeWindow; hour: null }
  | { window: null; hour: WantedHour }
);
/** Side effects that must run before the answer is sent. */
export type Effect =
  | ({ do: "submit" } & Submission)
  | { do: "show-requests" }
  | { do: "leave"; requestId: string }
  | { do: "take-answer"; answer: PreparedAnswer; messageId: string }
  | { do: "press-offer"; press: OfferPress; offerId: string }
  | { do: "press-wait"; press: WaitPress; requestId: string }
  | { do: "erase" };

export type Turn = { conversation: Conversation } & ({ message: ChatMessage } | { effect: Effect });
