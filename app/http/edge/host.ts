import type { IncomingMessage } from "node:http";
import { parseUrl } from "#app/http/parse-url.ts";
import type { Config } from "#app/infrastructure/config.ts";

/** A name, an IPv4 or a bracketed IPv6 address, and a port or none (RFC 9110, section 7.2). */
const HOST = /^(?:[a-z\d._-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;
/** A supervisor asks by whatever address it knows. */
const HEALTH = /^\/health\//;

export type HostRefusal = "malformed" | "foreign";
export type Host = { refused: null; host: string } | { refused: HostRefusal };
export type OwnAddress = Pick<Config, "demo" | "publicOrigin">;

/**
 * The requested host with its port, as in URLs. A real practice answers under the host of its
 * `PUBLIC_ORIGIN` only, a demo under any; HTTP/1.0 may omit it, and health checks go by path.
 */
export function hostOf({ headers, url = "" }: IncomingMessage, { demo, publicOrigin }: OwnAddress): Host {
  const own = { refused: null, host: ownHost(publicOrigin) };
  const sent = headers.host;
  if (sent === undefined || sent === own.host || HEALTH.test(url)) return own;
  const [scheme] = publicOrigin.split(":");
  const read = HOST.test(sent) ? parseUrl(`${scheme}://${sent}`) : null;
  if (!read) return { refused: "malformed" };
  return demo || read.host === own.host ? { refused: null, host: read.host } : { refused: "foreign" };
}

export const ownHost = (publicOrigin: string) => publicOrigin.slice(publicOrigin.indexOf("://") + "://".length);
