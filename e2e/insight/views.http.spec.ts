import { form, PHONE, send } from "../support/http.ts";
import { expect, Practice, test } from "../support/practice.ts";
import { eventsOf } from "../support/records/events.ts";

const NOBODY: [string, Record<string, string>][] = [
  ["a prefetch", { "Sec-Purpose": "prefetch" }],
  ["a prerender", { "Sec-Purpose": "prefetch;prerender" }],
  ["Telegram's unfurler", { "User-Agent": "TelegramBot (like TwitterBot)" }],
  ["WhatsApp's unfurler", { "User-Agent": "WhatsApp/2.23.20.0" }],
  ["VK's unfurler", { "User-Agent": "Mozilla/5.0 (compatible; vkShare; +http://vk.com/dev/Share)" }],
  ["an empty user agent", { "User-Agent": "" }],
  ["a script", { "Sec-Fetch-Dest": "empty" }],
];

test("one person's view is one event, whatever else requests the page", async ({ practice }) => {
  const service = await practice.service();
  const address = `${practice.origin}/booking/no-slots/?service_slug=${service.slug}`;
  const seen = await send(address, { headers: { Referer: "https://t.me/some_channel/17" } });
  expect(seen.status).toBe(200);
  expect(await practice.views(service.slug)).toBe(1);

  await send(address, { method: "HEAD" });
  for (const [, headers] of NOBODY) expect((await send(address, { headers })).status).toBe(200);
  await send(`${practice.origin}/booking/no-slots/_.data?service_slug=${service.slug}`);
  await send(`${practice.origin}/api/public/booking/no-slots?service_slug=${service.slug}`);
  expect((await send(address, form({ preferred_contact_method: "email" }))).status).toBe(400);
  expect(await practice.views(service.slug)).toBe(1);

  const [event] = await eventsOf(practice, service.slug);
  expect(event).toMatchObject({
    eventName: "show_no_slots",
    schemaVersion: "1.0",
    source: "web",
    pagePath: "/booking/no-slots/",
    referrerHost: "t.me",
    leadId: null,
    properties: { service_slug: service.slug, date_range: "next_14d" },
  });
});

test("in-app browsers and frames are people", async ({ practice }) => {
  const service = await practice.service();
  const address = `${practice.origin}/booking/no-slots/?service_slug=${service.slug}`;
  await send(address, { headers: { "User-Agent": `${PHONE} Instagram 330.0.0.40.92 Android` } });
  await send(address, { headers: { "User-Agent": `${PHONE} Telegram-Android/11.2.3` } });
  await send(address, { headers: { "Sec-Fetch-Dest": "iframe" } });
  expect(await practice.views(service.slug)).toBe(3);
});

test("the concierge's redirect counts people, and carries a payload but for unfurlers", async ({ practice }) => {
  const service = await practice.service();
  const address = `${practice.origin}/booking/telegram/?service_slug=${service.slug}`;
  const clicks = () => eventsOf(practice, service.slug, "cta_tg_click");
  const nobody: Record<string, string>[] = [
    { "User-Agent": "TelegramBot (like TwitterBot)" },
    { "Sec-Purpose": "prefetch" },
    { "User-Agent": "WhatsApp/2.23.20.0" },
  ];
  for (const headers of nobody) {
    const answer = await send(address, { headers });
    expect(answer.status).toBe(302);
    expect(answer.headers.location).toBe("https://t.me/balance_bot");
  }
  await send(address, { method: "HEAD" });
  for (const unknown of ["", "Rare/1.0 (+http://rare.example)", "curl/8.5.0"]) {
    const { headers } = await send(address, { headers: { "User-Agent": unknown } });
    expect(headers.location).toMatch(/\?start=[\w-]{64}$/);
  }
  expect(await clicks()).toHaveLength(0);
  const person = await send(address);
  expect(person.status).toBe(302);
  expect(person.headers.location).toMatch(/^https:\/\/t\.me\/balance_bot\?start=[\w-]{64}$/);
  expect(await clicks()).toHaveLength(1);
});

