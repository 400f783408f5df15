import net from "node:net";
import { text } from "node:stream/consumers";
import { networksOf } from "#app/infrastructure/config/networks.ts";
import { application, form, send } from "../support/http.ts";
import { expect, Practice, somebody, test } from "../support/practice.ts";
import { allRequests } from "../support/records/requests.ts";
import { logged } from "../support/servers/server-log.ts";

const ORIGIN = "https://practice.example";
const OURS = { Host: "practice.example", "X-Forwarded-Proto": "https" };
const real = { demo: false, publicOrigin: ORIGIN, trustProxy: 1, logLevel: "warn" } as const;

async function withPractice(
  settings: Parameters<typeof Practice.start>[0],
  work: (practice: Practice) => Promise<void>,
) {
  const practice = await Practice.start(settings);
  try {
    await work(practice);
  } finally {
    await practice.stop();
  }
}

/** A raw request and its raw response. */
function raw(practice: Practice, lines: string[]): Promise<string> {
  const socket = net.connect(Number(new URL(practice.listensAt).port), "127.0.0.1");
  socket.write([...lines, "", ""].join("\r\n"));
  return text(socket);
}

test("a real practice answers under its own host only; /health/ under any or none", async () => {
  await withPractice(real, async (practice) => {
    const ask = (path: string, headers: Record<string, string>, sending = {}) =>
      send(practice.listensAt + path, { ...sending, headers });
    const lines = await logged(async () => {
      for (const path of ["/booking/", "/enhance.js", "/desk/sign-in/"]) {
        expect([path, (await ask(path, OURS)).status]).toEqual([path, 200]);
        for (const Host of ["other.example", "practice.example:8080", "practice.example.", "127.0.0.1"]) {
          const { status, body, headers } = await ask(path, { ...OURS, Host });
          expect([path, Host, status]).toEqual([path, Host, 421]);
          expect(body).toContain("Он открывается по адресу practice.example");
          expect(headers["content-security-policy"]).toContain("default-src 'none'");
        }
        for (const Host of ["practice.example/path", "a@practice.example", "practice.example:port", "[::1"])
          expect([path, Host, (await ask(path, { ...OURS, Host })).status]).toEqual([path, Host, 400]);
      }
      for (const Host of ["PRACTICE.example", "practice.example:443"])
        expect([Host, (await ask("/booking/", { ...OURS, Host })).status]).toEqual([Host, 200]);
      for (const Host of ["10.0.0.7:3000", "no host"])
        expect([Host, (await ask("/health/live", { Host })).status]).toEqual([Host, 200]);
      const empty = await raw(practice, ["GET /booking/ HTTP/1.1", "Host:", "Connection: close"]);
      expect(empty).toMatch(/^HTTP\/1\.1 400 /);
      expect(await raw(practice, ["GET /health/ready HTTP/1.0"])).toMatch(/^HTTP\/1\.1 200 /);
      expect(await raw(practice, ["GET /booking/ HTTP/1.0"])).toMatch(/^HTTP\/1\.1 200 /);
      // A whole address in place of a path: its host counts (RFC 9112, section 3.2.2).
      for (const [address, status] of [
        [`${ORIGIN}/booking/`, 200],
        [`${ORIGIN}/desk/sign-in/?next=x`, 200],
        ["http://10.0.0.7:3000/health/ready", 200],
        ["http://other.example/booking/", 421],
      ] as const) {
        const lines = [`GET ${address} HTTP/1.1`, "Host: practice.example", "Connection: close"];
        expect([address, await raw(practice, lines)]).toEqual([address, expect.stringMatching(`^HTTP/1.1 ${status} `)]);
      }
    });
    expect(lines).toMatchObject([
      { level: 40, msg: "host refused", why: "foreign", expected: "practice.example" },
      { level: 40, msg: "host refused", why: "malformed", expected: "practice.example" },
    ]);
  });
});

test("a demo answers under any valid host", async ({ practice }) => {
  const ask = (Host: string) => send(`${practice.origin}/booking/`, { headers: { Host } });
  expect((await ask("whatever.example:3000")).status).toBe(200);
  expect((await ask("what/ever")).status).toBe(400);
});

