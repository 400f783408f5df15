import type { IncomingMessage } from "node:http";
import { addresses, areas } from "#app/addresses.ts";
import { parseUrl } from "#app/http/parse-url.ts";
import type { Config } from "#app/infrastructure/config.ts";

/** A name, an IPv4 or a bracketed IPv6 address, and a port or none (RFC 9110, section 7.2). */
const HOST = /^(?:[a-z\d._-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

export type HostRefusal = "malformed" | "foreign";
/** `foreign`: a form sent under another host, read only to return the typed values. */
export type Host = { refused: null; host: string; foreign: boolean } | { refused: HostRefusal };
export type OwnAddress = Pick<Config, "demo" | "publicOrigin">;

/**
 * The requested host with its port, as in URLs. A real practice answers under the host of its
 * `PUBLIC_ORIGIN` only, a demo under any; HTTP/1.0 may omit it, and health checks and metrics go by path.
 */
export function hostOf({ method, headers, url = "" }: IncomingMessage, address: OwnAddress): Host {
  const own = ownOf(address);
  const sent = headers.host;
  if (sent === undefined || sent === own.host || isWatching(url)) return own;
  const { demo, publicOrigin } = address;
  const [scheme] = publicOrigin.split(":");
  const read = HOST.test(sent) ? parseUrl(`${scheme}://${sent}`) : null;
  if (!read) return { refused: "malformed" };
  if (demo || read.host === own.host) return { ...own, host: read.host };
  return method === "POST" && isPublic(url) ? { ...own, foreign: true } : { refused: "foreign" };
}

type Own = Readonly<Extract<Host, { refused: null }>>;
/** By configuration: every request is compared with it. */
const owns = new WeakMap<OwnAddress, Own>();

function ownOf(address: OwnAddress): Own {
  const known = owns.get(address);
  if (known) return known;
  const own = { refused: null, host: ownHost(address.publicOrigin), foreign: false };
  owns.set(address, own);
  return own;
}

/** Monitors ask the app's own port. */
const isWatching = (url: string) => url.startsWith(areas.health) || url === addresses.metrics();

const isPublic = (url: string) => !url.startsWith(areas.desk) && !url.startsWith(areas.api);

/**
 * `http://host/path` in place of a path, which servers have to read (RFC 9112, section 3.2.2): its host counts. A malformed `Host`
 * stays, since it is refused all the same (section 3.2).
 */
const ABSOLUTE = /^https?:\/\/([^/?#]*)(.*)$/i;

export function toOriginForm(incoming: IncomingMessage): void {
  if (incoming.url?.startsWith("/")) return;
  const [, host, path = ""] = ABSOLUTE.exec(incoming.url ?? "") ?? [];
  if (host === undefined) return;
  if (HOST.test(incoming.headers.host ?? host)) incoming.headers.host = host;
  incoming.url = path.startsWith("/") ? path : `/${path}`;
}

export const ownHost = (publicOrigin: string) => publicOrigin.slice(publicOrigin.indexOf("://") + "://".length);
