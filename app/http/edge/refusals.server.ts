import { type ServerResponse, STATUS_CODES } from "node:http";

/** Responses without a body and without React Router, with the headers of every response. */
export class Refusals {
  readonly #common: string[];

  constructor(securityHeaders: Record<string, string>) {
    this.#common = [...Object.entries(securityHeaders).flat(), "Cache-Control", "no-store", "Content-Length", "0"];
  }

  /** Refuses an unanswered request; a half-sent response is cut off, since it cannot be completed. */
  send(outgoing: ServerResponse, status: number, more: Record<string, string> = {}): void {
    if (outgoing.headersSent) {
      outgoing.destroy();
      return;
    }
    for (const name of outgoing.getHeaderNames()) outgoing.removeHeader(name);
    outgoing.writeHead(status, [...this.#common, ...Object.entries(more).flat()]).end();
  }

  /** The same as bytes, for a connection on which no request could be parsed; it is closed afterwards. */
  bytes(status: number): string {
    const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`, "Connection: close"];
    for (let at = 0; at < this.#common.length; at += 2) lines.push(`${this.#common[at]}: ${this.#common[at + 1]}`);
    return `${lines.join("\r\n")}\r\n\r\n`;
  }
}
