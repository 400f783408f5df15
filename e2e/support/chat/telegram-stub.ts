import http from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { plainSpaces } from "../http.ts";

export type BotAnswer = "accept" | "hang" | "reset" | { status: number; description?: string; retryAfter?: number };

const messageSchema = z.object({
  chat_id: z.number(),
  text: z.string(),
  message_thread_id: z.number().optional(),
  reply_markup: z.object({
    inline_keyboard: z.array(z.array(z.object({ text: z.string(), callback_data: z.string() }))),
  }),
});
export type BotMessage = {
  chatId: number;
  topic: number | undefined;
  text: string;
  buttons: { text: string; data: string }[];
};

/** The Bot API as far as the concierge uses it: stores accepted messages, and refuses, delays or drops on demand. */
export class TelegramStub {
  readonly url: string;
  readonly sent: BotMessage[] = [];
  /** Every received call, by method. */
  readonly calls: { method: string; body: Record<string, unknown> }[] = [];
  /** The chat that has each name now. */
  readonly names = new Map<number, string>();
  /** The response to every `sendMessage` until changed, when `next` is empty. */
  standing: BotAnswer = "accept";
  #answers: BotAnswer[] = [];
  #offered: object[] = [];
  readonly #server: http.Server;

  private constructor(server: http.Server, port: number) {
    this.#server = server;
    this.url = `http://127.0.0.1:${port}`;
  }

  static async start(): Promise<TelegramStub> {
    const server = http.createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    const stub = new TelegramStub(server, address.port);
    server.on("request", (request, response) => void stub.#take(request, response));
    return stub;
  }

  /** The next responses in order. */
  next(...answers: BotAnswer[]) {
    this.#answers = answers;
  }

  /** The updates for polling. */
  offer(...updates: object[]) {
    this.#offered = updates;
  }

  to(chatId: number) {
    return this.sent.filter((message) => message.chatId === chatId);
  }

  async #take(request: http.IncomingMessage, response: http.ServerResponse) {
    // With plain spaces for no-break ones.
    const body: Record<string, unknown> = JSON.parse(plainSpaces(await text(request)) || "{}");
    const method = request.url?.split("/").at(-1) ?? "";
    this.calls.push({ method, body });
    const json = (status: number, value: unknown) =>
      response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(value));
    if (method !== "sendMessage") return void json(200, { ok: true, result: this.#resultOf(method, body) });
    const answer = this.#answers.shift() ?? this.standing;
    if (answer === "hang") return;
    if (answer === "reset") return void request.socket.resetAndDestroy();
    if (answer !== "accept") {
      const { status, description = `refused ${body.chat_id}`, retryAfter } = answer;
      const parameters = retryAfter === undefined ? {} : { parameters: { retry_after: retryAfter } };
      return void json(status, { ok: false, error_code: status, description, ...parameters });
    }
    const { chat_id: chatId, message_thread_id: topic, text: words, reply_markup } = messageSchema.parse(body);
    const buttons = reply_markup.inline_keyboard
      .flat()
      .map(({ text: label, callback_data: data }) => ({ text: label, data }));
    this.sent.push({ chatId, topic, text: words, buttons });
    json(200, { ok: true, result: { message_id: this.sent.length, date: 0, chat: { id: chatId, type: "private" } } });
  }

  #resultOf(method: string, body: Record<string, unknown>): unknown {
    if (method === "getMe") return { id: 1, is_bot: true, first_name: "bot", username: "balance_bot" };
    if (method === "getChat") {
      const id = Number(body.chat_id);
      return { id, type: "private", username: this.names.get(id) };
    }
    if (method === "getUpdates") return this.#offered.splice(0);
    if (method === "getWebhookInfo") return { url: this.#webhook(), pending_update_count: 0, ...body };
    return true;
  }

  #webhook() {
    return this.calls.findLast(({ method }) => method === "setWebhook")?.body.url ?? "";
  }

  async stop() {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}
