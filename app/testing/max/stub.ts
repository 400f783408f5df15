import http from "node:http";
import https from "node:https";
import { text } from "node:stream/consumers";
import type { z } from "zod";
import {
  answerBody,
  badPayload,
  messageBody,
  type Refused,
  recipientOf,
  refuseToken,
  subscriptionBody,
} from "./rules.ts";

/** `hang`, `reset`: no answer. Everything else is sent as it stands, in place of MAX's own answer. */
export type MaxAnswer =
  | "accept"
  | "hang"
  | "reset"
  | { status: number; body?: unknown; headers?: Record<string, string> };
export type MaxMessage = { userId: number; text: string; mid: string; buttons: { text: string; data: string }[] };
export type MaxCall = { method: string; path: string; query: URLSearchParams; body: unknown };
type Given = { status: number; body: unknown };

export const MAX_TOKEN = "a-token-that-only-max-knows";
/** The dialog of a person has another number than the person. */
const DIALOG = 1_000_000_000;
/** Above what a JavaScript number holds. */
const SEQUENCE = "116328147937082782";
const DONE: Given = { status: 200, body: { success: true } };

/** The MAX Bot API as far as the concierge uses it, as strict as MAX: what it refuses is refused here with MAX's codes. */
export class MaxStub {
  readonly url: string;
  readonly sent: MaxMessage[] = [];
  readonly calls: MaxCall[] = [];
  /** People who have started the bot, and not stopped it. */
  readonly started = new Set<number>();
  readonly stopped = new Set<number>();
  subscriptions: z.output<typeof subscriptionBody>[] = [];
  username = "balance_bot";
  /** Two messages a second to one dialog: off where tests send faster than people read. */
  paced = true;
  /** The clock of that pace. */
  now: () => number = Date.now;
  /** The response to every message until changed, when `next` is empty. */
  standing: MaxAnswer = "accept";
  #answers: MaxAnswer[] = [];
  readonly #times = new Map<number, number[]>();
  readonly #server: http.Server | https.Server;

  private constructor(server: http.Server | https.Server, { scheme, port }: { scheme: string; port: number }) {
    this.#server = server;
    this.url = `${scheme}://127.0.0.1:${port}`;
  }

  /** `tls`: its key and certificate, in PEM; without them it speaks plain HTTP. */
  static async start(tls?: { key: string | undefined; cert: string | undefined }): Promise<MaxStub> {
    const server = tls ? https.createServer(tls) : http.createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    const stub = new MaxStub(server, { scheme: tls ? "https" : "http", port: address.port });
    server.on("request", (request, response) => void stub.#take(request, response));
    return stub;
  }

  /** The next responses to messages, in order. */
  next(...answers: MaxAnswer[]) {
    this.#answers = answers;
  }

  to(userId: number) {
    return this.sent.filter((message) => message.userId === userId);
  }

  async #take(request: http.IncomingMessage, response: http.ServerResponse) {
    const url = new URL(request.url ?? "/", this.url);
    const { searchParams: query, pathname: path } = url;
    const received = await text(request);
    const body: unknown = received === "" ? undefined : JSON.parse(received);
    const method = request.method ?? "";
    this.calls.push({ method, path, query, body });
    const planned = path === "/messages" ? (this.#answers.shift() ?? this.standing) : "accept";
    if (planned === "hang") return;
    if (planned === "reset") return void request.socket.resetAndDestroy();
    if (planned !== "accept") return void write(response, { body: "", ...planned });
    const refused = refuseToken(request.headers.authorization, query, MAX_TOKEN);
    write(response, refused ? asAnswer(refused) : this.#answer(`${method} ${path}`, query, body));
  }

  #answer(call: string, query: URLSearchParams, body: unknown): Given {
    switch (call) {
      case "GET /me": {
        const { username } = this;
        return {
          status: 200,
          body: { user_id: 1, first_name: "bot", name: "bot", username, is_bot: true, last_activity_time: 0 },
        };
      }
      case "POST /messages":
        return this.#send(query, body);
      case "POST /answers":
        return this.#press(query, body);
      case "GET /subscriptions":
        return {
          status: 200,
          body: { subscriptions: this.subscriptions.map(({ secret: _, ...each }) => ({ ...each, time: 0 })) },
        };
      case "POST /subscriptions": {
        const read = subscriptionBody.safeParse(body);
        if (!read.success) return asAnswer(badPayload("url or secret"));
        this.subscriptions.push(read.data);
        return DONE;
      }
      case "DELETE /subscriptions": {
        const url = query.get("url");
        const known = this.subscriptions.some((each) => each.url === url);
        this.subscriptions = this.subscriptions.filter((each) => each.url !== url);
        return known ? DONE : { status: 200, body: { success: false, message: "no such subscription" } };
      }
      default:
        return asAnswer({ status: 404, code: "not.found", message: call });
    }
  }

  #send(query: URLSearchParams, given: unknown): Given {
    const body = messageBody.safeParse(given);
    if (!body.success) return asAnswer(badPayload(body.error.message));
    const recipient = recipientOf(query);
    if (!recipient) return asAnswer(badPayload("Unknown recipient"));
    const userId = "userId" in recipient ? recipient.userId : recipient.chatId - DIALOG;
    const refused = this.#refuse(userId);
    if (refused) return asAnswer(refused);
    const { text: words, attachments } = body.data;
    const buttons = (attachments ?? []).flatMap(({ payload }) => payload.buttons.flat());
    const mid = `mid.${(this.sent.length + 1).toString(16).padStart(32, "0")}`;
    const data = buttons.flatMap((each) => (each.type === "callback" ? { text: each.text, data: each.payload } : []));
    this.sent.push({ userId, text: words, mid, buttons: data });
    const message = {
      sender: { user_id: 1, is_bot: true },
      recipient: { chat_id: userId + DIALOG, chat_type: "dialog", user_id: userId },
      timestamp: Date.now(),
      body: { mid, seq: "SEQUENCE", text: words, ...(attachments ? { attachments } : {}) },
    };
    return { status: 200, body: { message } };
  }

  #refuse(userId: number): Refused | null {
    if (this.stopped.has(userId)) return { status: 403, code: "chat.denied", message: "error.dialog.suspended" };
    if (!this.started.has(userId)) return { status: 404, code: "dialog.not.found", message: "dialog.not.found" };
    const now = this.now();
    const recent = (this.#times.get(userId) ?? []).filter((at) => at > now - 1_000);
    if (this.paced && recent.length >= 2)
      return { status: 429, code: "too.many.requests", message: "Too many requests" };
    this.#times.set(userId, [...recent, now]);
    return null;
  }

  /** A press names the keyboard that was pressed: `cb.` and the message of the keyboard. */
  #press(query: URLSearchParams, given: unknown): Given {
    const callbackId = query.get("callback_id") ?? "";
    const known = this.sent.some(({ mid }) => callbackId === `cb.${mid}`);
    if (!known) return asAnswer(badPayload(`callback_id: ${callbackId}`));
    return answerBody.safeParse(given).success ? DONE : asAnswer(badPayload("message or notification"));
  }

  async stop() {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}

const asAnswer = ({ status, code, message }: Refused): Given => ({ status, body: { code, message } });

function write(
  response: http.ServerResponse,
  { status, body, headers = {} }: Given & { headers?: Record<string, string> },
) {
  const sent = typeof body === "string" ? body : JSON.stringify(body).replace('"SEQUENCE"', SEQUENCE);
  response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(sent);
}
