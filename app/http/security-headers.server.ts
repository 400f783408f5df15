import { createHash } from "node:crypto";
import type { Config } from "#app/infrastructure/config.ts";

const hashSource = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/**
 * The policy of a public document: its one inlined style, our own script, forms to ourselves, frames where the practice allows.
 * `script-src 'self'` is for `enhance.js`, which no page needs.
 */
export function publicDocumentPolicy(css: string, embedOrigins: string[]): string {
  return [
    "default-src 'none'",
    `style-src ${hashSource(css)}`,
    "script-src 'self'",
    // The icon of the tab. There is no other picture.
    "img-src data:",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${["'self'", ...embedOrigins].join(" ")}`,
  ].join("; ");
}

/**
 * The policy of a page of the desk, which nobody frames. The framework's modules come from our own files, and the
 * lines that start them carry the nonce.
 */
export function deskDocumentPolicy(css: string, nonce: string): string {
  return [
    "default-src 'none'",
    `style-src 'self' ${hashSource(css)}`,
    `script-src 'self' 'nonce-${nonce}'`,
    "connect-src 'self'",
    "img-src data:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** The browser features that a page may use: none, and none for a frame inside. */
const NO_PERMISSIONS = ["camera", "display-capture", "geolocation", "microphone", "payment", "usb"]
  .map((feature) => `${feature}=()`)
  .join(", ");
/** In seconds: a year, as hstspreload.org asks for. */
const HSTS_AGE = 31_536_000;

export type SecurityConfig = Pick<Config, "demo" | "hstsSubdomains">;

/** The headers of every response, from pages, files and refusals. */
export function securityHeaders(config: SecurityConfig): Record<string, string> {
  const { demo, hstsSubdomains } = config;
  return {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    // Not `no-referrer`: it turns a form's post into `Origin: null`.
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": NO_PERMISSIONS,
    "Cross-Origin-Opener-Policy": "same-origin",
    ...(demo
      ? {}
      : { "Strict-Transport-Security": `max-age=${HSTS_AGE}${hstsSubdomains ? "; includeSubDomains" : ""}` }),
  };
}

/** Adds the headers of every response. A route's own, stricter header stays. */
export function secure(response: Response, request: Pick<Request, "method">, config: SecurityConfig): Response {
  const { headers, status } = response;
  const safe = request.method === "GET" || request.method === "HEAD";
  // Back from the next page shows a refused form again. Without a copy of its own the browser has only an error to show.
  const page = headers.get("Content-Type")?.startsWith("text/html");
  const missing = {
    ...securityHeaders(config),
    "Cache-Control": safe || page ? "private, no-cache" : "no-store",
    // React Router refuses a POST to a page without a form, and omits `Allow` (RFC 9110, 15.5.6).
    ...(status === 405 ? { Allow: "GET, HEAD" } : {}),
  };
  for (const [name, value] of Object.entries(missing)) {
    if (!headers.has(name)) headers.set(name, value);
  }
  return response;
}
