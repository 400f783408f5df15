import type { Messenger } from "#app/domain/chat/messenger.ts";
import type { Config } from "#app/infrastructure/config.ts";
import { MAX_TOKEN, MaxStub } from "#app/testing/max/stub.ts";
import { json, send } from "../http.ts";
import { test as base, expect, Practice } from "../practice.ts";
import { ChatPerson } from "./chat-person.ts";
import { MAX_SECRET } from "./max-person.ts";
import { type BotMessage, TelegramStub } from "./telegram-stub.ts";

export const SECRET = "a-secret-that-only-telegram-knows";
/** Where the webhook is. */
export type Site = Pick<Practice, "origin">;
let people = 0;
let updates = 1000;

/** A practice in both messengers: the settings of its bots, which are stubs. MAX comes first on its pages. */
const inBoth = (bot: TelegramStub, maxBot: MaxStub): Partial<Config> => ({
  messengers: ["max", "telegram"],
  bots: [
    { messenger: "max", name: "balance_max_bot" },
    { messenger: "telegram", name: "balance_bot" },
  ],
  telegram: { token: "1:token", webhookSecret: SECRET, apiRoot: bot.url },
  max: { token: MAX_TOKEN, webhookSecret: MAX_SECRET, apiRoot: maxBot.url, ca: null },
});

/** Tests with a practice whose bots are connected to stubs of both messengers. Nothing waits when one begins. */
export const test = base.extend<{ quiet: undefined }, { bot: TelegramStub; maxBot: MaxStub }>({
  maxBot: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
    async ({}, use) => {
      const bot = await MaxStub.start();
      // Tests read faster than people.
      bot.paced = false;
      await use(bot);
      await bot.stop();
    },
    { scope: "worker" },
  ],
  bot: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
    async ({}, use) => {
      const bot = await TelegramStub.start();
      await use(bot);
      await bot.stop();
    },
    { scope: "worker" },
  ],
  practice: [
    async ({ bot, maxBot }, use) => {
      const practice = await Practice.start(inBoth(bot, maxBot));
      await use(practice);
      await practice.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  quiet: [
    async ({ practice }, use) => {
      await practice.jobsDone();
      await use(undefined);
    },
    { auto: true },
  ],
});

/** An update as Telegram posts it. */
export function post(practice: Site, update: object, secret: string | null = SECRET) {
  const { method, headers, body } = json(update);
  return send(`${practice.origin}/api/telegram/webhook`, {
    ...(method ? { method } : {}),
    headers: { ...headers, ...(secret === null ? {} : { "X-Telegram-Bot-Api-Secret-Token": secret }) },
    // Telegram writes its JSON in ASCII.
    ...(body
      ? { body: String(body).replace(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`) }
      : {}),
  });
}

/** A service's title that no other service has. */
export const aTitle = () => `Встреча ${process.pid}-${people++}`;

export const nextUpdate = () => updates++;

/** A person with Telegram on their phone. */
export class Person extends ChatPerson {
  readonly id: number;
  readonly #practice: Site;
  readonly #bot: TelegramStub;
  readonly username: string | undefined;

  constructor(practice: Site, bot: TelegramStub, username?: string, id = 700_000_000 + process.pid * 100 + people++) {
    super();
    this.id = id;
    if (username) bot.names.set(id, username);
    this.#practice = practice;
    this.#bot = bot;
    this.username = username;
  }

  get #from() {
    return { id: this.id, is_bot: false, first_name: "", ...(this.username ? { username: this.username } : {}) };
  }

  get chat() {
    return { id: this.id, type: "private" };
  }

  says(text: string, update_id = nextUpdate()) {
    return post(this.#practice, {
      update_id,
      message: { message_id: 1, date: 0, chat: this.chat, from: this.#from, text },
    });
  }

  presses(data: string, update_id = nextUpdate()) {
    return post(this.#practice, {
      update_id,
      callback_query: {
        id: String(update_id),
        from: this.#from,
        chat_instance: "1",
        message: { message_id: 1, date: 0, chat: this.chat },
        data,
      },
    });
  }

  /** The same in a topic of the chat. */
  saysIn(topic: number, text: string, update_id = nextUpdate()) {
    const about = { message_id: 1, date: 0, chat: this.chat, from: this.#from, message_thread_id: topic };
    return post(this.#practice, { update_id, message: { ...about, text } });
  }

  becomes(status: "kicked" | "member", update_id = nextUpdate()) {
    return post(this.#practice, {
      update_id,
      my_chat_member: { chat: this.chat, from: this.#from, date: 0, new_chat_member: { status } },
    });
  }

  starts(payload = "", mark?: number) {
    return this.says(`/start ${payload}`.trim(), mark);
  }

  stops(mark?: number) {
    return this.becomes("kicked", mark);
  }

  returns(mark?: number) {
    return this.becomes("member", mark);
  }

  get messages(): BotMessage[] {
    return this.#bot.to(this.id);
  }
}

export const noSlots = (practice: Practice, slug: string) =>
  `${practice.origin}/booking/no-slots/?service_slug=${slug}`;

/** Opens the page and presses the concierge's button, as a browser does. Returns the bot's start payload. */
export async function click(practice: Practice, slug: string, utm = "", messenger: Messenger = "telegram") {
  const page = await send(noSlots(practice, slug) + utm);
  expect(page.status).toBe(200);
  const link = new RegExp(`href="(/booking/${messenger}/[^"]*)"`);
  const href = link.exec(page.body)?.[1]?.replaceAll("&amp;", "&") ?? "";
  const onward = await send(practice.origin + href, { headers: { Referer: noSlots(practice, slug) + utm } });
  expect(onward.status).toBe(302);
  return new URL(onward.headers.location ?? "").searchParams.get("start") ?? "";
}
