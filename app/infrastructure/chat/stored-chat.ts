import { z } from "zod";
import {
  type ChatHour,
  type ChatMessage,
  type ChatNote,
  HOUR_ANSWERS,
  type Question,
} from "#app/domain/chat/chat-message.ts";
import {
  CONCIERGE_STEPS,
  OFFER_PRESSES,
  PLAIN_PRESSES,
  type Press,
  WAIT_PRESSES,
} from "#app/domain/chat/concierge-buttons.ts";
import { BEGINNING, CHAT_COMMANDS, type ChatEvent, type Conversation } from "#app/domain/chat/conversation.ts";
import { PREPARED_ANSWERS, PREPARED_MESSAGES } from "#app/domain/chat/prepared-message.ts";
import { CONSENT_TYPES } from "#app/domain/consent.ts";
import { BOOKING_NEWS, OTHER_HOUR_NEWS } from "#app/domain/offers/hour-news.ts";
import { MEETING_FORMATS, SERVICE_FORMATS } from "#app/domain/timetable/availability.ts";
import { TIME_WINDOWS } from "#app/domain/waitlist-request.ts";
import { readStored, type ShapeOf, unionOf } from "#app/infrastructure/database/stored.ts";
import { utmShape } from "#app/infrastructure/waitlist/stored-values.ts";

const text = z.string();
const window = z.enum(TIME_WINDOWS);
const format = z.enum(MEETING_FORMATS);
const answer = z.enum(PREPARED_ANSWERS);

const agreed: ShapeOf<Conversation["agreed"]> = z.object({
  personal_data: text.optional(),
  communications: text.optional(),
});
/** An older conversation without the field has not reached the step that needs it. */
const conversation: ShapeOf<Conversation> = z.object({
  serviceId: text.nullable().default(BEGINNING.serviceId),
  format: format.nullable().default(BEGINNING.format),
  window: window.nullable().default(BEGINNING.window),
  hour: z.object({ slotId: text, startsAt: z.iso.datetime(), timeZone: text }).nullable().default(BEGINNING.hour),
  agreed: agreed.default(BEGINNING.agreed),
  finished: z.boolean().default(BEGINNING.finished),
  origin: z.object({ deepLinkId: text, utm: utmShape }).nullable().default(BEGINNING.origin),
  heardUpTo: z.int().optional(),
});

const press = unionOf<Press>()(
  z.discriminatedUnion("to", [
    z.object({ to: z.literal("service"), serviceId: text }),
    z.object({ to: z.literal("format"), format, serviceId: text }),
    z.object({ to: z.literal("window"), window, serviceId: text }),
    z.object({ to: z.literal("agree"), type: z.enum(CONSENT_TYPES), version: text, serviceId: text }),
    z.object({ to: z.literal("back"), from: z.enum(CONCIERGE_STEPS).exclude(["service"]), serviceId: text }),
    z.object({ to: z.literal("leave"), requestId: text }),
    z.object({ to: z.literal("answer"), answer, messageId: text }),
    z.object({ to: z.enum(OFFER_PRESSES), offerId: text }),
    z.object({ to: z.enum(WAIT_PRESSES), requestId: text }),
    z.object({ to: z.enum(PLAIN_PRESSES) }),
  ]),
);

const topic = z.int().optional();
const event = unionOf<ChatEvent>()(
  z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("start"), deepLinkId: text.nullable(), topic }),
    z.object({ kind: z.literal("command"), command: z.enum(CHAT_COMMANDS), topic }),
    z.object({ kind: z.literal("press"), press: press.nullable(), callbackId: text, topic }),
    z.object({ kind: z.literal("text"), topic }),
    z.object({ kind: z.enum(["blocked", "unblocked"]) }),
  ]),
);

const serviceTitle = text;
const requestId = text;
const moment = z.iso.datetime();
const hour: ShapeOf<ChatHour> = z.object({
  serviceTitle,
  startsAt: moment,
  alsoAt: z.array(moment),
  timeZone: text,
  format: z.enum(SERVICE_FORMATS).nullable(),
});
const note = unionOf<ChatNote>()(
  z.discriminatedUnion("about", [
    z.object({ about: z.enum(["greeting", "list-paused"]), serviceTitle: text.nullable() }),
    z.object({ about: z.literal("hour-greeting"), serviceTitle, startsAt: moment, timeZone: text }),
    z.object({ about: z.literal("hour-taken"), serviceTitle }),
    z.object({
      about: z.literal("accepted"),
      serviceTitle,
      window,
      answerWithinWorkingDays: z.number(),
      answerBy: z.object({ at: moment, timeZone: text }).nullable().default(null),
    }),
    z.object({ about: z.literal("requests"), requests: z.array(z.object({ id: text, serviceTitle, window })) }),
    z.object({ about: z.enum(["confirmation", "contacted", "left"]), serviceTitle }),
    z.object({ about: z.literal("repeated"), requestId, serviceTitle }),
    z.object({
      about: z.literal("prepared"),
      prepared: z.enum(PREPARED_MESSAGES),
      requestId,
      serviceTitle,
      serviceSlug: text,
    }),
    z.object({ about: z.literal("answer-taken"), answer, requestId, serviceTitle }),
    z.object({ about: z.literal("offer"), offerId: text, hour, holdsUntil: moment }),
    z.object({
      about: z.literal("hour-booked"),
      news: z.enum(BOOKING_NEWS),
      requestId,
      offerId: text.nullable(),
      hour,
      missing: z.array(moment).default([]),
      cancelUntil: moment,
    }),
    // A message from before `until` holds nothing.
    z.object({
      about: z.literal("hour-news"),
      news: z.enum(OTHER_HOUR_NEWS),
      hour,
      until: z.iso.datetime().nullable().default(null),
    }),
    z.object({ about: z.literal("ask-to-wait"), requestId, serviceTitle }),
    z.object({ about: z.literal("hour-answer"), said: z.enum(HOUR_ANSWERS), offerId: text.nullable() }),
    z.object({ about: z.enum(["no-lists", "old-button", "text-changed", "finished", "free-text"]) }),
    z.object({ about: z.enum(["emergency", "refused", "confirm-erasure", "erased"]) }),
  ]),
);
const question = unionOf<Question>()(
  z.discriminatedUnion("step", [
    z.object({ step: z.literal("service"), services: z.array(z.object({ id: text, title: text })) }),
    z.object({ step: z.enum(["format", "window"]), serviceId: text, serviceTitle }),
    z.object({ step: z.enum(CONSENT_TYPES), serviceId: text, version: text }),
  ]),
);
const message: ShapeOf<ChatMessage> = z.object({
  note: note.nullable().default(null),
  question: question.nullable().default(null),
  topic,
});

/** The progress of a stored chat. Throws `StoredShapeError`, as the others here do. */
export const storedConversation = (stored: unknown, id: string): Conversation =>
  readStored(conversation, stored, { table: "chats", column: "conversation", id });

export const storedEvent = (stored: unknown, id: string): ChatEvent =>
  readStored(event, stored, { table: "chat_updates", column: "event", id });

export const storedMessage = (stored: unknown, id: string): ChatMessage =>
  readStored(message, stored, { table: "chat_messages", column: "message", id });
