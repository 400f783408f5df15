import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import type { RequestFacts } from "#app/context.ts";
import { type Coding, codingFor, packing } from "./content-coding.server.ts";
import type { BodyLimits } from "./edge/body-limits.server.ts";
import { addressPrefix, clientAddress, isFromProxy, type TrustedProxies } from "./edge/client-address.ts";
import { hostOf, type OwnAddress } from "./edge/host.ts";
import { type ForeignForm, foreignBy, proxyHintOf } from "./foreign-form.ts";
import { parseUrl } from "./parse-url.ts";
import { WhenShown } from "./when-shown.ts";

/** Beyond this the rest is not read: the connection is closed after the response. */
const DRAIN_LIMIT = 1024 * 1024;

export type IncomingRequest = { request: Request; facts: RequestFacts & WhenShown };

/** What is known of the proxies in front. */
export type Front = TrustedProxies & OwnAddress;

/** The Fetch request of a Node one, as the client sent it to the outermost trusted proxy. `null`: it has no valid address. */
export async function readIncoming(
  incoming: IncomingMessage,
  front: Front,
  limits: Pick<BodyLimits, "of">,
): Promise<IncomingRequest | null> {
  const url = parseUrl(addressOf(incoming, front) ?? "");
  if (!url) return null;
  const method = incoming.method ?? "GET";
  const reads = method === "GET" || method === "HEAD";
  const headers = new Headers();
  for (let at = 0; at < incoming.rawHeaders.length; at += 2) {
    headers.append(incoming.rawHeaders[at] ?? "", incoming.rawHeaders[at + 1] ?? "");
  }
  const foreign = reads ? null : foreignForm(incoming, url, headers, front);
  // React Router itself would answer with two bare words. The form's reader refuses foreign forms.
  headers.delete("origin");

  const body = reads ? null : await readBody(incoming, limits.of(url.pathname));
  return {
    request: new Request(url, { method, headers, body: body?.length ? body : null }),
    facts: Object.assign(new WhenShown(), {
      method,
      addressPrefix: addressPrefixOf(incoming, front),
      bodyTooLarge: body === undefined,
      foreign,
    }),
  };
}

function foreignForm(incoming: IncomingMessage, url: URL, headers: Headers, front: Front): ForeignForm | null {
  const found = hostOf(incoming, front);
  if (found.refused === null && found.foreign) return { by: "host", hint: "Host" };
  const by = foreignBy(url, headers);
  return by && { by, hint: by === "origin" ? proxyHintOf(incoming, url, front) : null };
}

export function addressPrefixOf({ socket, headers }: IncomingMessage, proxies: TrustedProxies): string {
  const forwardedFor = headers["x-forwarded-for"]?.toString();
  return addressPrefix(clientAddress(socket, forwardedFor, proxies));
}

/** The body, or `undefined` over the limit. The rest is discarded unread, up to a bound. */
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

/** The address as the client requested it; `null` when there is none, or it is for another host. */
export function addressOf(incoming: IncomingMessage, front: Front): string | null {
  const { url, headers } = incoming;
  const found = hostOf(incoming, front);
  if (found.refused !== null || !url?.startsWith("/")) return null;
  const told = isFromProxy(incoming.socket, front) ? headers["x-forwarded-proto"]?.toString().split(",") : undefined;
  // Most proxies set it, some append to it: then the outermost trusted proxy's entry counts, as with addresses.
  const protocol = (told?.at(-front.trustProxy) ?? told?.[0])?.trim() === "https" ? "https" : "http";
  return `${protocol}://${found.host}${url}`;
}

/** Text. Pictures are compressed already. */
const PACKABLE = /^(?:text\/|application\/(?:[\w.-]+\+)?json\b)/;

/** Writes a Fetch response in the client's preferred coding. */
export async function writeOutgoing(outgoing: ServerResponse, response: Response, closing: boolean): Promise<void> {
  const { headers, body } = response;
  const packable = PACKABLE.test(headers.get("content-type") ?? "") && !headers.has("content-encoding");
  const coding =
    packable && (body || outgoing.req.method === "HEAD") && mayBePacked(outgoing.req)
      ? codingOf(outgoing.req)
      : "identity";
  if (packable) headers.append("Vary", "Accept-Encoding");
  if (coding !== "identity") {
    headers.set("Content-Encoding", coding);
    headers.delete("Content-Length");
  }
  outgoing.statusCode = response.status;
  for (const [name, value] of headers) {
    if (name !== "set-cookie") outgoing.setHeader(name, value);
  }
  const cookies = headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader("set-cookie", cookies);
  if (closing) outgoing.setHeader("connection", "close");
  if (!body || outgoing.req.method === "HEAD") {
    outgoing.end();
    return;
  }
  const whole = Readable.fromWeb(body satisfies ReadableStream as NodeReadableStream);
  const packer = packing(coding);
  await (packer ? pipeline(whole, packer, outgoing) : pipeline(whole, outgoing));
}

/** A client that excludes all codings gets the body uncompressed: it may hold what the client typed. */
const codingOf = ({ headers }: IncomingMessage): Coding =>
  codingFor(headers["accept-encoding"]?.toString()) ?? "identity";

/**
 * The length of a compressed page reveals repeated parts to an observer (BREACH). Where a cookie protects
 * the content, only a page requested by its own site is compressed: nobody else chose words in it.
 */
function mayBePacked({ headers }: IncomingMessage): boolean {
  const site = headers["sec-fetch-site"];
  return headers.cookie === undefined || site === "same-origin" || site === "none";
}
