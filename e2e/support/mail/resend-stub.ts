import http from "node:http";
import { text } from "node:stream/consumers";

export type StubAnswer =
  | "accept"
  | "hang"
  | "reset"
  /** Accepted, but the response is lost. */
  | "lost"
  | { status: number; name: string; headers?: Record<string, string> };

/** Resend's HTTP API as far as we use it: stores accepted mails by idempotency key, refuses a changed body under one. */
export class ResendStub {
  readonly url: string;
  /** Bodies by idempotency key: each is one sent mail. */
  readonly accepted = new Map<string, { to: string; body: string }>();
  calls = 0;
  /** Calls under a known key with another body. */
  changed = 0;
  #answers: StubAnswer[] = [];
  readonly #server: http.Server;

  private constructor(server: http.Server, port: number) {
    this.#server = server;
    this.url = `http://127.0.0.1:${port}`;
  }

  static async start(): Promise<ResendStub> {
    const server = http.createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    const stub = new ResendStub(server, address.port);
    server.on("request", (request, response) => void stub.#take(request, response));
    return stub;
  }

  /** The next responses in order; afterwards everything is accepted. */
  next(...answers: StubAnswer[]) {
    this.#answers = answers;
  }

  async #take(request: http.IncomingMessage, response: http.ServerResponse) {
    const body = await text(request);
    const key = String(request.headers["idempotency-key"]);
    const json = (status: number, value: unknown, headers: Record<string, string> = {}) =>
      response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(JSON.stringify(value));
    this.calls += 1;
    const answer = this.#answers.shift() ?? "accept";
    if (answer === "hang") return;
    if (answer === "reset") return void request.socket.resetAndDestroy();
    if (answer !== "accept" && answer !== "lost") {
      const { status, name, headers } = answer;
      return void json(status, { statusCode: status, name, message: `no (${JSON.parse(body).to})` }, headers);
    }
    const before = this.accepted.get(key);
    if (before && before.body !== body) {
      this.changed += 1;
      return void json(409, { statusCode: 409, name: "invalid_idempotent_request" });
    }
    this.accepted.set(key, { to: JSON.parse(body).to, body });
    if (answer === "lost") return void request.socket.resetAndDestroy();
    json(200, { id: key });
  }

  async stop() {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}
