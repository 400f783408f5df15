import { archiveService } from "#app/testing/practice.ts";
import { form, json, send } from "../support/http.ts";
import { expect, type Practice, somebody, test } from "../support/practice.ts";
import { requestsOf } from "../support/records/requests.ts";
import { countRows } from "../support/records/whole-tables.ts";

const whole = (contact: Record<string, string>) => ({
  preferred_time_window: "any",
  consent_personal_data: "on",
  consent_communications: "on",
  ...contact,
});
const email = (value: string) => whole({ preferred_contact_method: "email", contact_email: value });
const telegram = (value: string) => whole({ preferred_contact_method: "telegram", contact_telegram: value });

const FORMS: { name: string; fields: Record<string, string> | [string, string][]; field: string; kept?: string }[] = [
  {
    name: "no method and two contacts",
    fields: whole({ contact_email: "kept@example.org", contact_phone: "8 916 123-45-67" }),
    field: "preferred_contact_method",
    kept: "kept@example.org",
  },
  { name: "an unknown method", fields: whole({ preferred_contact_method: "fax" }), field: "preferred_contact_method" },
  { name: "an empty contact", fields: email(""), field: "contact_email" },
  {
    name: "a 400-character e-mail",
    fields: email(`${"a".repeat(388)}@example.org`),
    field: "contact_email",
    kept: "a".repeat(388),
  },
  { name: "a NUL byte", fields: email("an\u0000na@example.org"), field: "contact_email" },
  {
    name: "a newline that adds a header",
    fields: email("anna@example.org\r\nBcc: b@example.org"),
    field: "contact_email",
  },
  { name: "an emoji as Telegram name", fields: telegram("😀😀😀😀"), field: "contact_telegram", kept: "😀😀😀😀" },
  {
    name: "an address as Telegram name",
    fields: telegram("https://example.org/anna"),
    field: "contact_telegram",
    kept: "https://example.org/anna",
  },
  {
    name: "markup as Telegram name",
    fields: telegram("<script>alert(1)</script>"),
    field: "contact_telegram",
    kept: "&lt;script&gt;alert(1)&lt;/script&gt;",
  },
  {
    name: "an unknown window",
    fields: { ...email("a@example.org"), preferred_time_window: "now" },
    field: "preferred_time_window",
  },
  {
    name: "consent=false",
    fields: { ...email("a@example.org"), consent_communications: "false" },
    field: "consent_communications",
  },
  {
    name: "consent=0",
    fields: { ...email("a@example.org"), consent_personal_data: "0" },
    field: "consent_personal_data",
  },
  {
    name: "consent empty",
    fields: { ...email("a@example.org"), consent_personal_data: "" },
    field: "consent_personal_data",
  },
  {
    name: "a field that came twice",
    fields: [...Object.entries(email("a@example.org")), ["contact_email", "b@example.org"]],
    field: "contact_email",
  },
  {
    name: "a field named like a prototype",
    fields: { ...email("a"), "__proto__[x]": "1", "constructor.prototype": "2" },
    field: "contact_email",
  },
  {
    name: "a field that asks for a list of four milliards",
    fields: { ...email("a"), "x[4294967294]": "1", "y[0]": "1", "y.length": "4294967295" },
    field: "contact_email",
  },
  {
    name: "fields that the form's library reads for itself",
    fields: { ...email("a"), __intent__: "{", __state__: "{" },
    field: "contact_email",
  },
];

