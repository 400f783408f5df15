import { Person } from "../chat/chat.ts";
import type { TelegramStub } from "../chat/telegram-stub.ts";
import { type Answer, form, json, send } from "../http.ts";
import { linkIn } from "../mail/outbox.ts";
import { expect } from "../practice.ts";
import {
  CALLER,
  CAMPAIGN,
  CHAT,
  CHAT_NAME,
  CHATS,
  MAIL,
  MISTYPED,
  NAME,
  OTHER,
  PHONE,
  PHONES,
  SEARCHED,
  WORDS,
} from "./marks.ts";

type Sending = ReturnType<typeof form>;
/** `may`: the marks that this response may contain. */
type Seen = { what: string; method: string; text: string; cached: boolean; may: string[] };

const REQUEST = /\/desk\/requests\/([0-9a-f-]{36})\//g;
/** Requests every page with marked contacts, and keeps every response. */
export class MarkedWalk {
  readonly answers: Seen[] = [];
  /** Of the link by which the caller consents. */
  consentToken = "";
  readonly #origin: string;
  /** The operator's. */
  #cookie = "";

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** Requests an address, as the operator within the desk, and keeps the response. */
  async ask(address: string, sending: Sending = {}, may: string[] = []): Promise<Answer> {
    const url = address.startsWith("http") ? address : this.#origin + address;
    const atDesk: Record<string, string> = address.startsWith("/desk/")
      ? { Cookie: this.#cookie, Origin: this.#origin }
      : {};
    const answer = await send(url, { ...sending, headers: { ...sending.headers, ...atDesk } });
    const caching = answer.headers["cache-control"] ?? "";
    // Only its sender's browser stores a refused public form, for Back.
    const cached = caching !== "no-store" && !(caching === "private, no-cache" && answer.status >= 400);
    const text = JSON.stringify(answer.headers) + answer.body;
    this.answers.push({ what: address, method: sending.method ?? "GET", text, cached, may });
    return answer;
  }

  async visitors() {
    const given = { preferred_time_window: "any", consent_personal_data: "on", consent_communications: "on" };
    const join = (method: string, value: string, may: string[] = []) =>
      this.ask(
        `/booking/no-slots/?service_slug=primary&utm_source=${CAMPAIGN}`,
        form({ ...given, preferred_contact_method: method, [`contact_${method}`]: value }),
        may,
      );
    expect((await join("email", MISTYPED, [MISTYPED])).status).toBe(400);
    expect((await join("email", MAIL)).status).toBe(303);
    expect((await join("email", MAIL)).status).toBe(303);
    expect((await join("phone", PHONE)).status).toBe(303);
    expect((await join("telegram", NAME)).status).toBe(303);
    const asked = (contact_value: string) =>
      json({
        service_slug: "primary",
        preferred_contact_method: "email",
        contact_value,
        preferred_time_window: "any",
        consent_personal_data: true,
        consent_communications: true,
      });
    expect((await this.ask("/api/public/waitlist", asked(MISTYPED))).status).toBe(422);
    expect((await this.ask("/api/public/waitlist", asked(OTHER))).status).toBe(202);
    const leave = (method: string, value: string, may: string[] = []) =>
      this.ask("/waitlist/leave/", form({ preferred_contact_method: method, [`contact_${method}`]: value }), may);
    expect((await leave("email", MISTYPED, [MISTYPED])).status).toBe(400);
    for (const [method, value] of [
      ["email", OTHER],
      ["phone", PHONE],
      ["telegram", NAME],
    ] as const)
      expect((await leave(method, value)).status).toBe(200);
  }

  /** Joins in the chat, and returns the private link from it. */
  async inTheChat(bot: TelegramStub) {
    const anna = new Person({ origin: this.#origin }, bot, CHAT_NAME, CHAT);
    await anna.says(WORDS);
    await anna.presses(WORDS);
    await anna.says(`/start ${WORDS}`);
    await expect.poll(() => anna.messages.length, { timeout: 60_000 }).toBe(3);
    await anna.chooses("Первичная консультация");
    await anna.joins();
    // Telegram's errors quote the chat; the second one is logged, and the message is retried.
    bot.next({ status: 400 }, { status: 500 });
    await anna.says("/status");
    await anna.says("/status");
    return linkIn((await anna.sees("Ваши заявки")).text);
  }

  /** Requests every page with the private page as referrer, as a browser may. */
  async around(from: string) {
    for (const address of [
      "/booking/",
      "/booking/slot/?service_slug=primary",
      "/booking/no-slots/?service_slug=primary",
      "/booking/no-slots/thanks/",
      "/waitlist/leave/",
      "/booking/telegram/?service_slug=primary",
      "/api/public/booking/no-slots?service_slug=primary",
      "/legal/privacy/",
      "/emergency/",
      "/health/live",
      "/health/ready",
    ]) {
      await this.ask(address, { headers: { Referer: from } });
    }
  }

  /** A person at their own request. */
  async owner({ link, token }: ReturnType<typeof linkIn>) {
    const own = new URL(link).pathname;
    await this.ask(own, {}, [token]);
    const acts: Record<string, string>[] = [
      { intent: "window", preferred_time_window: MISTYPED },
      { intent: "window", preferred_time_window: "weekend" },
      { intent: "pause" },
      { intent: "resume" },
      { intent: "erase" },
    ];
    for (const fields of acts) await this.ask(own, form(fields), [token]);
    await this.ask(`${own}data/`, {}, [token]);
    const download = await this.ask(`${own}data/`, { method: "POST" }, [MAIL]);
    expect(JSON.parse(download.body).contact.value).toBe(MAIL);
  }

  async operator(cookie: string) {
    this.#cookie = cookie;
    const { status, body } = await this.ask("/desk/");
    expect(status).toBe(200);
    const listed = new Set([...body.matchAll(REQUEST)].map(([page]) => page));
    expect(listed.size).toBe(5);
    const nobody = await this.ask("/desk/search/", form({ contact: SEARCHED }), [SEARCHED]);
    expect(nobody.status).toBe(404);
    for (const [contact, theirs] of [
      [MAIL, [MAIL]],
      [OTHER, [OTHER]],
      [PHONE, PHONES],
      [`@${NAME}`, [NAME]],
    ] as const) {
      const found = await this.ask("/desk/search/", form({ contact }));
      expect(found.status, contact).toBe(303);
      const page = found.headers.location ?? "";
      expect(listed.delete(page)).toBe(true);
      await this.#person(page, [...theirs]);
    }
    // Only the person from the chat is left.
    for (const page of listed) {
      await this.#person(page, CHATS);
      expect((await this.ask(`${page}message/`, form({ message: "still_waiting" }))).status).toBe(303);
    }
    for (const address of [
      "/desk/?leaving=on",
      "/desk/?status=contacted",
      "/desk/search/",
      "/desk/audit/",
      "/desk/faults/",
      "/desk/insight/",
      "/desk/services/",
      "/desk/settings/",
      "/desk/time/",
    ]) {
      expect((await this.ask(address)).status, address).toBe(200);
    }
    await this.ask("/desk/insight/export/", { method: "POST" });
    await this.#caller();
  }

  /** Somebody called: the operator asks for their consent, and shows the contact and the link. */
  async #caller() {
    const page = await this.ask("/desk/callers/");
    const service = /name="service"[\s\S]*?<option value="([0-9a-f-]{36})"/.exec(page.body)?.[1] ?? "";
    const contact = { preferred_contact_method: "email", contact_email: CALLER };
    const asked = form({ intent: "ask", ...contact, service, hour: "list" });
    expect((await this.ask("/desk/callers/", asked)).status).toBe(303);
    const listed = (await this.ask("/desk/callers/?done=asked")).body;
    const caller = /name="caller" value="([^"]+)"/.exec(listed)?.[1] ?? "";
    const theirs = [CALLER];
    const shown = await this.ask("/desk/callers/", form({ intent: "reveal", caller }), theirs);
    expect(shown.status).toBe(200);
    this.consentToken = /\/consent\/([\w-]{22})\//.exec(shown.body)?.[1] ?? "";
    theirs.push(this.consentToken);
    const own = `/consent/${this.consentToken}/`;
    expect((await this.ask(own, {}, theirs)).status).toBe(200);
    expect((await this.ask(own, form({ intent: "agree" }), theirs)).status).toBe(400);
    await this.around(this.#origin + own);
  }

  async #person(page: string, theirs: string[]) {
    await this.ask(page);
    expect((await this.ask(page, form({ intent: "reveal" }), theirs)).status).toBe(200);
    // As the desk's own script requests, where there is one.
    expect((await this.ask(`${page}_.data`, form({ intent: "reveal" }), theirs)).status).toBe(200);
    expect((await this.ask(`${page}_.data`)).status).toBe(200);
    expect((await this.ask(page, form({ intent: "note", note: "no_answer" }))).status).toBe(303);
    expect((await this.ask(`${page}data/`, { method: "POST" }, theirs)).status).toBe(200);
    await this.ask(`${page}message/`);
    await this.ask(page);
  }
}
