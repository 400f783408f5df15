import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { BotError } from "#app/application/ports/chat.ts";
import { DEMO_ABOUT } from "#app/copy/practice.ts";
import { buttonData } from "#app/domain/chat/concierge-buttons.ts";
import { chatContact } from "#app/domain/contact/contact.ts";
import { createLogger } from "#app/infrastructure/logger.ts";
import { MAX_TOKEN, type MaxAnswer, MaxStub } from "#app/testing/max/stub.ts";
import { MaxBot } from "./bot.ts";

const ANNA = chatContact("max", 22);
const linkTokens = new Map<string, string>();
let stub: MaxStub;
let now = 0;

beforeAll(async () => {
  stub = await MaxStub.start();
  stub.paced = false;
});
afterAll(() => stub.stop());
beforeEach(() => {
  stub.started.add(22);
  stub.sent.length = 0;
  now += 10_000;
});

const botAt = (apiRoot: string) =>
  new MaxBot(
    { token: MAX_TOKEN, webhookSecret: "", apiRoot, ca: null },
    {
      origin: "https://practice.example",
      practiceMemory: { about: DEMO_ABOUT },
      logger: createLogger("silent"),
      now: () => now,
    },
  );
const emergency = { note: { about: "emergency" }, question: null } as const;
const send = (bot = botAt(stub.url), contact = ANNA) =>
  bot.send({ id: "m", contact, onlyNamed: null, message: emergency, linkTokens });
const fault = async (answer?: MaxAnswer): Promise<BotError> => {
  stub.next(...(answer ? [answer] : []));
  const error = await send().then(
    () => null,
    (error: unknown) => error,
  );
  if (!(error instanceof BotError)) throw new Error("it was sent");
  return error;
};

describe("a message to MAX", () => {
  it("sends text and buttons to the user id, without a format field", async () => {
    await send();
    expect(stub.to(22)).toMatchObject([{ text: expect.stringContaining("112") }]);
    expect(stub.to(22)[0]?.buttons).toContainEqual({ text: expect.any(String), data: buttonData({ to: "emergency" }) });
    const { query, body } = stub.calls.at(-1) ?? {};
    expect(String(query)).toBe("user_id=22&disable_link_preview=true");
    expect(Object.keys(Object(body))).toEqual(["text", "notify", "attachments"]);
  });

  it("keeps the path of a relay", async () => {
    await expect(send(botAt(`${stub.url}/relay`))).rejects.toThrow("max-404");
    expect(stub.calls.at(-1)?.path).toBe("/relay/messages");
  });

  it("is cut at what MAX takes, between whole characters", async () => {
    const serviceTitle = "😀".repeat(5_000);
    const message = { note: { about: "left", serviceTitle }, question: null } as const;
    await botAt(stub.url).send({ id: "m", contact: ANNA, onlyNamed: null, message, linkTokens });
    expect([...(stub.to(22)[0]?.text ?? "")]).toHaveLength(4_000);
    expect(stub.to(22)[0]?.text).toMatch(/😀…$/u);
  });

  it("waits for its place: two a second to one dialog, whatever another gets", async () => {
    const bot = botAt(stub.url);
    stub.started.add(23);
    await send(bot);
    now += 400;
    await send(bot);
    await expect(send(bot)).rejects.toMatchObject({ kind: "retryable", retryAfter: 0.6 });
    await send(bot, chatContact("max", 23));
    now += 601;
    await send(bot);
    expect(stub.sent).toHaveLength(4);
  });
});

describe("a refusal of MAX", () => {
  const denied = (message: string) => ({ status: 403, body: { code: "chat.denied", message } });

  it("is about the person where they stopped the bot or never started it", async () => {
    expect(await fault(denied("error.dialog.suspended"))).toMatchObject({ code: "max-403", kind: "blocked" });
    expect(
      await fault({ status: 200, body: { success: false, code: "chat.denied", message: "error.dialog.suspended" } }),
    ).toMatchObject({ kind: "blocked" });
    expect(await fault({ status: 404, body: { code: "chat.not.found", message: "dialog.not.found" } })).toMatchObject({
      kind: "blocked",
    });
    stub.started.delete(22);
    expect(await fault()).toMatchObject({ code: "max-404", kind: "blocked" });
  });

  it.each<[string, MaxAnswer]>([
    ["a wrong token", { status: 401, body: { code: "verify.token", message: "x" } }],
    ["a page of a proxy", { status: 503, body: "<html>" }],
    ["a page with status 200", { status: 200, body: "<html>" }],
    ["null", { status: 200, body: null }],
    ["nothing", { status: 200, body: "" }],
    ["a message without a name", { status: 200, body: { message: { body: {} } } }],
    ["a redirect, which is not followed", { status: 302, headers: { Location: "/me" } }],
    ["a cut connection", "reset"],
    ["busy in another status", { status: 400, body: { code: "service.unavailable", message: "x" } }],
  ])("is waited for: %s", async (_, answer) => {
    const calls = stub.calls.length;
    expect(await fault(answer)).toMatchObject({ kind: "retryable", retryAfter: undefined });
    expect(stub.calls).toHaveLength(calls + 1);
    expect(stub.sent).toEqual([]);
  });

  it("is waited for as long as MAX asks, where it does", async () => {
    const busy = { status: 429, body: { code: "too.many.requests", message: "x" }, headers: { "Retry-After": "17" } };
    expect(await fault(busy)).toMatchObject({ code: "max-429", kind: "retryable", retryAfter: 17 });
  });

  it("is ours and final where the call is wrong", async () => {
    expect(await fault({ status: 400, body: { code: "proto.payload", message: "x" } })).toMatchObject({
      kind: "final",
    });
  });

  it("is tried once more where nobody has seen it, as of a bot that MAX has not passed", async () => {
    expect(await fault(denied("bot.not.moderated"))).toMatchObject({ kind: "unclear", code: "max-denied" });
    const unseen = { status: 418, body: { code: "new", message: "x" } };
    expect(await fault(unseen)).toMatchObject({ kind: "unclear", code: "max-418" });
    expect(await fault({ status: 200, body: { success: false } })).toMatchObject({ kind: "unclear" });
  });

  it("never quotes what was sent", async () => {
    const error = await fault({ status: 418, body: { code: "max:22", message: "user 22 said 112" } });
    expect(`${error.message} ${error.code} ${error.stack}`).not.toMatch(/\b22\b|said/);
  });
});

describe("a press", () => {
  it("is acknowledged without words, twice a second at most; a late one is no error", async () => {
    const bot = botAt(stub.url);
    await send(bot);
    const calls = () => stub.calls.filter(({ path }) => path === "/answers");
    const callbackId = `cb.${stub.to(22)[0]?.mid}`;
    const before = calls().length;
    for (const id of [callbackId, "cb.gone", callbackId]) await bot.acknowledge(ANNA, id);
    expect(
      calls()
        .slice(before)
        .map(({ query, body }) => [query.get("callback_id"), body]),
    ).toEqual([
      [callbackId, {}],
      ["cb.gone", {}],
    ]);
  });
});
