import { Bot, Keyboard } from "@maxhub/max-bot-api";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MAX_TOKEN, MaxStub } from "./stub.ts";

const ANNA = 22;
const DIALOG = 1_000_000_022;
const text = "Здравствуйте";
const callback = (label = "Да", payload = "1.again") => ({ type: "callback", text: label, payload });
const link = { type: "link", text: "Сайт", url: "https://example.org/?a=1&b=2" };
const withRows = (...buttons: object[][]) => ({
  text,
  attachments: [{ type: "inline_keyboard", payload: { buttons } }],
});
const many = <Value>(count: number, value: Value) => Array.from({ length: count }, () => value);

let stub: MaxStub;
beforeAll(async () => {
  stub = await MaxStub.start();
});
afterAll(() => stub.stop());
beforeEach(() => {
  stub.started.add(ANNA);
  stub.stopped.clear();
  stub.sent.length = 0;
  stub.subscriptions = [];
  stub.paced = false;
});

describe("the stub, driven by MAX's own SDK", () => {
  const api = () => new Bot(MAX_TOKEN, { clientOptions: { baseUrl: stub.url } }).api;

  it("tells whose token it is", async () => {
    expect(await api().getMyInfo()).toMatchObject({ user_id: 1, username: "balance_bot", is_bot: true });
  });

  it("takes a message to a person and to a dialog, with both kinds of button, and names it", async () => {
    const attachments = [
      Keyboard.inlineKeyboard([[Keyboard.button.callback("Да", "1.again"), Keyboard.button.link("Сайт", link.url)]]),
    ];
    const toUser = await api().sendMessageToUser(ANNA, `<b>${text}</b>`, { format: "html", notify: true, attachments });
    expect(toUser.body.mid).toMatch(/^mid\.[0-9a-f]{32}$/);
    expect(toUser.recipient).toMatchObject({ chat_id: DIALOG, chat_type: "dialog" });
    const toChat = await api().sendMessageToChat(DIALOG, text, { disable_link_preview: true });
    expect(toChat.body.mid).not.toBe(toUser.body.mid);
    expect(stub.to(ANNA).map((message) => [message.text, message.buttons])).toEqual([
      [`<b>${text}</b>`, [{ text: "Да", data: "1.again" }]],
      [text, []],
    ]);
  });

  it("takes an answer to a press of a keyboard that it sent, empty or with words", async () => {
    const { body } = await api().sendMessageToUser(ANNA, text);
    for (const extra of [{}, { notification: "Готово" }, { message: { text: "ok", attachments: [] } }])
      expect(await api().answerOnCallback(`cb.${body.mid}`, extra)).toMatchObject({ success: true });
    await expect(api().answerOnCallback("cb.unknown")).rejects.toMatchObject({ status: 400, code: "proto.payload" });
  });

  it("adds a subscription beside the one that is there, lists and removes them", async () => {
    const url = "https://practice.example/api/max/webhook";
    for (const _ of [1, 2]) await api().subscribe(url, "a-secret", ["bot_started"]);
    await api().subscribe("https://other.example/", "a-secret", ["bot_started"]);
    expect((await api().getSubscriptions()).map((each) => each.url)).toEqual([url, url, "https://other.example/"]);
    await api().unsubscribe(url);
    expect((await api().getSubscriptions()).map((each) => each.url)).toEqual(["https://other.example/"]);
    await expect(api().subscribe(url, "no!")).rejects.toMatchObject({ status: 400 });
  });

  it("refuses as MAX does: a stranger, somebody who stopped the bot, a third message in a second", async () => {
    await expect(api().sendMessageToUser(404, text)).rejects.toMatchObject({ status: 404, code: "dialog.not.found" });
    // The number of the dialog is no person's.
    await expect(api().sendMessageToUser(DIALOG, text)).rejects.toMatchObject({ status: 404 });
    stub.paced = true;
    stub.now = () => 1_000_000;
    stub.started.add(23);
    for (const _ of [1, 2]) await api().sendMessageToUser(23, text);
    await expect(api().sendMessageToUser(23, text)).rejects.toMatchObject({ status: 429, code: "too.many.requests" });
    stub.stopped.add(ANNA);
    await expect(api().sendMessageToUser(ANNA, text)).rejects.toMatchObject({ status: 403, code: "chat.denied" });
  });

  it("gives each planned refusal to the SDK with its code", async () => {
    for (const [status, code] of [
      [401, "verify.token"],
      [403, "chat.denied"],
      [429, "too.many.requests"],
      [503, "service.unavailable"],
    ] as const) {
      stub.next({ status, body: { code, message: "x" } });
      await expect(api().sendMessageToUser(ANNA, text)).rejects.toMatchObject({ status, code });
    }
  });
});

describe("the stub refuses what MAX refuses", () => {
  const post = async (query: string, body: object, headers: Record<string, string> = { Authorization: MAX_TOKEN }) => {
    const answer = await fetch(`${stub.url}/messages${query}`, { method: "POST", headers, body: JSON.stringify(body) });
    return { status: answer.status, code: (await answer.json()).code };
  };

  it.each([
    ["no token", "?user_id=22", {}, 401],
    ["a token as a bearer", "?user_id=22", { Authorization: `Bearer ${MAX_TOKEN}` }, 401],
    ["a token in the address", `?user_id=22&access_token=${MAX_TOKEN}`, { Authorization: MAX_TOKEN }, 403],
    ["no recipient in the address", "", undefined, 400],
    ["two recipients", "?user_id=22&chat_id=1000000022", undefined, 400],
  ])("%s", async (_, query, headers, status) => {
    expect((await post(query, { text }, headers)).status).toBe(status);
  });

  it.each<[string, object]>([
    ["a recipient in the body", { text, user_id: ANNA }],
    ["4,001 characters", { text: "ы".repeat(4_001) }],
    ["nothing that anybody sees", { text: "<b></b>" }],
    ["eight buttons in a row", withRows(many(8, callback()))],
    ["31 rows", withRows(...many(31, [callback()]))],
    ["four links in a row", withRows(many(4, link))],
    ["a payload of 1,025", withRows([callback("Да", "x".repeat(1_025))])],
    ["a label of 129", withRows([callback("x".repeat(129))])],
    ["another format", { text, format: "plain" }],
  ])("%s", async (_, body) => {
    expect(await post("?user_id=22", body)).toEqual({ status: 400, code: "proto.payload" });
  });
});
