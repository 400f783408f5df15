import type { Messenger } from "#app/domain/chat/messenger.ts";
import type { MaxStub } from "#app/testing/max/stub.ts";
import { nextUpdate, Person, type Site } from "./chat.ts";
import type { ChatPerson } from "./chat-person.ts";
import { MaxPerson, nextMoment } from "./max-person.ts";
import type { TelegramStub } from "./telegram-stub.ts";

export type Stubs = { bot: TelegramStub; maxBot: MaxStub };

/** A messenger, as the tests of the concierge use it. */
export type World = {
  messenger: Messenger;
  /** `name`: in a messenger that has names. */
  someone(practice: Site, stubs: Stubs, name?: string): ChatPerson;
  /** What tells an update from those before it: a number, or a moment. */
  mark(): number;
  /** The next answers to a message: `down` and `busy` for now, `stopped` by the person. */
  fails(stubs: Stubs, how: "down" | "busy" | "stopped" | "reset"): void;
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
} as const;
const MAX_FAILS = {
  down: { status: 503, body: "<html>" },
  busy: { status: 429, body: { code: "too.many.requests", message: "x" }, headers: { "Retry-After": "1800" } },
  stopped: { status: 403, body: { code: "chat.denied", message: "error.dialog.suspended" } },
  reset: "reset",
} as const;

/** Every test of the concierge runs in each. */
export const WORLDS: World[] = [
  {
    messenger: "telegram",
    someone: (practice, { bot }, name) => new Person(practice, bot, name),
    mark: nextUpdate,
    fails: ({ bot }, how) => bot.next(TELEGRAM_FAILS[how]),
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
    goesDown({ maxBot }, down) {
      maxBot.standing = down ? MAX_FAILS.down : "accept";
    },
    tried: ({ maxBot }) => maxBot.calls.filter(({ path }) => path === "/messages").length,
    acknowledged: ({ maxBot }) => maxBot.calls.filter(({ path }) => path === "/answers").length,
  },
];
