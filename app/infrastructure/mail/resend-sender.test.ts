import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ADDRESS, closedPort, failureOf, LINK, listen, mail, mailWithFile } from "#app/testing/mail-fixtures.ts";
import { ResendSender } from "./resend-sender.ts";

type Answer = (response: ServerResponse, request: IncomingMessage) => void;
type Seen = { method?: string; path?: string; headers: IncomingMessage["headers"]; body: unknown };

let answer: Answer;
let seen: Seen[];
let baseUrl: string;
const server = createServer(async (request, response) => {
  seen.push({
    method: request.method,
    path: request.url,
    headers: request.headers,
    body: JSON.parse(await text(request)),
  });
  answer(response, request);
});

beforeEach(async () => {
  seen = [];
  answer = json(200, { id: "49a3999c-0ce1-4ea6-ab68-afcd6dc2e794" });
  baseUrl = `http://127.0.0.1:${await listen(server)}`;
});

afterEach(async () => {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
});

function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return (response) =>
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

/** A refusal in Resend's words, which sometimes quote the address. */
function refusal(statusCode: number, name: string, headers: Record<string, string> = {}, message = "refused") {
  return json(statusCode, { statusCode, name, message: `${message} (${ADDRESS})` }, headers);
}

const from = { name: "Эмоциональный баланс", address: "practice@practice.example" };
const sender = (timeoutMs?: number, name = from.name) =>
  new ResendSender({
    apiKey: "re_test",
    baseUrl,
    from: { ...from, name },
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });

describe("a mail that is accepted", () => {
  it("is one POST with its id as idempotency key and both unsubscribe headers", async () => {
    await sender().send(mail);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ method: "POST", path: "/emails" });
    expect(seen[0]?.headers).toMatchObject({ "idempotency-key": mail.id, authorization: "Bearer re_test" });
    expect(seen[0]?.body).toEqual({
      from: "Эмоциональный баланс <practice@practice.example>",
      to: ADDRESS,
      subject: mail.subject,
      html: mail.html,
      text: mail.text,
      headers: {
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": `<${LINK}>`,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      },
      tags: [{ name: "mail_id", value: mail.id }],
    });
  });

  it("has its files in base64, the same on every attempt", async () => {
    await sender().send(mailWithFile);
    await sender().send(mailWithFile);
    const [file] = mailWithFile.files ?? [];
    const content = Buffer.from(file?.content ?? "").toString("base64");
    expect(seen[0]?.body).toHaveProperty("attachments", [
      { filename: file?.filename, content_type: file?.contentType, content },
    ]);
    expect(seen[1]?.body).toEqual(seen[0]?.body);
  });

  it("has no unsubscribe headers when it has no unsubscribe address", async () => {
    const { unsubscribeUrl: _, ...notice } = mail;
    await sender().send({ ...notice, toOperator: true });
    expect(seen[0]?.body).toHaveProperty("headers", {
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
    });
  });

  it("is from one sender, whatever marks are in the name", async () => {
    await sender(undefined, 'Баланс: запись (онлайн); "Анна", Москва').send(mail);
    expect(seen[0]?.body).toHaveProperty(
      "from",
      '"Баланс: запись (онлайн); \\"Анна\\", Москва" <practice@practice.example>',
    );
  });

  it("is the same request on every attempt, for any path in the base URL", async () => {
    await sender().send(mail);
    baseUrl += "/";
    await sender().send(mail);
    expect(seen[1]?.path).toBe("/emails");
    expect(seen[1]?.body).toEqual(seen[0]?.body);
  });
});

describe("maps every answer of Resend to our own error", () => {
  it.each<[string, Answer, { kind: string; code: string; retryAfter?: number }]>([
    [
      "429 rate limit",
      refusal(429, "rate_limit_exceeded", { "retry-after": "7" }),
      { kind: "retryable", code: "resend-rate-limit", retryAfter: 7 },
    ],
    [
      "429 rate limit without a term",
      refusal(429, "rate_limit_exceeded"),
      { kind: "retryable", code: "resend-rate-limit" },
    ],
    ["429 daily quota", refusal(429, "daily_quota_exceeded"), { kind: "limited", code: "provider-quota" }],
    [
      "429 monthly quota with a term",
      refusal(429, "monthly_quota_exceeded", { "retry-after": "7200" }),
      { kind: "limited", code: "provider-quota", retryAfter: 7200 },
    ],
    ["429 of another name", refusal(429, "slow_down"), { kind: "retryable", code: "resend-429" }],
    ["409 in flight", refusal(409, "concurrent_idempotent_requests"), { kind: "retryable", code: "resend-concurrent" }],
    ["409 changed body", refusal(409, "invalid_idempotent_request"), { kind: "final", code: "resend-changed-body" }],
    ["500", refusal(500, "internal_server_error"), { kind: "retryable", code: "resend-500" }],
    ["500 application_error", refusal(500, "application_error"), { kind: "retryable", code: "resend-500" }],
    ["502 with a page", (r) => r.writeHead(502).end("<h1>Bad gateway</h1>"), { kind: "retryable", code: "resend-502" }],
    [
      "422 about the recipient",
      refusal(422, "validation_error", {}, "Invalid `to` field."),
      { kind: "recipient", code: "resend-recipient" },
    ],
    [
      "422 about the sender",
      refusal(422, "validation_error", {}, "Invalid `from` field, see how to verify"),
      { kind: "final", code: "resend-422" },
    ],
    ["401", refusal(401, "missing_api_key"), { kind: "final", code: "resend-401" }],
    ["403", refusal(403, "validation_error"), { kind: "final", code: "resend-403" }],
    ["200 without an id", json(200, { ok: true }), { kind: "retryable", code: "resend-odd-answer" }],
    ["200 with a page", (r) => r.writeHead(200).end("<h1>Log in</h1>"), { kind: "retryable", code: "resend-network" }],
    ["503 with null", json(503, null), { kind: "retryable", code: "resend-odd-answer" }],
    ["an error of another form", json(400, { error: ADDRESS }), { kind: "retryable", code: "resend-odd-answer" }],
    [
      "a reset connection",
      (_, request) => request.socket.resetAndDestroy(),
      { kind: "retryable", code: "resend-network" },
    ],
  ])("%s", async (_, given, expected) => {
    answer = given;
    expect(await failureOf(sender().send(mail))).toMatchObject({ retryAfter: undefined, ...expected });
    expect(seen).toHaveLength(1);
  });

  it.each<[string, Answer]>([
    ["says nothing", () => {}],
    ["stops amid its answer", (response) => response.writeHead(200).write('{"id":')],
    ["stops amid a refusal", (response) => response.writeHead(500).write('{"name":')],
  ])("a server that %s is given up, to be asked again", async (_, given) => {
    answer = given;
    expect(await failureOf(sender(100).send(mail))).toMatchObject({ kind: "retryable", code: "resend-timeout" });
  });

  it("a server that is not there", async () => {
    baseUrl = `http://127.0.0.1:${await closedPort(createServer())}`;
    const gone = sender();
    expect(await failureOf(gone.send(mail))).toMatchObject({ kind: "retryable", code: "resend-network" });
  });
});
