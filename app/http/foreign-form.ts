import type { IncomingMessage } from "node:http";
import { areas } from "#app/addresses.ts";
import type { ProxyHint } from "#app/copy/setting-up.ts";
import type { Config } from "#app/infrastructure/config.ts";
import { isFromProxy, type TrustedProxies } from "./edge/client-address.ts";
import { parseUrl } from "./parse-url.ts";

/** What a browser reports about a form that is not on one of our pages. */
export type ForeignForm = {
  by: "host" | "origin" | "hidden-origin" | "fetch-site";
  /** Why our own form may look so, as far as the proxy in front can be the cause. */
  hint: ProxyHint | null;
};

const FORWARDED = ["x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "forwarded"];

/** `null`: our form, or not from a browser. Public forms carry no cookie, so a page without an origin (a sandboxed frame) may send them. */
export function foreignBy(url: URL, headers: Headers): ForeignForm["by"] | null {
  const desk = url.pathname.startsWith(areas.desk);
  const origin = headers.get("origin");
  if (origin === "null") return desk ? "hidden-origin" : null;
  if (origin !== null) return parseUrl(origin)?.origin === url.origin ? null : "origin";
  const site = headers.get("sec-fetch-site");
  return !desk || site === null || site === "same-origin" ? null : "fetch-site";
}

/** Which setting of the proxy or of ours makes our own forms look like another site's. */
export function proxyHintOf(
  { socket, headers }: IncomingMessage,
  url: URL,
  config: TrustedProxies & Pick<Config, "publicOrigin">,
): ProxyHint | null {
  if (isFromProxy(socket, config)) {
    return config.publicOrigin.startsWith("https:") && url.protocol === "http:" ? "X-Forwarded-Proto" : null;
  }
  if (!FORWARDED.some((name) => headers[name] !== undefined)) return null;
  return config.trustProxy === 0 ? "TRUST_PROXY" : "TRUST_PROXY_FROM";
}
