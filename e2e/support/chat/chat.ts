import { json, send } from "../http.ts";
import { test as base, expect, Practice } from "../practice.ts";
import { type BotMessage, TelegramStub } from "./telegram-stub.ts";

export const SECRET = "a-secret-that-only-telegram-knows";
/** Where the webhook is. */
type Site = Pick<Practice, "origin">;
let people = 0;
let updates = 1000;

const connectedTo = (bot: TelegramStub) => ({ token: "1:token", webhookSecret: SECRET, apiRoot: bot.url });

/** Tests with a practice whose bot is connected to a stub of the Bot API. Nothing waits when one begins. */
export const test = base.extend<{ quiet: undefined }, { bot: TelegramStub }>({
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
    async ({ bot }, use) => {
      const practice = await Practice.start({ telegram: connectedTo(bot) });
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

/** Somebody with Telegram on their phone: writes, presses what they are shown, reads. */
export class Person {
  readonly id: number;
  readonly #practice: Site;
  readonly #bot: TelegramStub;
  readonly username: string | undefined;

  constructor(practice: Site, bot: TelegramStub, username?: string, id = 700_000_000 + process.pid * 100 + people++) {
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

  becomes(status: "kicked" | "member", update_id = nextUpdate()) {
    return post(this.#practice, {
      update_id,
      my_chat_member: { chat: this.chat, from: this.#from, date: 0, new_chat_member: { status } },
    });
  }

  get messages(): BotMessage[] {
    return this.#bot.to(this.id);
  }

  /** Waits for the newest message, of which this is a part. */
  async sees(words: string | RegExp): Promise<BotMessage> {
    let last: BotMessage | undefined;
    await expect
      .poll(
        () => {
          last = this.messages.at(-1);
          return last?.text ?? "";
        },
        { timeout: 60_000 },
      )
      .toMatch(words);
    if (!last) throw new Error("unreachable: the poll found it");
    return last;
  }

  /** Presses a button of the newest message by what is written on it, and waits for what follows. */
  async chooses(label: string | RegExp): Promise<void> {
    const count = this.messages.length;
    const button = this.messages.at(-1)?.buttons.find(({ text }) => text === label || text.match(label)?.[0] === text);
    if (!button) throw new Error(`no button ${label} under «${this.messages.at(-1)?.text}»`);
    expect((await this.presses(button.data)).status).toBe(200);
    await expect.poll(() => this.messages.length, { timeout: 60_000 }).toBeGreaterThan(count);
  }

  /** From the question of the window to the end. */
  async joins(window = "Будни, вечер") {
    await this.chooses(window);
    await this.sees("обработку персональных данных");
    await this.chooses("Даю это согласие");
    await this.sees("на связь");
    await this.chooses("Даю это согласие");
    return this.sees("заявка принята");
  }
}

export const noSlots = (practice: Practice, slug: string) =>
  `${practice.origin}/booking/no-slots/?service_slug=${slug}`;

/** Opens the page and presses the concierge's button, as a browser does. Answers what the bot is started with. */
export async function click(practice: Practice, slug: string, utm = ""): Promise<string> {
  const page = await send(noSlots(practice, slug) + utm);
  expect(page.status).toBe(200);
  const href = /href="(\/booking\/telegram\/[^"]*)"/.exec(page.body)?.[1]?.replaceAll("&amp;", "&") ?? "";
  const onward = await send(practice.origin + href, { headers: { Referer: noSlots(practice, slug) + utm } });
  expect(onward.status).toBe(302);
  return new URL(onward.headers.location ?? "").searchParams.get("start") ?? "";
}

export const requestsOf = (practice: Practice, serviceId: string) =>
  practice.query(
    "select id, lead_id, source, status, closed_reason, preferred_contact_method as method, preferred_time_window as window, utm, unreachable_at is not null as unreachable, encrypted_contact_value is null as destroyed from waitlist_requests where service_id = $1 order by created_at",
    [serviceId],
  );
