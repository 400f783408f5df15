import { addresses } from "#app/addresses.ts";
import type { OutgoingMessage } from "#app/application/ports/chat.ts";
import type { PracticeMemory } from "#app/application/ports/timetable.ts";
import { chatCopy as copy } from "#app/copy/chat.ts";
import { emergencyCopy, helpTexts } from "#app/copy/emergency.ts";
import { hourWords, promisedWords } from "#app/copy/hours.ts";
import { consentSlugs } from "#app/copy/legal.ts";
import type { ChatMessage, ChatNote, Question } from "#app/domain/chat/chat-message.ts";
import { buttonData, type ConciergeStep, type Press } from "#app/domain/chat/concierge-buttons.ts";
import type { Messenger } from "#app/domain/chat/messenger.ts";
import { ANSWERS_TO, type PreparedAnswer } from "#app/domain/chat/prepared-message.ts";
import { MEETING_FORMATS } from "#app/domain/timetable/availability.ts";
import { TIME_WINDOWS } from "#app/domain/waitlist-request.ts";
import { buttonsOfHour, textOfHour } from "./render-hour.ts";

export type Button = { text: string; data: string };
export type RenderedMessage = { text: string; buttons: Button[][] };
/** What links in a message are made of, the messenger that its words name, and what the practice says of itself. */
export type MessageParts = Pick<OutgoingMessage, "linkTokens"> &
  Pick<PracticeMemory, "about"> & { origin: string; in: Messenger };

/** Telegram shows no more of a button on a phone; it documents no limit. MAX takes 128. */
const LABEL_LENGTH = 60;

const button = (text: string, press: Press): Button => ({
  text: text.length > LABEL_LENGTH ? `${text.slice(0, LABEL_LENGTH - 1)}…` : text,
  data: buttonData(press),
});
const emergency = [button(copy.buttons.emergency, { to: "emergency" })];
const again = button(copy.buttons.again, { to: "again" });
const resume = button(copy.buttons.resume, { to: "resume" });
const status = [button(copy.buttons.status, { to: "status" })];

/** The same message gives the same words and buttons, links apart: those are as private as the chat. */
export function renderMessage(
  { id, note, question }: ChatMessage & { id: string },
  parts: MessageParts,
): RenderedMessage {
  const texts = [note ? textOf(note, parts) : null, question ? textOfQuestion(question, parts) : null];
  return {
    text: texts.filter((text) => text !== null).join("\n\n"),
    buttons: [...(question ? answersTo(question) : note ? buttonsOf(note, id) : []), emergency],
  };
}

function textOf(note: ChatNote, { linkTokens, origin, in: messenger, about }: MessageParts): string {
  const { notes } = copy;
  switch (note.about) {
    case "greeting":
      return notes.greeting(note.serviceTitle);
    case "hour-greeting":
      return notes.hourGreeting(note.serviceTitle, hourWords(new Date(note.startsAt), note.timeZone));
    case "hour-taken":
      return notes.hourTaken(note.serviceTitle);
    case "list-paused":
      return notes.listPaused(note.serviceTitle);
    case "accepted":
      return notes.accepted(note.serviceTitle, copy.timeWindows[note.window], promisedWords(note));
    case "requests": {
      const texts = note.requests.flatMap(({ id, serviceTitle, window }) => {
        const token = linkTokens.get(id);
        return token
          ? [notes.request(serviceTitle, copy.timeWindows[window], `${origin}${addresses.request(token)}`)]
          : [];
      });
      return texts.length === 0 ? notes.noRequests : [notes.requests, ...texts].join("\n\n");
    }
    case "confirmation":
    case "left":
      return notes[note.about](note.serviceTitle);
    case "contacted":
      return notes.contacted(note.serviceTitle, messenger);
    case "repeated": {
      const token = linkTokens.get(note.requestId);
      return token ? notes.repeated(note.serviceTitle, `${origin}${addresses.request(token)}`) : notes.noRequests;
    }
    case "prepared": {
      const { prepared, serviceTitle, serviceSlug } = note;
      const page = prepared === "leave_contact" ? addresses.noSlots : addresses.slots;
      return copy.prepared[prepared].text(serviceTitle, `${origin}${page({ service_slug: serviceSlug })}`);
    }
    case "answer-taken":
      return copy.answerTaken[note.answer];
    case "hour-booked": {
      const token = linkTokens.get(note.requestId);
      return textOfHour(note, token ? `${origin}${addresses.ownBooking(token)}` : null);
    }
    case "offer":
    case "hour-news":
    case "ask-to-wait":
    case "hour-answer":
      return textOfHour(note, null);
    case "emergency":
      return [emergencyCopy.title, ...helpTexts(about)].join("\n\n");
    case "no-lists":
      return notes.noLists;
    case "old-button":
      return notes.oldButton;
    case "text-changed":
      return notes.textChanged;
    case "free-text":
      return notes.freeText;
    case "confirm-erasure":
      return notes.confirmErasure(messenger);
    case "finished":
    case "refused":
    case "erased":
      return notes[note.about];
  }
}

