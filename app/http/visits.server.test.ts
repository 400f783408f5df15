import { describe, expect, it } from "vitest";
import { isPageView, isPerson, ownReferer, visitOf } from "./visits.server.ts";

const ANDROID =
  "Mozilla/5.0 (Linux; Android 13; SM-A245F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36";
const get = (
  headers: Record<string, string> = {},
  url = "https://b.example/booking/no-slots/?service_slug=primary",
  method = "GET",
) => new Request(url, { method, headers: { "user-agent": ANDROID, ...headers } });
const visitAt = (request: Request, page: string) => visitOf({ request, url: new URL(request.url) }, page, new Set());
const counted = (request: Request, method = "GET") => isPageView(request, { method });

describe("a view is counted", () => {
  it.each([
    ["an ordinary phone", {}],
    ["a navigation", { "sec-fetch-dest": "document" }],
    ["a frame on a partner's site", { "sec-fetch-dest": "iframe" }],
    [
      "Telegram's in-app browser",
      { "user-agent": `${ANDROID} Telegram-Android/11.2.3 (Samsung SM-A245F; Android 13; SDK 33; AVERAGE)` },
    ],
    ["Instagram's in-app browser", { "user-agent": `${ANDROID} Instagram 330.0.0.40.92 Android` }],
    ["edbrowse", { "user-agent": "edbrowse/3.8.0" }],
    ["Dillo", { "user-agent": "Mozilla/4.0 (compatible; Dillo 3.0)" }],
    ["a new Dillo", { "user-agent": "Dillo/3.1.1" }],
    ["NetSurf", { "user-agent": "Mozilla/5.0 (X11; Linux x86_64) NetSurf/3.10" }],
    ["Emacs", { "user-agent": "URL/Emacs Emacs/28.2 (TTY; x86_64-pc-linux-gnu)" }],
    ["w3m", { "user-agent": "w3m/0.5.3+git20230121" }],
    ["Lynx", { "user-agent": "Lynx/2.9.0dev.12 libwww-FM/2.14 SSL-MM/1.4.1 GNUTLS/3.7.8" }],
    ["Links", { "user-agent": "Links (2.28; Linux 6.1.0 x86_64; GNU C 12.2; text)" }],
    ["ELinks", { "user-agent": "ELinks/0.13.2 (textmode; Debian; Linux 6.1.0 x86_64; 80x24-2)" }],
    ["Opera Mini", { "user-agent": "Opera/9.80 (J2ME/MIDP; Opera Mini/9.80; U; ru) Presto/2.5.25 Version/10.54" }],
  ])("of %s", (_, headers) => expect(counted(get(headers))).toBe(true));
});

describe("no view is counted", () => {
  it.each([
    ["a prefetch", { "sec-purpose": "prefetch" }],
    ["a prerender", { "sec-purpose": "prefetch;prerender" }],
    ["an old prefetch", { purpose: "prefetch" }],
    ["Firefox ahead of a click", { "x-moz": "prefetch" }],
    ["Safari's top sites", { "x-purpose": "preview" }],
    ["Telegram's unfurler", { "user-agent": "TelegramBot (like TwitterBot)" }],
    ["WhatsApp's unfurler", { "user-agent": "WhatsApp/2.23.20.0" }],
    [
      "a headless browser",
      { "user-agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/124.0.0.0 Safari/537.36" },
    ],
    ["an empty user agent", { "user-agent": "" }],
    ["a script's fetch", { "sec-fetch-dest": "empty" }],
  ])("for %s", (_, headers) => expect(counted(get(headers))).toBe(false));

  it("for HEAD, a rejected POST's re-render, and a data request", () => {
    expect(counted(get({}, undefined, "HEAD"), "HEAD")).toBe(false);
    expect(counted(get(), "POST")).toBe(false);
    expect(counted(get({}, "https://b.example/booking/no-slots/_.data?service_slug=primary"))).toBe(false);
  });
});

describe("where a visit came from", () => {
  it("is the host that linked here, and never its path", () => {
    const visit = visitAt(get({ referer: "https://t.me/channel/12?user=anna" }), "/booking/no-slots/");
    expect(visit).toEqual({ pagePath: "/booking/no-slots/", referrerHost: "t.me", utm: {} });
  });
  it("is nowhere for a step within the site or a broken referrer", () => {
    expect(visitAt(get({ referer: "https://b.example/booking/" }), "/").referrerHost).toBeNull();
    expect(visitAt(get({ referer: "no address" }), "/").referrerHost).toBeNull();
    expect(
      ownReferer(get({ referer: "https://b.example/booking/?utm_source=tg" }))?.searchParams.get("utm_source"),
    ).toBe("tg");
    expect(ownReferer(get({ referer: "https://evil.example/?utm_source=x" }))).toBeNull();
  });
  it("a program without a user agent is nobody", () => expect(isPerson(get({ "user-agent": " " }))).toBe(false));
});
