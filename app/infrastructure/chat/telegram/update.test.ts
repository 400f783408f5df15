import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buttonData } from "#app/domain/chat/concierge-buttons.ts";
import { startPayload } from "#app/domain/chat/start-link.ts";
import { readTelegramUpdate } from "./update.ts";

const chat = { id: 42, type: "private", first_name: "Анна" };
const from = { id: 42, is_bot: false, first_name: "Анна", username: "Anna_K" };
const message = (text?: string, of: object = {}) => ({
  update_id: 7,
  message: { message_id: 1, date: 0, chat, from, ...(text === undefined ? {} : { text }), ...of },
});
const eventOf = (json: unknown) => readTelegramUpdate(json)?.event;

describe("an update of Telegram", () => {
  it("tells whose chat it is: by its number, and by the name that Telegram knows", () => {
    expect(readTelegramUpdate(message("/start"))).toEqual({
      updateId: 7,
      contact: { method: "telegram", value: "telegram:42" },
      name: { method: "telegram", value: "anna_k" },
      event: { kind: "start", deepLinkId: null },
    });
    const marked = { ...from, username: "\u202aAnna_K\u202c" };
    expect(readTelegramUpdate(message("/start", { from: marked }))?.name?.value).toBe("anna_k");
    const nameless = { ...from, username: undefined };
    expect(readTelegramUpdate(message("/start", { from: nameless }))?.name).toBeNull();
  });

  it("carries nothing of what a person wrote", () => {
    expect(eventOf(message(`/start ${startPayload("Abc12345")}`))).toEqual({ kind: "start", deepLinkId: "Abc12345" });
    expect(eventOf(message(`/start ${"x".repeat(64)}`))).toEqual({ kind: "start", deepLinkId: null });
    expect(eventOf(message("/leave@balance_bot"))).toEqual({ kind: "command", command: "leave" });
    for (const text of ["/start me now", "/unknown", "/", "мне плохо", "", undefined]) {
      expect(eventOf(message(text)), text).toEqual({ kind: "text" });
    }
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const event = eventOf(message(text));
        expect(["text", "start", "command"]).toContain(event?.kind);
      }),
    );
  });

  it("tells in which topic of the chat it happened", () => {
    const inTopic = { message_thread_id: 5, is_topic_message: true };
    expect(eventOf(message("/leave", inTopic))).toEqual({ kind: "command", command: "leave", topic: 5 });
    const press = { id: "99", from, message: { chat, ...inTopic }, data: buttonData({ to: "again" }) };
    expect(eventOf({ update_id: 7, callback_query: press })).toMatchObject({ kind: "press", topic: 5 });
    expect(eventOf(message("привет", { message_thread_id: "x" }))).toEqual({ kind: "text" });
  });

  it("reads a button of ours, and takes any other for none", () => {
    const press = (data: unknown) => ({ update_id: 7, callback_query: { id: "99", from, message: { chat }, data } });
    expect(eventOf(press(buttonData({ to: "again" })))).toEqual({
      kind: "press",
      press: { to: "again" },
      callbackId: "99",
    });
    for (const data of ["", "again", undefined, 5]) {
      expect(eventOf(press(data))).toEqual({ kind: "press", press: null, callbackId: "99" });
    }
  });

  it("says that the bot was blocked, or is wanted again", () => {
    const member = (status: string) => ({ update_id: 7, my_chat_member: { chat, from, new_chat_member: { status } } });
    expect(eventOf(member("kicked"))).toEqual({ kind: "blocked" });
    expect(eventOf(member("member"))).toEqual({ kind: "unblocked" });
  });

  it("of a group, a channel, another bot or nonsense is none", () => {
    const group = { id: -100, type: "supergroup" };
    for (const json of [
      message("/start", { chat: group }),
      message("/start", { from: { ...from, is_bot: true } }),
      { update_id: 7, channel_post: { chat: { id: -1, type: "channel" } } },
      { update_id: 7, callback_query: { id: "1", from, inline_message_id: "x", data: "1.again" } },
      { update_id: "7", message: { chat, from } },
      null,
      "text",
    ]) {
      expect(readTelegramUpdate(json)).toBeNull();
    }
    fc.assert(fc.property(fc.jsonValue(), (json) => readTelegramUpdate(json) === null));
  });
});
