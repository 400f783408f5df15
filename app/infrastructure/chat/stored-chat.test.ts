import { expect, it } from "vitest";
import { z } from "zod";
import { BEGINNING, type ChatEvent } from "#app/domain/chat/conversation.ts";
import { unionOf } from "#app/infrastructure/database/stored.ts";
import { storedConversation, storedEvent, storedMessage } from "./stored-chat.ts";

const id = "01994d1e-7e6a-7c3b-9d55-0d2a1f6b8c11";
const older = "a field of another build";
const title = "Консультация";
const hour = {
  serviceTitle: title,
  startsAt: "2026-12-01T15:00:00.000Z",
  alsoAt: ["2026-12-08T15:00:00.000Z"],
  timeZone: "Europe/Moscow",
  format: null,
};

it("an older conversation is read: absent fields are empty, unknown ones are dropped", () => {
  expect(storedConversation({}, id)).toEqual(BEGINNING);
  const known = { serviceId: id, window: "any", agreed: { personal_data: "2026-11-23" }, finished: true };
  const origin = { deepLinkId: "AAAAAAAA", utm: { utm_source: "site" } };
  expect(storedConversation({ ...known, origin: { ...origin, older }, older }, id)).toEqual({
    ...BEGINNING,
    ...known,
    origin,
  });
});

it.each([
  { kind: "start", deepLinkId: null },
  { kind: "command", command: "leave" },
  { kind: "press", press: null, callbackId: "1" },
  { kind: "press", press: { to: "service", serviceId: id }, callbackId: "1" },
  { kind: "press", press: { to: "format", format: "online", serviceId: id }, callbackId: "1" },
  { kind: "press", press: { to: "window", window: "any", serviceId: id }, callbackId: "1" },
  {
    kind: "press",
    press: { to: "agree", type: "communications", version: "2026-11-23", serviceId: id },
    callbackId: "1",
  },
  { kind: "press", press: { to: "back", from: "window", serviceId: id }, callbackId: "1" },
  { kind: "press", press: { to: "leave", requestId: id }, callbackId: "1" },
  { kind: "press", press: { to: "answer", answer: "yes", messageId: id }, callbackId: "1" },
  { kind: "press", press: { to: "accept", offerId: id }, callbackId: "1" },
  { kind: "press", press: { to: "wait_later", requestId: id }, callbackId: "1" },
  { kind: "press", press: { to: "erase" }, callbackId: "1" },
  { kind: "text" },
  { kind: "text", topic: 5 },
  { kind: "blocked" },
  { kind: "unblocked" },
] satisfies ChatEvent[])("an event is read without unknown fields: %j", (event) => {
  expect(storedEvent({ ...event, older }, id)).toEqual(event);
});

it.each([
  { about: "greeting", serviceTitle: null },
  {
    about: "accepted",
    serviceTitle: title,
    window: "any",
    answerWithinWorkingDays: 2,
    answerBy: { at: hour.startsAt, timeZone: "Europe/Moscow" },
  },
  { about: "requests", requests: [{ id, serviceTitle: title, window: "weekend" }] },
  { about: "left", serviceTitle: title },
  { about: "repeated", requestId: id, serviceTitle: title },
  { about: "prepared", prepared: "time_appeared", requestId: id, serviceTitle: title, serviceSlug: "first" },
  { about: "answer-taken", answer: "no", requestId: id, serviceTitle: title },
  { about: "offer", offerId: id, hour, holdsUntil: hour.startsAt },
  { about: "hour-booked", news: "moved", requestId: id, offerId: null, hour, missing: [], cancelUntil: hour.startsAt },
  { about: "hour-news", news: "lost_round", until: null, hour },
  { about: "ask-to-wait", requestId: id, serviceTitle: title },
  { about: "hour-answer", said: "kept", offerId: id },
  { about: "free-text" },
  { about: "erased" },
])("a message is read without unknown fields, also one without a question: $about", (note) => {
  expect(storedMessage({ note: { ...note, older }, older }, id)).toEqual({ note, question: null });
});

it.each([
  { step: "service", services: [{ id, title }] },
  { step: "format", serviceId: id, serviceTitle: title },
  { step: "communications", serviceId: id, version: "2026-11-23" },
])("a question is read without unknown fields: $step", (question) => {
  expect(storedMessage({ note: null, question: { ...question, older } }, id)).toEqual({ note: null, question });
});

it.each([
  [storedConversation, { window: "anna@example.org" }, "chats.conversation", "window (invalid_value)"],
  [storedEvent, { kind: "command", command: "anna@example.org" }, "chat_updates.event", "command (invalid_value)"],
  [storedEvent, { kind: "anna@example.org" }, "chat_updates.event", "kind (invalid_union)"],
  [storedMessage, { note: { about: "left", serviceTitle: ["anna"] } }, "chat_messages.message", "note.serviceTitle"],
] as const)("a broken row throws with table and id, and without its content: %o", (read, stored, place, field) => {
  expect(() => read(stored, id)).toThrow(`${place} of ${id} cannot be read: ${field}`);
  expect(() => read(stored, id)).not.toThrow("anna");
});

it("a union without one of its members does not compile", () => {
  const some = z.discriminatedUnion("kind", [z.object({ kind: z.enum(["text", "blocked"]) })]);
  // @ts-expect-error `start` and others are missing
  const schema = unionOf<ChatEvent>()(some);
  expect(schema).toBe(some);
});
