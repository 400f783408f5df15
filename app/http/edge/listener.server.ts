import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "#app/infrastructure/logger.ts";
import type { Refusals } from "./refusals.server.ts";

/** Times are in milliseconds. */
export type Limits = {
  /** The time for a client to send its request. */
  requestMs: number;
  /** A connection without progress is closed: its client does not read, or its response never comes. */
  idleMs: number;
  /** Concurrent connections; further ones are closed at once. Below the 1,024 descriptors that a process has at least. */
  connections: number;
  /** Requests on one connection; the last is answered with `Connection: close`. */
  requestsPerConnection: number;
  /** The time for responses in progress when the process is told to stop. */
  closeMs: number;
};
export const LIMITS: Limits = {
  requestMs: 15_000,
  idleMs: 60_000,
  connections: 900,
  requestsPerConnection: 1_000,
  closeMs: 10_000,
};
/** An accept error repeats with each waiting connection. */
const LOGGED_EACH_MS = 60_000;

/** The host or port cannot be listened on. */
export class PortError extends Error {
  override name = "PortError";
}

/** `null`: answered already. Errors are logged and answered with 500. */
type Handle = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void> | null;
type Parts = { handle: Handle; refusals: Refusals; logger: Pick<Logger, "fault">; limits?: Limits };
type Connection = { asked: number; latest: ServerResponse | null; pipelined: boolean };

/** Node's HTTP server with limits; its own refusals carry the same headers as every response. */
export class Listener {
  readonly #parts: Parts;
  readonly #limits: Limits;
  readonly #server: http.Server;
  /** The open connections. Browsers open some in advance, and Node counts these as busy. */
  readonly #connections = new Map<Duplex, Connection>();
  #faultLoggedAt = Number.NEGATIVE_INFINITY;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#limits = parts.limits ?? LIMITS;
    const { requestMs, idleMs, connections } = this.#limits;
    const options = {
      requestTimeout: requestMs,
      // Node looks for late requests every half a minute, which would be twice our limit.
      connectionsCheckingInterval: requestMs / 3,
      // We refuse a missing Host ourselves, with the headers of every response.
      requireHostHeader: false,
    };
    const server = http.createServer(options, (incoming, outgoing) => this.#take(incoming, outgoing));
    server.timeout = idleMs;
    server.maxConnections = connections;
    server.on("connection", (socket) => {
      this.#connections.set(socket, { asked: 0, latest: null, pipelined: false });
      socket.once("close", () => this.#connections.delete(socket));
    });
    server.on("clientError", (error, socket) => this.#refuseUnread(error, socket));
    server.on("checkExpectation", (_, outgoing) => parts.refusals.send(outgoing, 417));
    this.#server = server;
  }

  /** Throws `PortError`. Later errors, such as no descriptor for a connection, are logged. */
  async listen(port: number, host: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const refused = (error: NodeJS.ErrnoException) => reject(new PortError(String(error.code), { cause: error }));
      this.#server.once("error", refused);
      this.#server.listen(port, host, () => {
        this.#server.off("error", refused);
        this.#server.on("error", (error) => this.#logFault(error));
        resolve();
      });
    });
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("the server listens on no port");
    return address.port;
  }

  /** Stops accepting and lets responses in progress finish, within its limit. */
  async close(): Promise<void> {
    const server = this.#server;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const [socket, { asked }] of this.#connections) if (asked === 0) socket.destroy();
    const sweeping = setInterval(() => server.closeIdleConnections(), 50);
    await Promise.race([closed, delay(this.#limits.closeMs, undefined, { ref: false })]);
    clearInterval(sweeping);
    server.closeAllConnections();
    await closed;
  }

  #take(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const connection = this.#connections.get(incoming.socket);
    // It was closed meanwhile.
    if (!connection) return;
    connection.asked += 1;
    connection.pipelined ||= connection.latest?.writableFinished === false;
    connection.latest = outgoing;
    const { requestsPerConnection } = this.#limits;
    // The last response ends the connection, and later requests on it are not processed (RFC 9112, 9.6).
    if (connection.asked > requestsPerConnection) return;
    // Node's own `maxRequestsPerSocket` announces the end and leaves the connection open.
    if (connection.asked === requestsPerConnection) outgoing.shouldKeepAlive = false;
    // RFC 9112, 3.2.
    if (incoming.headers.host === undefined && incoming.httpVersion === "1.1") this.#parts.refusals.send(outgoing, 400);
    else this.#handle(incoming, outgoing);
  }

  #handle(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { handle, refusals, logger } = this.#parts;
    const failed = (error: unknown) => {
      if (!incoming.socket.destroyed) logger.fault("request failed", error);
      refusals.send(outgoing, 500);
    };
    try {
      handle(incoming, outgoing)?.catch(failed);
    } catch (error) {
      failed(error);
    }
  }

  /** Bytes that are no request, or a request that took too long. Nothing may be written into a started response. */
  #refuseUnread(error: Error, socket: Duplex): void {
    const connection = this.#connections.get(socket);
    const begun = connection?.pipelined || (connection?.latest?.headersSent && !connection.latest.writableFinished);
    if (socket.writable && !begun) socket.end(this.#parts.refusals.bytes(statusOf(error)), () => socket.destroy());
    else socket.destroy();
  }

  #logFault(error: unknown): void {
    const now = performance.now();
    if (now - this.#faultLoggedAt < LOGGED_EACH_MS) return;
    this.#faultLoggedAt = now;
    this.#parts.logger.fault("connection not accepted", error);
  }
}

/** Node's own mapping, by its parser's code: nodejs.org/api/http.html#event-clienterror */
function statusOf(error: Error): number {
  switch ("code" in error ? error.code : undefined) {
    case "HPE_HEADER_OVERFLOW":
      return 431;
    case "HPE_CHUNK_EXTENSIONS_OVERFLOW":
      return 413;
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return 408;
    default:
      return 400;
  }
}