test("a link preview shows title, words and an existing picture", async ({ practice }) => {
  const service = await practice.service();
  const { body } = await send(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}&utm_source=x`, {
    headers: { "User-Agent": "TelegramBot (like TwitterBot)" },
  });
  for (const property of ["og:title", "og:description", "og:image", "og:url", "og:type"]) {
    expect(body).toMatch(new RegExp(`<meta property="${property}" content="[^"]+"`));
  }
  expect(body).toContain('<meta name="twitter:card" content="summary_large_image"');
  expect(body).toContain(`<link rel="canonical" href="${practice.origin}/booking/no-slots/`);
  const image = /<meta property="og:image" content="([^"]+)"/.exec(body)?.[1] ?? "";
  const picture = await send(image);
  expect([picture.status, picture.headers["content-type"]]).toEqual([200, "image/png"]);
});

test("a page has its policy, no cookie, no framework script; both slash forms answer", async ({ practice }) => {
  const service = await practice.service();
  for (const slash of ["/", ""]) {
    const { status, headers, body } = await send(
      `${practice.origin}/booking/no-slots${slash}?service_slug=${service.slug}`,
    );
    expect(status).toBe(200);
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(headers["content-security-policy"]).toContain("form-action 'self'");
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'self'");
    expect(headers["referrer-policy"]).toBe("strict-origin-when-cross-origin");
    expect(headers["cache-control"]).toBe("private, no-cache");
    expect(headers["set-cookie"]).toBeUndefined();
    expect(body.match(/<script[^>]*>/g)).toEqual(['<script type="module" src="/enhance.js">']);
  }
});

test("health reports live and ready; the API's contract is served and complete", async ({ practice }) => {
  expect(await send(`${practice.origin}/health/live`)).toMatchObject({ status: 200, body: '{"status":"live"}' });
  expect(await send(`${practice.origin}/health/ready`)).toMatchObject({ status: 200, body: '{"status":"ready"}' });
  const document = JSON.parse((await send(`${practice.origin}/api/public/openapi.json`)).body);
  expect(document.openapi).toMatch(/^3\.1\./);
  expect(Object.keys(document.paths)).toEqual(["/api/public/booking/no-slots", "/api/public/waitlist"]);
  const service = await practice.service();
  const model = JSON.parse(
    (await send(`${practice.origin}/api/public/booking/no-slots?service_slug=${service.slug}`)).body,
  );
  const described =
    document.paths["/api/public/booking/no-slots"].get.responses[200].content["application/json"].schema;
  expect(Object.keys(model).sort()).toEqual(Object.keys(described.properties).sort());
});

test("behind a TLS proxy a form works, the client's address counts, HTTPS is enforced", async () => {
  const practice = await Practice.start({ trustProxy: 1, demo: false, publicOrigin: "https://practice.example" });
  try {
    const service = await practice.service();
    const proxied = (address: string) => ({
      Host: "practice.example",
      "X-Forwarded-Proto": "https",
      "X-Forwarded-For": address,
    });
    const address = `${practice.listensAt}/booking/no-slots/?service_slug=${service.slug}`;
    const fields = form({
      preferred_contact_method: "phone",
      contact_phone: "8 916 123-45-67",
      preferred_time_window: "any",
      consent_personal_data: "on",
      consent_communications: "on",
    });
    const post = (origin: string, from: string) =>
      send(address, { ...fields, headers: { ...fields.headers, ...proxied(from), Origin: origin } });
    const accepted = await post("https://practice.example", "203.0.113.7");
    expect([accepted.status, accepted.headers.location]).toEqual([
      303,
      expect.stringMatching(/^\/booking\/no-slots\/thanks\/\?of=/),
    ]);
    expect(accepted.headers["strict-transport-security"]).toMatch(/max-age=\d+/);
    const foreign = await post("https://evil.example", "203.0.113.7");
    expect([foreign.status, foreign.body.includes("8 916 123-45-67")]).toEqual([403, true]);
    expect(foreign.body).toContain("Форма пришла не с этой страницы");
    expect(foreign.body).not.toContain("TRUST_PROXY");
    expect((await post("null", "203.0.113.7")).status).toBe(303);

    let answer = await post("https://practice.example", "203.0.113.9");
    for (let count = 0; count < 40 && answer.status === 303; count += 1)
      answer = await post("https://practice.example", "203.0.113.9");
    expect(answer.status).toBe(429);
    expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
    expect(answer.body).toContain("8 916 123-45-67");
    expect(answer.body).toContain("/booking/telegram/");
    expect((await post("https://practice.example", "203.0.113.10")).status).toBe(303);
  } finally {
    await practice.stop();
  }
});
