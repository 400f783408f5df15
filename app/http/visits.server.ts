import { isbot } from "isbot";
import { LRUCache } from "lru-cache";
import type { RequestFacts } from "#app/context.ts";
import { type ListedMarks, readMarks, type Visit } from "#app/domain/visit.ts";
import { oncePerUrl } from "./lane/once-per-url.ts";
import { parseUrl } from "./parse-url.ts";
import type { LightRequest } from "./request-head.ts";

const PREFETCH_HEADERS = ["sec-purpose", "purpose", "x-purpose", "x-moz"];

/** Detecting programs takes longer than the rest of a view, and phones share their user agents. Bounded: user agents are made up too. */
const programs = new LRUCache<string, boolean>({ maxSize: 100_000, sizeCalculation: (_, name) => name.length });

/** Browsers of people that isbot 5.2.3 takes for programs, by how they name themselves. */
const RARE_BROWSERS =
  /^(?:edbrowse|Dillo|NetSurf|URL\/Emacs|Emacs-w3m|w3m|Lynx|E?Links)\b|[ ;(](?:Dillo|NetSurf)[ /]\d/;

function isProgram(userAgent: string): boolean {
  const known = programs.get(userAgent);
  if (known !== undefined) return known;
  const found = !RARE_BROWSERS.test(userAgent) && isbot(userAgent);
  programs.set(userAgent, found);
  return found;
}

/** A person at a browser: not a crawler, an unfurler, or a program without a user agent. In-app browsers are people. */
export function isPerson(request: LightRequest): boolean {
  const userAgent = request.headers.get("user-agent")?.trim();
  return Boolean(userAgent) && !isProgram(userAgent ?? "");
}

/** The browser prefetches, and the person may never look. Chrome sends `prefetch;prerender`, Safari `preview`. */
function isAhead(request: LightRequest): boolean {
  return PREFETCH_HEADERS.some((name) => {
    const sent = request.headers.get(name);
    return sent !== null && /^(prefetch|preview)/.test(sent);
  });
}

/** The document is shown to a person now. */
export function isPageView(request: LightRequest, { method }: Pick<RequestFacts, "method">): boolean {
  if (method !== "GET" || request.method !== "GET") return false;
  if (/^[^?#]*\.data(?:[?#]|$)/.test(request.url)) return false;
  const destination = request.headers.get("sec-fetch-dest");
  if (destination && !["document", "iframe", "frame"].includes(destination)) return false;
  return isPerson(request) && !isAhead(request);
}

/** What draws the preview of a link, or crawls: it never becomes somebody's chat. */
const UNFURLERS = /bot\b|crawl|spider|preview|facebookexternalhit|^whatsapp|^viber|vkshare|iframely|embedly/i;

/** The request may be somebody's click, in whatever browser; only an unfurler and a prefetch are none. */
export function mayBeClick(request: LightRequest): boolean {
  return request.method === "GET" && !isAhead(request) && !UNFURLERS.test(request.headers.get("user-agent") ?? "");
}

/** The campaign marks of an address: reading them costs more than the rest of a view. */
export const marksOf = oncePerUrl(readMarks);

/** Where a person came from: the campaign of this address and the referring host, unless that is us. */
export function visitOf(
  { request, url }: { request: LightRequest; url: URL },
  pagePath: string,
  listed: ListedMarks,
): Visit {
  const referrer = refererOf(request);
  const elsewhere = referrer && referrer.host !== url.host ? referrer.hostname.slice(0, 253) : null;
  return { pagePath, referrerHost: elsewhere, utm: marksOf(url, listed).utm };
}

/** Our page that led here, with its query. */
export function ownReferer(request: LightRequest): URL | null {
  const referrer = refererOf(request);
  return referrer?.host === new URL(request.url).host ? referrer : null;
}

function refererOf(request: LightRequest): URL | null {
  const text = request.headers.get("referer");
  return text ? parseUrl(text) : null;
}
