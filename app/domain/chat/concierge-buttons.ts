import { CONSENT_TYPES, type ConsentType } from "#app/domain/consent.ts";
import { MEETING_FORMATS, type MeetingFormat } from "#app/domain/timetable/availability.ts";
import { TIME_WINDOWS, type TimeWindow } from "#app/domain/waitlist-request.ts";
import { PREPARED_ANSWERS, type PreparedAnswer } from "./prepared-message.ts";

/** The questions in order. The format is asked only when a service has several. */
export const CONCIERGE_STEPS = ["service", "format", "window", ...CONSENT_TYPES] as const;
export type ConciergeStep = (typeof CONCIERGE_STEPS)[number];

/** The meaning of a button. It names its step and subject, so that a press in an old message can be checked. */
export type Press =
  | { to: "service"; serviceId: string }
  | { to: "format"; format: MeetingFormat; serviceId: string }
  | { to: "window"; window: TimeWindow; serviceId: string }
  /** `version` of the document that was linked next to the button. */
  | { to: "agree"; type: ConsentType; version: string; serviceId: string }
  | { to: "back"; from: Exclude<ConciergeStep, "service">; serviceId: string }
  | { to: "leave"; requestId: string }
  /** `messageId`: the prepared message that the person answers. */
  | { to: "answer"; answer: PreparedAnswer; messageId: string }
  /** Under an offered hour, or one that the person has. */
  | { to: OfferPress; offerId: string }
  /** The answers to «Ждать дальше?». */
  | { to: WaitPress; requestId: string }
  | { to: (typeof PLAIN_PRESSES)[number] };

export const OFFER_PRESSES = ["accept", "decline", "cancel", "return"] as const;
export type OfferPress = (typeof OFFER_PRESSES)[number];
export const WAIT_PRESSES = ["wait", "wait_later"] as const;
export type WaitPress = (typeof WAIT_PRESSES)[number];

export const PLAIN_PRESSES = ["refuse", "again", "resume", "emergency", "status", "erase"] as const;
/** Increase it when the meaning of a button changes. A press on an older button then gets the current question. */
const VERSION = "1";
/** Telegram's limit for `callback_data`, in bytes (core.telegram.org/bots/api#inlinekeyboardbutton). */
export const CALLBACK_DATA_MAX_BYTES = 64;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** A date, and the messengers that the text names where they are others than Telegram. */
const DOCUMENT_VERSION = /^\d{4}-\d{2}-\d{2}(?:-[a-z-]{1,12})?$/;

/** Serialises a button as `callback_data`. Never exceeds the limit, never contains personal data. */
export function buttonData(press: Press): string {
  return [VERSION, ...partsOf(press)].join(".");
}

function partsOf(press: Press): string[] {
  switch (press.to) {
    case "service":
      return ["s", press.serviceId];
    case "format":
      return ["f", press.format, press.serviceId];
    case "window":
      return ["w", press.window, press.serviceId];
    case "agree":
      return [press.type === "personal_data" ? "p" : "c", press.version, press.serviceId];
    case "back":
      return ["b", press.from, press.serviceId];
    case "leave":
      return ["l", press.requestId];
    case "answer":
      return ["a", press.answer, press.messageId];
    case "accept":
    case "decline":
    case "cancel":
    case "return":
      return [press.to, press.offerId];
    case "wait":
    case "wait_later":
      return [press.to, press.requestId];
    default:
      return [press.to];
  }
}

/** Parses a button's data. Returns `null` for anything that `buttonData` did not produce. */
export function pressOf(data: string): Press | null {
  const [version, action = "", ...values] = data.split(".");
  const [first = "", second = ""] = values;
  if (version !== VERSION) return null;
  const plain = PLAIN_PRESSES.find((name) => name === action);
  if (plain) return values.length === 0 ? { to: plain } : null;
  const subject = values.at(-1) ?? "";
  if (values.length > 2 || !UUID.test(subject)) return null;
  if (values.length === 1) {
    if (action === "s") return { to: "service", serviceId: first };
    const ofOffer = OFFER_PRESSES.find((name) => name === action);
    if (ofOffer) return { to: ofOffer, offerId: first };
    const ofWait = WAIT_PRESSES.find((name) => name === action);
    if (ofWait) return { to: ofWait, requestId: first };
    return action === "l" ? { to: "leave", requestId: first } : null;
  }
  return answerOf(action, first, second);
}

function answerOf(action: string, value: string, subject: string): Press | null {
  switch (action) {
    case "f": {
      const format = MEETING_FORMATS.find((name) => name === value);
      return format ? { to: "format", format, serviceId: subject } : null;
    }
    case "w": {
      const window = TIME_WINDOWS.find((name) => name === value);
      return window ? { to: "window", window, serviceId: subject } : null;
    }
    case "p":
    case "c": {
      const type = action === "p" ? "personal_data" : "communications";
      return DOCUMENT_VERSION.test(value) ? { to: "agree", type, version: value, serviceId: subject } : null;
    }
    case "b": {
      const from = CONCIERGE_STEPS.find((name) => name === value);
      return from && from !== "service" ? { to: "back", from, serviceId: subject } : null;
    }
    case "a": {
      const answer = PREPARED_ANSWERS.find((name) => name === value);
      return answer ? { to: "answer", answer, messageId: subject } : null;
    }
    default:
      return null;
  }
}
