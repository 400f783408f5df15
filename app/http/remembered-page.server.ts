import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { brotlied, type Coding, codingFor, gzipped } from "./content-coding.server.ts";

/** One coding of a page, ready to be written: headers as flat lists, as `writeHead` takes them fastest. */
type Representation = { body: Buffer; etag: string; headers: string[]; notModified: string[] };

/** A drawn page in every coding, with all its headers. */
export class RememberedPage {
  readonly #status: number;
  /** Name and value in turn: all that does not depend on the coding. */
  readonly #headers: string[];
  readonly #representations: Record<Coding, Representation>;
  #asked = 0;

  private constructor(status: number, headers: string[], bodies: Record<Coding, Buffer>) {
    this.#status = status;
    this.#headers = headers;
    this.#representations = {
      identity: represent(headers, "identity", bodies.identity),
      gzip: represent(headers, "gzip", bodies.gzip),
      br: represent(headers, "br", bodies.br),
    };
  }

  static async of(response: Response): Promise<RememberedPage> {
    const identity = Buffer.from(await response.arrayBuffer());
    const [gzip, br] = await Promise.all([gzipped(identity), brotlied(identity, 5)]);
    return new RememberedPage(response.status, [...response.headers].flat(), { identity, gzip, br });
  }

  /** What its bodies take of the memory, in bytes. */
  get size(): number {
    return Object.values(this.#representations).reduce((sum, { body }) => sum + body.length, 0);
  }

  /**
   * Answers a GET or a HEAD; of a page with status 200 conditional ones too (RFC 9110, 13.1.2). `false`: it is not shown,
   * since the client takes none of our codings or it is another answer than 200.
   */
  send(incoming: IncomingMessage, outgoing: ServerResponse): boolean {
    const coding = codingFor(incoming.headers["accept-encoding"]?.toString());
    if (coding === null) {
      outgoing.writeHead(406, ["Vary", "Accept-Encoding", "Content-Length", "0"]).end();
      return false;
    }
    const { body, etag, headers, notModified } = this.#representations[coding];
    const status = this.#status;
    const known = status === 200 ? incoming.headers["if-none-match"] : undefined;
    if (known !== undefined && namesTag(known, etag)) outgoing.writeHead(304, notModified).end();
    else if (incoming.method === "HEAD") outgoing.writeHead(status, headers).end();
    else outgoing.writeHead(status, headers).end(body);
    return status === 200;
  }

  /** Counts a visitor. `true` for the second one: now the page is worth the hardest coding. */
  countVisitor(): boolean {
    this.#asked += 1;
    return this.#asked === 2;
  }

  /** Takes thirty milliseconds. */
  async pressHarder(): Promise<void> {
    const body = await brotlied(this.#representations.identity.body, 11);
    this.#representations.br = represent(this.#headers, "br", body);
  }
}

/** The tag is of the bytes and of the headers: a page under another policy is another page. */
function represent(common: string[], coding: Coding, body: Buffer): Representation {
  const etag = `"${createHash("sha256").update(common.join("\n")).update(body).digest("base64url").slice(0, 22)}"`;
  const validators = ["ETag", etag, "Vary", "Accept-Encoding"];
  const encoding = coding === "identity" ? [] : ["Content-Encoding", coding];
  const headers = [...common, ...validators, ...encoding, "Content-Length", String(body.length)];
  return { body, etag, headers, notModified: [...withoutContent(common), ...validators] };
}

/** Of the bytes that a 304 does not carry it says nothing (RFC 9110, 15.4.5). */
function withoutContent(headers: string[]): string[] {
  return headers.filter((_, at) => !/^content-(?:type|language|length)$/i.test(headers[at - (at % 2)] ?? ""));
}

/** Whether `If-None-Match` names this tag, by the weak comparison (RFC 9110, 8.8.3.2). */
function namesTag(ifNoneMatch: string, etag: string): boolean {
  return ifNoneMatch.split(",").some((each) => {
    const tag = each.trim();
    return tag === "*" || tag === etag || tag === `W/${etag}`;
  });
}
