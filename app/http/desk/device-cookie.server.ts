import { createCookie } from "react-router";
import { z } from "zod";
import { areas } from "#app/addresses.ts";

/** Browsers keep no cookie longer than 400 days (RFC 6265bis, section 5.5). */
const KEPT_DAYS = 400;

/** Sent with the desk's own forms only: no other site needs it. */
function cookieFor(publicOrigin: string) {
  const secure = publicOrigin.startsWith("https:");
  return createCookie(secure ? "__Secure-desk-device" : "desk-device", {
    path: areas.desk,
    httpOnly: true,
    sameSite: "strict",
    secure,
    maxAge: KEPT_DAYS * 24 * 60 * 60,
  });
}

/** The value from `KnownDevices` after a sign-in. It stays when the session ends. */
export function deviceCookie(publicOrigin: string, device: string): Promise<string> {
  return cookieFor(publicOrigin).serialize(device);
}

/** What the browser sent, unverified. */
export async function deviceOf(request: Request, publicOrigin: string): Promise<string | null> {
  const sent: unknown = await cookieFor(publicOrigin).parse(request.headers.get("cookie"));
  return z.string().min(1).max(400).safeParse(sent).data ?? null;
}
