import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { CODINGS, type Coding } from "#app/http/content-coding.server.ts";

/** One coding of a body, ready to be written: headers as flat lists, the fastest form for `writeHead`. */
/** `text`: the bytes of a small body, each as the Latin-1 character of its number. */
type Representation = { body: Buffer; text: string | null; etag: string; headers: string[]; notModified: string[] };
/** The body in its existing codings. */
export type Bodies = { identity: Buffer; gzip?: Buffer; br?: Buffer };

/**
 * Node sends the head and a body that is text in one string, whose bytes it copies to the stack up to 16 KB. A buffer costs it
 * a list of both, an allocation and a callback.
 */
const SMALL_BODY = 14 * 1024;

/** A response cached in every coding, with all its headers: sending it needs no file, no stream and no thread. */
export class RememberedAnswer {
  readonly #status: number;
  /** Names and values alternating: the headers that do not depend on the coding. */
  readonly #headers: string[];
  readonly #bodies: Bodies;
  readonly #representations: Record<Coding, Representation>;

  constructor(status: number, headers: string[], bodies: Bodies) {
    this.#status = status;
    this.#headers = headers;
    this.#bodies = bodies;
    const identity = represent(headers, "identity", bodies.identity);
    const packed = (coding: "gzip" | "br") => {
      const body = bodies[coding];
      return body ? represent(headers, coding, body) : identity;
    };
    this.#representations = { identity, gzip: packed("gzip"), br: packed("br") };
  }

  /** The uncompressed body. */
  get identity(): Buffer {
    return this.#bodies.identity;
  }

  /** The memory of its bodies, in bytes. */
  get size(): number {
    const lengths = CODINGS.map((coding) => this.#bodies[coding]?.length ?? 0);
    return lengths.reduce((sum, length) => sum + length * (length <= SMALL_BODY ? 2 : 1), 0);
  }

  /** Replaces a body by a more compressed one. */
  repack(coding: "gzip" | "br", body: Buffer): void {
    this.#bodies[coding] = body;
    this.#representations[coding] = represent(this.#headers, coding, body);
  }

  /**
   * Answers a GET or a HEAD in a coding; with status 200 conditional ones too (RFC 9110, 13.1.2). `Range` is ignored, as
   * 14.2 allows: all cached responses are small. Returns whether the page was shown, which only status 200 is.
   */
  send(incoming: IncomingMessage, outgoing: ServerResponse, coding: Coding): boolean {
    const { body, text, etag, headers, notModified } = this.#representations[coding];
    const status = this.#status;
    const known = status === 200 ? incoming.headers["if-none-match"] : undefined;
    if (known !== undefined && namesTag(known, etag)) outgoing.writeHead(304, notModified).end();
    else if (incoming.method === "HEAD") outgoing.writeHead(status, headers).end();
    else if (text === null) outgoing.writeHead(status, headers).end(body);
    else outgoing.writeHead(status, headers).end(text, "latin1");
    return status === 200;
  }

  /** Refuses a client that accepts none of our codings, with the headers that do not describe the body. */
  sendNotAcceptable(outgoing: ServerResponse): void {
    const common = without(this.#headers, /^(?:content-(?:type|language|length)|cache-control)$/i);
    const more = ["Cache-Control", "no-store", "Vary", "Accept-Encoding", "Content-Length", "0"];
    outgoing.writeHead(406, [...common, ...more]).end();
  }
}

/** The tag covers bytes and headers: a page under another policy is another page. */
function represent(common: string[], coding: Coding, body: Buffer): Representation {
  const etag = `"${createHash("sha256").update(common.join("\n")).update(body).digest("base64url").slice(0, 22)}"`;
  const validators = ["ETag", etag, "Vary", "Accept-Encoding"];
  const encoding = coding === "identity" ? [] : ["Content-Encoding", coding];
  const headers = [...common, ...validators, ...encoding, "Content-Length", String(body.length)];
  // A 304 says nothing of the bytes that it omits (RFC 9110, 15.4.5).
  return {
    body,
    text: body.length <= SMALL_BODY ? body.toString("latin1") : null,
    etag,
    headers,
    notModified: [...without(common, /^content-(?:type|language|length)$/i), ...validators],
  };
}

/** Flat headers without those of a name. */
function without(headers: string[], name: RegExp): string[] {
  return headers.filter((_, at) => !name.test(headers[at - (at % 2)] ?? ""));
}

/** Whether `If-None-Match` names this tag, by the weak comparison (RFC 9110, 8.8.3.2). */
function namesTag(ifNoneMatch: string, etag: string): boolean {
  return ifNoneMatch.split(",").some((each) => {
    const tag = each.trim();
    return tag === "*" || tag === etag || tag === `W/${etag}`;
  });
}