function textOfQuestion(question: Question, { origin, in: messenger }: MessageParts): string {
  switch (question.step) {
    case "personal_data":
    case "communications":
      return copy.questions[question.step](`${origin}${addresses.legal(consentSlugs[question.step])}`, messenger);
    default:
      return copy.questions[question.step];
  }
}

/** The ways on from a message that asks nothing. */
function buttonsOf(note: ChatNote, messageId: string): Button[][] {
  switch (note.about) {
    case "prepared": {
      const answers: Partial<Record<PreparedAnswer, string>> = copy.prepared[note.prepared].answers;
      return ANSWERS_TO[note.prepared].map((answer) => [
        button(answers[answer] ?? answer, { to: "answer", answer, messageId }),
      ]);
    }
    case "answer-taken": {
      const { requestId, serviceTitle } = note;
      const leave = button(copy.buttons.leave(serviceTitle), { to: "leave", requestId });
      return note.answer === "not_needed" ? [[leave], status] : [status];
    }
    case "offer":
    case "hour-booked":
    case "hour-news":
    case "ask-to-wait":
    case "hour-answer":
      return [...buttonsOfHour(note).map(({ text, press }) => [button(text, press)]), status];
    case "requests":
      return note.requests.length === 0
        ? [[again]]
        : note.requests.map(({ id, serviceTitle }) => [
            button(copy.buttons.leave(serviceTitle), { to: "leave", requestId: id }),
          ]);
    case "confirm-erasure":
      return [[button(copy.buttons.erase, { to: "erase" })], [button(copy.buttons.keep, { to: "resume" })]];
    case "accepted":
    case "confirmation":
    case "contacted":
    case "repeated":
      return [status];
    case "finished":
      return [status, [again]];
    case "left":
    case "list-paused":
    case "no-lists":
      return [[again]];
    case "erased":
      return [];
    default:
      return [[resume, again]];
  }
}

function answersTo(question: Question): Button[][] {
  switch (question.step) {
    case "service":
      return [...question.services.map(({ id, title }) => [button(title, { to: "service", serviceId: id })]), [again]];
    case "format": {
      const { serviceId } = question;
      const formats = MEETING_FORMATS.map((format) =>
        button(copy.buttons.formats[format], { to: "format", format, serviceId }),
      );
      return [formats, onwards("format", serviceId)];
    }
    case "window": {
      const { serviceId } = question;
      const windows = TIME_WINDOWS.map((window) => [
        button(copy.timeWindows[window], { to: "window", window, serviceId }),
      ]);
      return [...windows, onwards("window", serviceId)];
    }
    default: {
      const { step: type, serviceId, version } = question;
      const agree = button(copy.buttons.agree, { to: "agree", type, version, serviceId });
      return [[agree], [button(copy.buttons.refuse, { to: "refuse" })], onwards(type, serviceId)];
    }
  }
}

const onwards = (from: Exclude<ConciergeStep, "service">, serviceId: string): Button[] => [
  button(copy.buttons.back, { to: "back", from, serviceId }),
  again,
];
