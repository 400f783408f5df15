import type { Messenger } from "#app/domain/chat/messenger.ts";
import type { MaxStub } from "#app/testing/max/stub.ts";
import { nextUpdate, Person, SECRET, type Site } from "./chat.ts";
import type { ChatPerson } from "./chat-person.ts";
import { MAX_SECRET, MaxPerson, nextMoment } from "./max-person.ts";
import type { TelegramStub } from "./telegram-stub.ts";

export type Stubs = { bot: TelegramStub; maxBot: MaxStub };

/** A messenger, as the tests of the concierge use it. */
export type World = {
  messenger: Messenger;
  /** `name`: in a messenger that has names. */
  someone(practice: Site, stubs: Stubs, name?: string): ChatPerson;
  /** What tells an update from those before it: a number, or a moment. */
  mark(): number;
  /** The next answers to a message: `down` and `busy` for now, `stopped` by the person, `unseen` before. */
  fails(stubs: Stubs, how: "down" | "busy" | "stopped" | "reset" | "unseen"): void;
  /** What a person's text is on the wire: the webhook's path, its secret's header, and the update. */
  typed(person: ChatPerson, text: string): { path: string; secret: string; update: object };
  /** Every message is refused until it is switched back. */
  goesDown(stubs: Stubs, down: boolean): void;
  /** How many messages were tried so far. */
  tried(stubs: Stubs): number;
  /** How many presses were acknowledged so far. */
  acknowledged(stubs: Stubs): number;
};

const TELEGRAM_FAILS = {
  down: { status: 502, description: "Bad Gateway" },
  busy: { status: 429, retryAfter: 1800 },
  stopped: { status: 403, description: "Forbidden: bot was blocked by the user" },
  reset: "reset",
  unseen: { status: 418, description: "I'm a teapot" },
} as const;
const MAX_FAILS = {
  down: { status: 503, body: "<html>" },
  busy: { status: 429, body: { code: "too.many.requests", message: "x" }, headers: { "Retry-After": "1800" } },
  stopped: { status: 403, body: { code: "chat.denied", message: "error.dialog.suspended" } },
  reset: "reset",
  unseen: { status: 418, body: { code: "of.tomorrow", message: "x" } },
} as const;

/** Every test of the concierge runs in each. */
export const WORLDS: World[] = [
  {
    messenger: "telegram",
    someone: (practice, { bot }, name) => new Person(practice, bot, name),
    mark: nextUpdate,
    fails: ({ bot }, how) => bot.next(TELEGRAM_FAILS[how]),
    typed: ({ id }, text) => ({
      path: "/api/telegram/webhook",
      secret: `X-Telegram-Bot-Api-Secret-Token: ${SECRET}`,
      update: {
        update_id: nextUpdate(),
        message: { message_id: 1, date: 0, chat: { id, type: "private" }, from: { id, is_bot: false }, text },
      },
    }),
    goesDown({ bot }, down) {
      bot.standing = down ? TELEGRAM_FAILS.down : "accept";
    },
    tried: ({ bot }) => bot.calls.filter(({ method }) => method === "sendMessage").length,
    acknowledged: ({ bot }) => bot.calls.filter(({ method }) => method === "answerCallbackQuery").length,
  },
  {
    messenger: "max",
    someone: (practice, { maxBot }) => new MaxPerson(practice, maxBot),
    mark: nextMoment,
    fails: ({ maxBot }, how) => maxBot.next(MAX_FAILS[how]),
    typed({ id }, text) {
      const at = nextMoment();
      const recipient = { chat_id: 1_000_000_000 + id, chat_type: "dialog", user_id: 1 };
      const message = { sender: { user_id: id }, recipient, body: { mid: `mid.raw.${at}`, text } };
      return {
        path: "/api/max/webhook",
        secret: `X-Max-Bot-Api-Secret: ${MAX_SECRET}`,
        update: { update_type: "message_created", timestamp: at, message },
      };
    },
    goesDown({ maxBot }, down) {
      maxBot.standing = down ? MAX_FAILS.down : "accept";
    },
    tried: ({ maxBot }) => maxBot.calls.filter(({ path }) => path === "/messages").length,
    acknowledged: ({ maxBot }) => maxBot.calls.filter(({ path }) => path === "/answers").length,
  },
];
