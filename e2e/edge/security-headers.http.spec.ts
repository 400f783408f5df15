import net from "node:net";
import { form, json, send } from "../support/http.ts";
import { expect, Practice, test } from "../support/practice.ts";

/** The headers of every response. A page has a policy of its own. */
const CARRIED = {
  "content-security-policy": /^default-src 'none'; .*frame-ancestors /,
  "x-content-type-options": /^nosniff$/,
  "referrer-policy": /^strict-origin(?:-when-cross-origin)?$/,
  "permissions-policy": /camera=\(\).*microphone=\(\)/,
  "cross-origin-opener-policy": /^same-origin$/,
  "strict-transport-security": /^max-age=31536000; includeSubDomains$/,
  "cache-control": /./,
};

/** The response to bytes that no client library would send. */
function raw(port: number, bytes: string): Promise<{ status: number; headers: Record<string, string> }> {
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = net.connect(port, "127.0.0.1", () => socket.write(bytes));
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("error", reject);
    socket.on("close", () => {
      const [status = "", ...lines] = (text.split("\r\n\r\n")[0] ?? "").split("\r\n");
      const headers = lines.map((line) => [line.split(": ")[0]?.toLowerCase(), line.slice(line.indexOf(": ") + 2)]);
      resolve({ status: Number(status.split(" ")[1]), headers: Object.fromEntries(headers) });
    });
  });
}

test("every response has the security headers: pages, files, redirects, API, refusals", async () => {
  const practice = await Practice.start({ demo: false, hstsSubdomains: true });
  try {
    const { origin, listensAt } = practice;
    const port = Number(new URL(listensAt).port);
    const service = await practice.service();
    const page = `${origin}/booking/no-slots/?service_slug=${service.slug}`;
    const line = (method: string, path: string, more = "") =>
      raw(port, `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n${more}\r\n`);
    const known = (await send(page)).headers.etag ?? "";
    const answers = [
      [200, send(page)],
      [304, send(page, { headers: { "If-None-Match": known } })],
      [406, send(page, { headers: { "Accept-Encoding": "*;q=0" } })],
      [400, send(page, form({}))],
      [405, send(`${origin}/booking/`, form({}))],
      [404, send(`${origin}/no-such/`)],
      [302, send(`${origin}/`)],
      [302, send(`${origin}/desk/`)],
      [308, send(`${origin}/DESK/`)],
      [200, send(`${origin}/desk/sign-in/`)],
      [200, send(`${origin}/robots.txt`)],
      [200, send(`${origin}/enhance.js`, { method: "HEAD" })],
      [405, send(`${origin}/robots.txt`, form({}))],
      [200, send(`${origin}/health/live`)],
      [200, send(`${origin}/health/ready`)],
      [404, send(`${origin}/health/no-such`)],
      [200, send(`${origin}/api/public/openapi.json`)],
      [422, send(`${origin}/api/public/waitlist`, json({}))],
      [405, send(`${origin}/api/public/waitlist`)],
      [413, send(`${origin}/api/public/waitlist`, json("a".repeat(20_000)))],
      [404, send(`${origin}/api/telegram/webhook`, json({}))],
      [405, send(page, { method: "OPTIONS" })],
      // Node creates no request from these, or would refuse them with a bare status.
      [417, line("GET", "/booking/", "Expect: something\r\n")],
      [400, raw(port, "GET /booking/ HTTP/1.1\r\n\r\n")],
      [400, raw(port, "no request at all\r\n\r\n")],
      [431, line("GET", "/booking/", `X-Long: ${"a".repeat(20_000)}\r\n`)],
      [400, raw(port, "GET http://other.example/booking/ HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n")],
    ] as const;
    for (const [at, [expected, answer]] of answers.entries()) {
      const { status, headers } = await answer;
      expect([at, status]).toEqual([at, expected]);
      for (const [name, value] of Object.entries(CARRIED))
        expect([at, name, headers[name]]).toEqual([at, name, expect.stringMatching(value)]);
    }
  } finally {
    await practice.stop();
  }
});

test("methods other than GET, HEAD and POST are refused, and POST without a form", async ({ practice }) => {
  for (const path of [
    "/booking/no-slots/",
    "/desk/",
    "/robots.txt",
    "/api/public/waitlist",
    "/health/live",
    "/no-such/",
  ]) {
    for (const method of ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"]) {
      const { status, headers } = await send(practice.origin + path, { method });
      expect([path, method, status, headers.allow]).toEqual([path, method, 405, "GET, HEAD, POST"]);
    }
  }
  for (const path of ["/booking/", "/emergency/", "/robots.txt", "/api/public/booking/no-slots"]) {
    const { status, headers } = await send(practice.origin + path, form({ a: "b" }));
    expect([path, status, headers.allow]).toEqual([path, 405, "GET, HEAD"]);
  }
});

test("a demo requires https neither for itself nor for subdomains", async ({ practice }) => {
  for (const path of ["/booking/", "/robots.txt", "/health/live", "/no-such/"]) {
    expect((await send(practice.origin + path)).headers["strict-transport-security"]).toBeUndefined();
  }
});
