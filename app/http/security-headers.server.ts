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

/** What every answer carries, whichever route made it. A route's own, stricter header stays. */
export function secure(response: Response, request: Request, config: Pick<Config, "demo">): Response {
  const { headers } = response;
  const fill = (name: string, value: string) => {
    if (!headers.has(name)) headers.set(name, value);
  };
  fill("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  fill("X-Content-Type-Options", "nosniff");
  // Not `no-referrer`: it turns a form's post into `Origin: null`.
  fill("Referrer-Policy", "strict-origin-when-cross-origin");
  fill("Cache-Control", request.method === "GET" || request.method === "HEAD" ? "private, no-cache" : "no-store");
  fill("Cross-Origin-Opener-Policy", "same-origin");
  if (!config.demo) fill("Strict-Transport-Security", "max-age=31536000");
  return response;
}
