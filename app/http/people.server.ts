import { isbot } from "isbot";
import type { RequestFacts } from "#app/context.ts";
import { readUtm, type Visit } from "#app/domain/tracking-event.ts";

const PREFETCH_HEADERS = ["sec-purpose", "purpose", "x-purpose", "x-moz"];

/** A person at a browser: not a crawler, an unfurler, or a program that says nothing of itself. In-app browsers are people. */
export function isPerson(request: Request): boolean {
  const userAgent = request.headers.get("user-agent")?.trim();
  return Boolean(userAgent) && !isbot(userAgent);
}

/** The browser asks ahead of the person, who may never look. Chrome sends `prefetch;prerender`, Safari `preview`. */
function isAhead(request: Request): boolean {
  return PREFETCH_HEADERS.some((name) => /^(prefetch|preview)/.test(request.headers.get(name) ?? ""));
}

/** The document of a page goes to a person's eyes now. */
export function isPageView(request: Request, { method }: Pick<RequestFacts, "method">): boolean {
  if (method !== "GET" || request.method !== "GET") return false;
  if (new URL(request.url).pathname.endsWith(".data")) return false;
  const destination = request.headers.get("sec-fetch-dest");
  if (destination && !["document", "iframe", "frame"].includes(destination)) return false;
  return isPerson(request) && !isAhead(request);
}

/** A click goes to the end only where a person follows it. */
export function isClick(request: Request): boolean {
  return request.method === "GET" && isPerson(request) && !isAhead(request);
}

/** Where a person came from: the campaign of this address and the host that linked here, unless that is us. */
export function visitOf(request: Request, pagePath: string): Visit {
  const url = new URL(request.url);
  const referrer = refererOf(request);
  const elsewhere = referrer && referrer.host !== url.host ? referrer.hostname.slice(0, 253) : null;
  return { pagePath, referrerHost: elsewhere, utm: readUtm(url.searchParams) };
}

/** The page of ours that led here, with its query. */
export function ownReferer(request: Request): URL | null {
  const referrer = refererOf(request);
  return referrer?.host === new URL(request.url).host ? referrer : null;
}

function refererOf(request: Request): URL | null {
  const text = request.headers.get("referer");
  return text && URL.canParse(text) ? new URL(text) : null;
}
