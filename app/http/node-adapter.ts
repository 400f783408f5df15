import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import type { RequestFacts } from "#app/context.ts";
import { addressPrefix, clientAddress } from "./client-address.ts";
import { parseUrl } from "./parse-url.ts";

/** All that our forms, the API and the webhooks send is far smaller. */
export const BODY_LIMIT = 16 * 1024;
/** But for Telegram's: 4096 characters that a person wrote, each as six bytes, and as many that they answer to. */
const TELEGRAM_BODY_LIMIT = 128 * 1024;
/** More than this is not even read to its end: the connection is closed after the answer. */
const DRAIN_LIMIT = 1024 * 1024;

export type IncomingRequest = { request: Request; facts: RequestFacts };

/** The Fetch request of a Node one, as the client sent it to the outermost of `hops` trusted proxies. `null`: no address can be made of it. */
export async function readIncoming(incoming: IncomingMessage, hops: number): Promise<IncomingRequest | null> {
  const url = parseUrl(addressOf(incoming, hops) ?? "");
  if (!url) return null;
  const method = incoming.method ?? "GET";
  const headers = new Headers();
  for (let at = 0; at < incoming.rawHeaders.length; at += 2) {
    headers.append(incoming.rawHeaders[at] ?? "", incoming.rawHeaders[at + 1] ?? "");
  }
  // A sandboxed frame has no origin of its own. Public forms carry no cookie, so there is nothing to forge; the desk stays strict.
  if (headers.get("origin") === "null" && !url.pathname.startsWith("/desk")) headers.delete("origin");

  const body = method === "GET" || method === "HEAD" ? null : await readBody(incoming, bodyLimit(url));
  return {
    request: new Request(url, { method, headers, body: body?.length ? body : null }),
    facts: {
      method,
      addressPrefix: addressPrefixOf(incoming, hops),
      bodyTooLarge: body === undefined,
    },
  };
}

export function addressPrefixOf({ socket, headers }: IncomingMessage, hops: number): string {
  const forwardedFor = headers["x-forwarded-for"]?.toString();
  return addressPrefix(clientAddress(socket.remoteAddress, forwardedFor, hops));
}

const bodyLimit = ({ pathname }: URL) => (/^\/api\/telegram\//.test(pathname) ? TELEGRAM_BODY_LIMIT : BODY_LIMIT);

/** The body, or `undefined` when it is over the limit. What comes after the limit is let go by unread, within reason. */
async function readBody(incoming: IncomingMessage, limit: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else if (size > DRAIN_LIMIT) break;
  }
  return size > limit ? undefined : new Uint8Array(Buffer.concat(chunks));
}

/** The address as the client asked for it; `null` when there is none. */
export function addressOf(incoming: IncomingMessage, hops: number): string | null {
  const forwarded = hops > 0 ? incoming.headers["x-forwarded-proto"]?.toString() : undefined;
  const protocol = forwarded?.split(",").at(0)?.trim() === "https" ? "https" : "http";
  return incoming.url?.startsWith("/") ? `${protocol}://${incoming.headers.host ?? ""}${incoming.url}` : null;
}

export async function writeOutgoing(outgoing: ServerResponse, response: Response, closing: boolean): Promise<void> {
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) {
    if (name !== "set-cookie") outgoing.setHeader(name, value);
  }
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader("set-cookie", cookies);
  if (closing) outgoing.setHeader("connection", "close");
  if (!response.body || outgoing.req.method === "HEAD") {
    outgoing.end();
    return;
  }
  await pipeline(Readable.fromWeb(response.body satisfies ReadableStream as NodeReadableStream), outgoing);
}