const HINTS = [
  ["TRUST_PROXY is not set", { trustProxy: 0 }, OURS, "Укажите в TRUST_PROXY", "not trusted: set TRUST_PROXY"],
  [
    "the proxy stands elsewhere",
    { trustProxyFrom: networksOf(["203.0.113.7"]) },
    OURS,
    "нет в TRUST_PROXY_FROM",
    "not in TRUST_PROXY_FROM",
  ],
  [
    "the proxy does not say https",
    {},
    { Host: "practice.example", "X-Forwarded-For": "203.0.113.9" },
    "X-Forwarded-Proto",
    "no X-Forwarded-Proto",
  ],
] as const;

for (const [what, settings, headers, words, hint] of HINTS) {
  test(`${what}: a form names the cause and keeps the input; the log says it once`, async () => {
    await withPractice({ ...real, ...settings }, async (practice) => {
      const service = await practice.service();
      const person = somebody();
      const post = (path: string, sending: ReturnType<typeof form>) =>
        send(practice.listensAt + path, { ...sending, headers: { ...sending.headers, ...headers, Origin: ORIGIN } });
      const lines = await logged(async () => {
        for (let count = 0; count < 3; count += 1) {
          const page = await post(`/booking/no-slots/?service_slug=${service.slug}`, application(person));
          expect(page.status).toBe(403);
          for (const part of [words, person, "Форма пришла не с этой страницы"]) expect(page.body).toContain(part);
          const desk = await post("/desk/sign-in/", form({ intent: "password", email: person, password: "none" }));
          expect([desk.status, desk.body.includes(words)]).toEqual([403, true]);
        }
      });
      const line = { level: 40, what: "cross-site", by: "origin", hint: expect.stringContaining(hint) };
      expect(lines).toMatchObject([
        { ...line, msg: "form refused" },
        { ...line, msg: "desk refused", method: "POST", status: 403 },
      ]);
      expect(JSON.stringify(lines)).not.toContain(person);
      expect(await allRequests(practice)).toEqual([]);
    });
  });
}

test("every public form refuses another site's page, in words on its own page", async ({ practice }) => {
  const service = await practice.service();
  const person = somebody();
  const joined = await send(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`, application(person));
  expect(joined.status).toBe(303);
  const { text: mail } = await practice.mailTo(person);
  const own = /\/waitlist\/[\w-]+\//.exec(mail)?.[0] ?? "";
  const foreign = (path: string, sending: ReturnType<typeof form>, Origin = "https://evil.example") =>
    send(practice.origin + path, { ...sending, headers: { ...sending.headers, Origin } });
  const leave = form({ preferred_contact_method: "email", contact_email: person });
  for (const [path, sending] of [
    ["/waitlist/leave/", leave],
    [own, form({ intent: "pause" })],
  ] as const) {
    const { status, body } = await foreign(path, sending);
    expect([path, status]).toEqual([path, 403]);
    expect(body).toContain("Форма пришла не с этой страницы");
    expect((await foreign(path, sending, "null")).status).toBeLessThan(400);
  }
  expect((await foreign("/waitlist/leave/", leave)).body).toContain(person);
});

test("behind a proxy one network counts as one, in any spelling of its addresses", async () => {
  await withPractice(real, async (practice) => {
    const service = await practice.service();
    const address = `${practice.listensAt}/booking/no-slots/?service_slug=${service.slug}`;
    const post = (from: string) => {
      const { headers, ...rest } = application(somebody());
      return send(address, { ...rest, headers: { ...headers, ...OURS, Origin: ORIGIN, "X-Forwarded-For": from } });
    };
    const spellings = (at: number) => [
      `2001:db8:1:2::${at}`,
      `[2001:db8:1:2::${at}]:5${at}`,
      `"[2001:DB8:1:2::${at}]"`,
    ];
    const answers = [];
    for (let at = 10; at < 21; at += 1) for (const from of spellings(at)) answers.push((await post(from)).status);
    expect(answers).toEqual([...Array.from({ length: 30 }, () => 303), 429, 429, 429]);
    expect((await post("2001:db8:1:3::1")).status).toBe(303);
  });
});
