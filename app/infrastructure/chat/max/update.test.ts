import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buttonData } from "#app/domain/chat/concierge-buttons.ts";
import { startPayload } from "#app/domain/chat/start-link.ts";
import { MAX_UPDATES, maxUpdates } from "./update.ts";

const read = maxUpdates(new Uint8Array(32));
const user = { user_id: 22, first_name: "Анна", is_bot: false };
const bot = { user_id: 1, is_bot: true };
const recipient = { chat_id: 11, chat_type: "dialog", user_id: 1 };
const started = (of: object = {}) => ({ update_type: "bot_started", timestamp: 1_000, chat_id: 11, user, ...of });
const message = (text: string | null, of: object = {}) => ({
  update_type: "message_created",
  timestamp: 1_000,
  message: { sender: user, recipient, timestamp: 1_000, body: { mid: "mid.1", seq: 1, text }, ...of },
});
const press = (payload: unknown, of: object = {}) => ({
  update_type: "message_callback",
  timestamp: 1_000,
  callback: { timestamp: 1_000, callback_id: "cb.1", payload, user, ...of },
  message: { sender: bot, recipient: { ...recipient, user_id: 22 }, timestamp: 1, body: { mid: "mid.1", text: "?" } },
});
const eventOf = (json: unknown) => read(json)?.event;

describe("an update of MAX", () => {
  it("tells whose dialog it is by the person's number, in every kind", () => {
    const stopped = { update_type: "bot_stopped", timestamp: 1_000, chat_id: 11, user };
    for (const json of [started(), message("/status"), press("x"), stopped])
      expect(read(json)).toMatchObject({ updateId: 1_000, contact: { method: "max", value: "max:22" }, name: null });
    expect(MAX_UPDATES).toContain("bot_stopped");
  });

  it("starts by a link, in the event of a start or in the text of a running dialog", () => {
    const payload = startPayload("Abc12345");
    const start = { kind: "start", deepLinkId: "Abc12345" };
    for (const json of [started({ payload }), message(`/start ${payload}`), message(payload), message(` ${payload}\n`)])
      expect(eventOf(json)).toEqual(start);
    for (const odd of [undefined, null, "", "x".repeat(64), "ы".repeat(512)])
      expect(eventOf(started({ payload: odd }))).toEqual({ kind: "start", deepLinkId: null });
    expect(eventOf(message("/start"))).toEqual({ kind: "start", deepLinkId: null });
  });

  it("carries nothing of what a person wrote", () => {
    expect(eventOf(message("/leave"))).toEqual({ kind: "command", command: "leave" });
    for (const text of ["мне плохо", "", null, "/unknown"]) expect(eventOf(message(text))).toEqual({ kind: "text" });
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 5 }), (text) => {
        expect(JSON.stringify(read(message(`marked ${text}`)))).not.toContain("marked");
      }),
    );
  });

  it("reads a button of ours and no other, also under a message that is gone", () => {
    const again = { kind: "press", press: { to: "again" }, callbackId: "cb.1" };
    expect(eventOf(press(buttonData({ to: "again" })))).toEqual(again);
    for (const gone of [null, undefined])
      expect(eventOf({ ...press(buttonData({ to: "again" })), message: gone })).toEqual(again);
    for (const odd of ["", "again", undefined, 5])
      expect(eventOf(press(odd))).toEqual({ kind: "press", press: null, callbackId: "cb.1" });
  });

  it("says that the bot was stopped, in either of the two events that tell so", () => {
    for (const update_type of ["bot_stopped", "dialog_removed"])
      expect(eventOf({ update_type, timestamp: 1, chat_id: 11, user })).toEqual({ kind: "blocked" });
  });

  it("is the same when repeated, and another when the keyboard is pressed again", () => {
    const receipt = (json: unknown) => read(json)?.receipt;
    expect(receipt(press("a"))).toBe(receipt({ ...press("a"), timestamp: 9_000 }));
    const presses = [
      press("a"),
      press("b"),
      press("a", { timestamp: 2_000 }),
      press("a", { user: { ...user, user_id: 23 } }),
    ];
    expect(new Set(presses.map(receipt)).size).toBe(4);
    expect(receipt(message("a"))).toBe(receipt(message("b")));
    expect(receipt(started())).not.toBe(receipt(started({ timestamp: 1_001 })));
    expect(receipt(started())).not.toContain("22");
    expect(maxUpdates(new Uint8Array(32).fill(1))(started())?.receipt).not.toBe(receipt(started()));
  });

  it("of a group, a channel, another bot, an unknown kind or nonsense is none", () => {
    const group = { chat_id: -100, chat_type: "chat", user_id: 1 };
    for (const json of [
      message("/start", { recipient: group }),
      message("/start", { sender: { ...user, is_bot: true } }),
      message("/start", { sender: null }),
      { ...press("a"), message: { recipient: group } },
      { update_type: "bot_added", timestamp: 1, chat_id: -100, user, is_channel: false },
      { update_type: "message_removed", timestamp: 1, message_id: "mid.1", chat_id: 11, user_id: 22 },
      { update_type: "dialog_muted", timestamp: 1, chat_id: 11, user, muted_until: 2 },
      { update_type: "of_tomorrow", timestamp: 1, user },
      { ...started(), timestamp: "1000" },
      { ...started(), user: { user_id: "22" } },
      null,
      [],
      "text",
    ])
      expect(read(json)).toBeNull();
    fc.assert(fc.property(fc.jsonValue(), (json) => read(json) === null));
  });
});
