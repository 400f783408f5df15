import type { MaxStub } from "#app/testing/max/stub.ts";
import { json, plainSpaces, send } from "../http.ts";
import type { Practice } from "../practice.ts";
import { ChatPerson } from "./chat-person.ts";

export const MAX_SECRET = "a-secret-that-only-max-knows";
type Site = Pick<Practice, "origin">;
let people = 0;
let marks = Date.now();

/** An update as MAX posts it. */
export function postMax(practice: Site, update: unknown, secret: string | null = MAX_SECRET) {
  const { method, headers, body } = json(update);
  return send(`${practice.origin}/api/max/webhook`, {
    ...(method ? { method } : {}),
    headers: { ...headers, ...(secret === null ? {} : { "X-Max-Bot-Api-Secret": secret }) },
    ...(body ? { body } : {}),
  });
}

/** A moment that no other update has. */
export const nextMoment = () => marks++;

/** A person with MAX on their phone. */
export class MaxPerson extends ChatPerson {
  readonly id: number;
  readonly #practice: Site;
  readonly #bot: MaxStub;

  constructor(practice: Site, bot: MaxStub, id = 600_000_000 + process.pid * 100 + people++) {
    super();
    this.id = id;
    this.#practice = practice;
    this.#bot = bot;
  }

  get user() {
    return { user_id: this.id, first_name: "Анна", is_bot: false, last_activity_time: 0 };
  }

  get recipient() {
    return { chat_id: 1_000_000_000 + this.id, chat_type: "dialog", user_id: 1 };
  }

  #tells(update_type: string, timestamp: number, more: object) {
    return postMax(this.#practice, { update_type, timestamp, ...more });
  }

  starts(payload?: string, mark = nextMoment()) {
    this.#bot.started.add(this.id);
    this.#bot.stopped.delete(this.id);
    const { chat_id } = this.recipient;
    const linked = payload === undefined ? {} : { payload };
    return this.#tells("bot_started", mark, { chat_id, user: this.user, user_locale: "ru", ...linked });
  }

  says(text: string, mark = nextMoment()) {
    this.#bot.started.add(this.id);
    const { user: sender, recipient } = this;
    const body = { mid: `mid.of-a-person.${mark}`, seq: mark, text };
    return this.#tells("message_created", mark, { message: { sender, recipient, timestamp: mark, body } });
  }

  /** Presses a button where it was last shown: the keyboard's name tells nothing of the press. */
  presses(data: string, mark = nextMoment()) {
    const shown = this.#bot.to(this.id).filter(({ buttons }) => buttons.some((each) => each.data === data));
    const mid = (shown.at(-1) ?? this.#bot.to(this.id).at(-1))?.mid ?? "mid.gone";
    const callback = { timestamp: mark, callback_id: `cb.${mid}`, payload: data, user: this.user };
    const recipient = { ...this.recipient, user_id: this.id };
    const message = { sender: { user_id: 1, is_bot: true }, recipient, timestamp: mark, body: { mid, text: "" } };
    return this.#tells("message_callback", mark, { callback, message });
  }

  /** MAX tells it twice: that the bot was stopped, and that the dialog is gone. */
  async stops(mark = nextMoment()) {
    const gone = { chat_id: this.recipient.chat_id, user: this.user };
    await this.#tells("dialog_removed", mark, gone);
    return this.#tells("bot_stopped", mark, gone);
  }

  returns(mark?: number) {
    return this.starts(undefined, mark);
  }

  /** With plain spaces for no-break ones. */
  get messages() {
    return this.#bot.to(this.id).map(({ text, buttons }) => ({
      text: plainSpaces(text),
      buttons: buttons.map((each) => ({ ...each, text: plainSpaces(each.text) })),
    }));
  }
}
