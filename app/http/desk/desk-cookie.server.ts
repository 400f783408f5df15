import { createCookie } from "react-router";
import { z } from "zod";
import { SESSION_LASTS_HOURS } from "#app/domain/team/desk-session.ts";

/** A browser keeps the cookie a day longer than the session, so that the returning operator is told that it ended. */
const KEPT_HOURS = SESSION_LASTS_HOURS + 24;

/**
 * `__Host-` (RFC 6265bis, section 4.1.3.2): no neighbouring host can set or overwrite it, which asks for `Path=/` and
 * `Secure`. A demo has no https: the prefix needs `Secure`, which not every browser takes from http://127.0.0.1.
 */
function cookieFor(publicOrigin: string) {
  const secure = publicOrigin.startsWith("https:");
  return createCookie(secure ? "__Host-desk" : "desk", {
    path: "/",
    httpOnly: true,
    // Mails link to the desk, so not `strict`. Every act checks where it comes from.
    sameSite: "lax",
    secure,
    maxAge: KEPT_HOURS * 60 * 60,
  });
}

export function deskCookie(publicOrigin: string, token: string): Promise<string> {
  return cookieFor(publicOrigin).serialize(token);
}

export function noDeskCookie(publicOrigin: string): Promise<string> {
  return cookieFor(publicOrigin).serialize("", { maxAge: 0 });
}

/**
 * The headers of signing out: nothing that the desk showed stays in this browser. Not `"cookies"`: that would
 * clear those of every site under the same registered domain (W3C Clear Site Data, section 4.2.4).
 */
export async function signedOutHeaders(publicOrigin: string): Promise<Record<string, string>> {
  return { "Set-Cookie": await noDeskCookie(publicOrigin), "Clear-Site-Data": '"cache", "storage"' };
}

/** The session's token that the browser sent, if it is well-formed. */
export async function deskTokenOf(request: Request, publicOrigin: string): Promise<string | null> {
  const sent: unknown = await cookieFor(publicOrigin).parse(request.headers.get("cookie"));
  return z.string().min(1).max(100).safeParse(sent).data ?? null;
}