for (const { name, fields, field, kept } of FORMS) {
  test(`the form with ${name}: 400 at the field, everything typed kept, nothing written`, async ({ practice }) => {
    const service = await practice.service();
    await practice.views(service.slug);
    const before = await countRows(practice);
    const answer = await send(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`, form(fields));
    expect(answer.status).toBe(400);
    expect(answer.headers["cache-control"]).toBe("private, no-cache");
    expect(answer.body).toContain("<title>Ошибка: ");
    expect(answer.body).toContain(`href="#${field}"`);
    expect(answer.body).toContain(`id="${field}-error"`);
    if (kept) expect(answer.body).toContain(kept);
    expect(await countRows(practice)).toEqual(before);
  });
}

test("invalid UTF-8 in a field is a mistyped contact", async ({ practice }) => {
  const service = await practice.service();
  const body = Buffer.concat([
    Buffer.from("preferred_contact_method=email&contact_email=%ff%fe"),
    Buffer.from([0xff]),
    Buffer.from("@example.org"),
  ]);
  const answer = await send(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`, { ...form({}), body });
  expect(answer.status).toBe(400);
  expect(answer.body).toContain('href="#contact_email"');
});

test("a body over 16 KB is 413, another content type 415: a page with the form on it", async ({ practice }) => {
  const service = await practice.service();
  const address = `${practice.origin}/booking/no-slots/?service_slug=${service.slug}`;
  const large = await send(address, form(email("a".repeat(17_000))));
  expect(large.status).toBe(413);
  expect(large.body).toContain('role="alert"');
  const endless = await send(address, {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded", "Transfer-Encoding": "chunked" },
    body: "a".repeat(200_000),
  });
  expect(endless.status).toBe(413);
  const text = await send(address, { method: "POST", headers: { "Content-Type": "text/plain" }, body: "a=b" });
  expect(text.status).toBe(415);
  expect(text.body).toContain("<form");
  const noBoundary = await send(address, {
    method: "POST",
    headers: { "Content-Type": "multipart/form-data" },
    body: "a=b",
  });
  expect(noBoundary.status).toBe(415);
});

test("an unknown, archived or paused service takes no request and keeps what was typed", async ({ practice }) => {
  const archived = await practice.service();
  await archiveService(practice.connection, archived.slug);
  const paused = await practice.service({ waitlistOpen: false });
  const before = await countRows(practice);
  for (const [slug, status] of [
    ["no-such", 404],
    [archived.slug, 404],
    [paused.slug, 400],
    ["", 404],
  ] as const) {
    const answer = await send(`${practice.origin}/booking/no-slots/?service_slug=${slug}`, form(email(somebody())));
    expect(answer.status, slug).toBe(status);
    expect(answer.body).toContain('role="alert"');
  }
  expect(await countRows(practice)).toEqual(before);
});

const call = (practice: Practice, sending: ReturnType<typeof json>) =>
  send(`${practice.origin}/api/public/waitlist`, sending);
const request = (slug: string, overrides: Record<string, unknown> = {}) => ({
  service_slug: slug,
  preferred_contact_method: "email",
  contact_value: somebody(),
  preferred_time_window: "any",
  consent_personal_data: true,
  consent_communications: true,
  ...overrides,
});

test("the API answers a new request and a repeat with the same bytes", async ({ practice }) => {
  const service = await practice.service();
  const body = request(service.slug);
  const [first, second] = [await call(practice, json(body)), await call(practice, json(body))];
  expect(first.status).toBe(202);
  expect({ ...second.headers, date: "" }).toEqual({ ...first.headers, date: "" });
  expect(second.body).toBe(first.body);
  expect(await requestsOf(practice, service.id)).toMatchObject([{ source: "api" }]);
});

const REFUSED: { name: string; overrides: Record<string, unknown>; pointer: string }[] = [
  { name: "consent as text", overrides: { consent_communications: "true" }, pointer: "/consent_communications" },
  { name: "consent 1", overrides: { consent_personal_data: 1 }, pointer: "/consent_personal_data" },
  { name: "consent false", overrides: { consent_personal_data: false }, pointer: "/consent_personal_data" },
  { name: "a contact that is a number", overrides: { contact_value: 5 }, pointer: "/contact_value" },
  { name: "a NUL byte", overrides: { contact_value: "a\u0000@example.org" }, pointer: "/contact_value" },
  { name: "no method", overrides: { preferred_contact_method: undefined }, pointer: "/preferred_contact_method" },
  { name: "a service that is a list", overrides: { service_slug: ["primary"] }, pointer: "/service_slug" },
];
for (const { name, overrides, pointer } of REFUSED) {
  test(`the API with ${name}: 422 problem details that point to it`, async ({ practice }) => {
    const service = await practice.service();
    const before = await countRows(practice);
    const answer = await call(practice, json(request(service.slug, overrides)));
    expect(answer.status).toBe(422);
    expect(answer.headers["content-type"]).toBe("application/problem+json");
    const problem = JSON.parse(answer.body);
    expect(problem.status).toBe(422);
    expect(problem.errors.map((error: { pointer: string }) => error.pointer)).toEqual([pointer]);
    expect(await countRows(practice)).toEqual(before);
  });
}

test("the API rejects broken JSON and UTF-8, wrong types, large bodies, wrong services", async ({ practice }) => {
  const raw = (body: string | Buffer, type = "application/json") =>
    call(practice, { ...json(null), headers: { "Content-Type": type }, body });
  const problem = async (answer: Promise<{ status: number; headers: Record<string, unknown> }>) => {
    const { status, headers } = await answer;
    expect(headers["content-type"]).toBe("application/problem+json");
    return status;
  };
  expect(await problem(raw("{"))).toBe(400);
  expect(await problem(raw(Buffer.from([0x22, 0xff, 0x22])))).toBe(400);
  expect(await problem(raw("null"))).toBe(422);
  expect(await problem(raw("a=b", "application/x-www-form-urlencoded"))).toBe(415);
  expect(await problem(raw(JSON.stringify("a".repeat(17_000))))).toBe(413);
  expect(await problem(call(practice, json(request("no-such"))))).toBe(404);
  expect(await problem(send(`${practice.origin}/api/public/waitlist`))).toBe(405);
  expect(await problem(send(`${practice.origin}/api/public/booking/no-slots`))).toBe(400);
  expect(await problem(send(`${practice.origin}/api/public/booking/no-slots?service_slug=no-such`))).toBe(404);
});

test("strange addresses are 4xx pages, never 500", async ({ practice }) => {
  for (const path of [
    "/no-such/",
    "/booking/%ff",
    "/waitlist/%00/",
    "/legal/../../etc/passwd",
    "/legal/no-such/",
    "/%",
    "/booking/no-slots/?service_slug=%00",
    "/booking/no-slots/?service_slug=a&service_slug=b",
    "/health/no-such",
  ]) {
    const answer = await send(practice.origin + path);
    expect(answer.status, path).toBeGreaterThanOrEqual(400);
    expect(answer.status, path).toBeLessThan(500);
    if (!path.startsWith("/health")) expect(answer.body, path).toContain("<h1");
  }
  for (const method of ["TRACE", "PUT", "DELETE", "OPTIONS", "PROPFIND"]) {
    const answer = await send(`${practice.origin}/booking/no-slots/`, { method });
    expect(answer.status, method).toBeGreaterThanOrEqual(400);
    expect(answer.status, method).toBeLessThan(500);
  }
  const posted = await send(`${practice.origin}/booking/`, form({ a: "b" }));
  expect(posted.status).toBe(405);
});
