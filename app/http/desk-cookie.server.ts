import { createCookie } from "react-router";
import { z } from "zod";
import { SESSION_LASTS_HOURS } from "#app/domain/desk-session.ts";

/** A browser keeps the cookie a day longer than a session lasts: who comes back is told that it is over. */
const KEPT_HOURS = SESSION_LASTS_HOURS + 24;

/** `__Secure-` makes browsers refuse the name without https (RFC 6265bis, section 4.1.3.1); a demo has no https. */
function cookieFor(publicOrigin: string) {
  const secure = publicOrigin.startsWith("https:");
  return createCookie(secure ? "__Secure-desk" : "desk", {
    path: "/desk",
    httpOnly: true,
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

/** The session's token that the browser sent, if it sent one that can be read. */
export async function deskTokenOf(request: Request, publicOrigin: string): Promise<string | null> {
  const sent: unknown = await cookieFor(publicOrigin).parse(request.headers.get("cookie"));
  return z.string().min(1).max(100).safeParse(sent).data ?? null;
}
