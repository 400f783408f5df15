import type { ConsentDocuments, ConsentType } from "#app/domain/consent.ts";
import type { MeetingFormat, Service } from "#app/domain/timetable/availability.ts";
import type { Utm } from "#app/domain/visit.ts";
import type { TimeWindow } from "#app/domain/waitlist-request.ts";
import type { ChatMessage } from "./chat-message.ts";
import type { Press } from "./concierge-buttons.ts";
import type { PreparedAnswer } from "./prepared-message.ts";

/** The progress of a chat. It contains nothing that a person typed. */
export type Conversation = {
  serviceId: string | null;
  format: MeetingFormat | null;
  window: TimeWindow | null;
  /** Versions of the documents agreed to. */
  agreed: Partial<Record<ConsentType, string>>;
  /** The request was made. The next answers belong to a new request. */
  finished: boolean;
  /** The link by which the person came. */
  origin: { deepLinkId: string; utm: Utm } | null;
};

export const BEGINNING: Conversation = {
  serviceId: null,
  format: null,
  window: null,
  agreed: {},
  finished: false,
  origin: null,
};

export const CHAT_COMMANDS = ["status", "leave", "delete", "emergency"] as const;

/** What comes from a chat. Of what a person writes only that they wrote. */
export type ChatEvent =
  | { kind: "start"; deepLinkId: string | null }
  | { kind: "command"; command: (typeof CHAT_COMMANDS)[number] }
  /** `null`: not a button of ours. `callbackId` is Telegram's, for saying that the press arrived. */
  | { kind: "press"; press: Press | null; callbackId: string }
  | { kind: "text" }
  | { kind: "blocked" }
  | { kind: "unblocked" };

/** The link behind `/start`; `serviceId` is what its page was about. */
export type StartLink = { deepLinkId: string; serviceId: string | null; utm: Utm };

export type Heard =
  | { kind: "start"; link: StartLink | null }
  | Extract<ChatEvent, { kind: "command" | "text" }>
  | { kind: "press"; press: Press | null };

/** The services that accept requests now. */
export type Reception = { services: Service[]; documents: ConsentDocuments };

export type Submission = { service: Service; format: MeetingFormat | null; window: TimeWindow };
/** What has to be done before there is an answer. */
export type Effect =
  | ({ do: "submit" } & Submission)
  | { do: "show-requests" }
  | { do: "leave"; requestId: string }
  | { do: "take-answer"; answer: PreparedAnswer; messageId: string }
  | { do: "erase" };

export type Turn = { conversation: Conversation } & ({ message: ChatMessage } | { effect: Effect });
