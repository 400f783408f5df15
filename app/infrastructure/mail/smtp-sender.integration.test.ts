import { createServer, type Server, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ADDRESS, closedPort, failureOf, LINK, listen, mail, mailWithFile } from "#app/testing/mail-fixtures.ts";
import { SmtpSender } from "./smtp-sender.ts";

const from = { name: "Эмоциональный баланс", address: "practice@practice.example" };
type Received = { from: string; to: string[]; source: string };
let received: Received[];
let undo: (() => Promise<unknown>)[];
beforeEach(() => {
  received = [];
  undo = [];
});
afterEach(async () => {
  for (const each of undo) await each();
});

/** A real SMTP server that stores accepted mails. Returns its URL. */
async function smtpServer(options: SMTPServerOptions = {}): Promise<string> {
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS", "AUTH"],
    disableReverseLookup: true,
    closeTimeout: 1,
    async onData(stream, session, done) {
      const { mailFrom, rcptTo } = session.envelope;
      const to = rcptTo.map(({ address }) => address);
      received.push({ from: mailFrom ? mailFrom.address : "", to, source: await text(stream) });
      done();
    },
    ...options,
  });
  const port = await listen(server.server);
  undo.push(() => new Promise((resolve) => server.close(() => resolve(null))));
  return `smtp://127.0.0.1:${port}`;
}

/** A server that sends one line per command, and then does `last` to the connection. Returns its URL. */
async function scriptedServer(lines: string[], last: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    const left = [...lines];
    const next = () => {
      const line = left.shift();
      if (line === undefined) last(socket);
      else socket.write(`${line}\r\n`);
    };
    socket.on("error", () => {}).on("data", next);
    next();
  });
  const port = await listen(server);
  undo.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return `smtp://127.0.0.1:${port}`;
}

/** A server's reply, which quotes the address. */
function reply(responseCode: number, words: string): Error {
  return Object.assign(new Error(`${words} <${ADDRESS}>`), { responseCode });
}

const header = (source: string, name: string) =>
  new RegExp(`^${name}:(.*(?:\r\n[ \t].*)*)`, "mi").exec(source)?.[1]?.replace(/\s+/g, " ").trim();

describe("a mail that is accepted", () => {
  it("is sent with a stable Message-ID, both parts and both unsubscribe headers", async () => {
    const sender = new SmtpSender({ url: await smtpServer(), from });
    await sender.send(mail);
    await sender.send(mail);
    expect(received).toHaveLength(2);
    for (const { source, ...envelope } of received) {
      expect(envelope).toEqual({ from: "practice@practice.example", to: [ADDRESS] });
      expect(header(source, "Message-ID")).toBe(`<${mail.id}@practice.example>`);
      expect(header(source, "List-Unsubscribe")).toBe(`<${LINK}>`);
      expect(header(source, "List-Unsubscribe-Post")).toBe("List-Unsubscribe=One-Click");
      expect(header(source, "To")).toBe(ADDRESS);
      expect(source).toMatch(/Content-Type: text\/plain; charset=utf-8/);
      expect(source).toMatch(/Content-Type: text\/html; charset=utf-8/);
    }
  });

  it("has its files as attachments", async () => {
    await new SmtpSender({ url: await smtpServer(), from }).send(mailWithFile);
    const [file] = mailWithFile.files ?? [];
    const { source = "" } = received[0] ?? {};
    expect(source).toMatch(/Content-Type: text\/calendar; charset=utf-8; name=meeting\.ics/);
    expect(source).toMatch(/Content-Disposition: attachment; filename=meeting\.ics/);
    const [, encoded = ""] = /filename=meeting\.ics\r\n\r\n([\w+/=\r\n]+?)\r\n--/.exec(source) ?? [];
    expect(Buffer.from(encoded, "base64").toString()).toBe(file?.content);
  });

  it("has no unsubscribe headers when it has no unsubscribe address", async () => {
    const { unsubscribeUrl: _, ...notice } = mail;
    await new SmtpSender({ url: await smtpServer(), from }).send(notice);
    expect(received[0]?.source).not.toMatch(/List-Unsubscribe/i);
  });

  it("asks no program to answer it, nor Exchange where it is the operator's", async () => {
    const sender = new SmtpSender({ url: await smtpServer(), from });
    await sender.send(mail);
    await sender.send({ ...mail, toOperator: true });
    const headers = received.map(({ source }) =>
      ["Auto-Submitted", "X-Auto-Response-Suppress"].map((name) => header(source, name)),
    );
    expect(headers).toEqual([
      ["auto-generated", undefined],
      ["auto-generated", "All"],
    ]);
  });

  it.each([
    ["Баланс: запись (онлайн); Анна, Москва", /^(?:=\?UTF-8\?[BQ]\?[^?]+\?= ?)+$/],
    ['Practice "Balance", Ltd. (online): desk; Moscow', /^"Practice \\"Balance\\", Ltd\. \(online\): desk; Moscow"$/],
  ])("is from one sender, whatever marks are in the name: %s", async (name, written) => {
    const sender = new SmtpSender({ url: await smtpServer(), from: { name, address: from.address } });
    await sender.send(mail);
    expect(received[0]?.from).toBe(from.address);
    const [, words, address] = /^(.*) <([^<>]*)>$/.exec(header(received[0]?.source ?? "", "From") ?? "") ?? [];
    expect(address).toBe(from.address);
    expect(words).toMatch(written);
  });

  it("has the ASCII form of the sender's domain in its Message-ID", async () => {
    const sender = new SmtpSender({ url: await smtpServer(), from: { name: "", address: "practice@пример.рф" } });
    await sender.send(mail);
    expect(header(received[0]?.source ?? "", "Message-ID")).toBe(`<${mail.id}@xn--e1afmkfd.xn--p1ai>`);
  });
});

describe("maps every answer of the server to our own error", () => {
  it.each<[string, SMTPServerOptions, { kind: string; code: string }]>([
    ["421 as greeting", { onConnect: (_, done) => done(reply(421, "busy")) }, { kind: "retryable", code: "smtp-421" }],
    ["554 as greeting", { onConnect: (_, done) => done(reply(554, "no")) }, { kind: "final", code: "smtp-554" }],
    [
      "451 to MAIL",
      { onMailFrom: (_, __, done) => done(reply(451, "later")) },
      { kind: "retryable", code: "smtp-451" },
    ],
    ["550 to MAIL", { onMailFrom: (_, __, done) => done(reply(550, "no")) }, { kind: "final", code: "smtp-550" }],
    ["450 to RCPT", atRcpt(450, "4.2.1 greylisted"), { kind: "retryable", code: "smtp-450" }],
    ["452 to RCPT", atRcpt(452, "4.2.2 full"), { kind: "retryable", code: "smtp-452" }],
    ["550 to RCPT", atRcpt(550, "no such user"), { kind: "recipient", code: "smtp-recipient" }],
    ["551 to RCPT", atRcpt(551, "not local"), { kind: "recipient", code: "smtp-recipient" }],
    ["553 to RCPT", atRcpt(553, "bad name"), { kind: "recipient", code: "smtp-recipient" }],
    ["550 5.1.1 to RCPT", atRcpt(550, "5.1.1 unknown"), { kind: "recipient", code: "smtp-recipient" }],
    ["554 5.1.1 to RCPT", atRcpt(554, "5.1.1 unknown"), { kind: "recipient", code: "smtp-recipient" }],
    ["550 5.2.1 to RCPT", atRcpt(550, "5.2.1 disabled"), { kind: "recipient", code: "smtp-recipient" }],
    ["550 5.7.1 to RCPT", atRcpt(550, "5.7.1 relaying denied"), { kind: "final", code: "smtp-550" }],
    ["553 5.1.8 to RCPT", atRcpt(553, "5.1.8 bad sender domain"), { kind: "final", code: "smtp-553" }],
    ["554 to RCPT", atRcpt(554, "refused"), { kind: "final", code: "smtp-554" }],
    [
      "450 to RCPT, for a mailbox's rate",
      atRcpt(450, "4.2.1 The user you are trying to contact is receiving mail too quickly"),
      { kind: "limited", code: "smtp-recipient-busy" },
    ],
    [
      "421 to MAIL, for a limit",
      { onMailFrom: (_, __, done) => done(reply(421, "4.7.0 hourly limit reached")) },
      { kind: "limited", code: "provider-quota" },
    ],
    [
      "452 to the message, for a limit",
      atData(452, "4.5.3 Daily message limit exceeded"),
      { kind: "limited", code: "provider-quota" },
    ],
    [
      "550 to the message, for a limit",
      atData(550, "5.4.5 Daily user sending limit exceeded"),
      { kind: "limited", code: "provider-quota" },
    ],
    ["451 to the message", atData(451, "later"), { kind: "retryable", code: "smtp-451" }],
    ["554 to the message", atData(554, "5.7.1 spam"), { kind: "final", code: "smtp-554" }],
    [
      "Yandex's unknown user to RCPT",
      atRcpt(550, "5.7.1 No such user!"),
      { kind: "recipient", code: "smtp-recipient" },
    ],
    [
      "Mail.ru's unknown mailbox to the message",
      atData(550, "Message was not accepted -- invalid mailbox. Local mailbox is unavailable: user not found"),
      { kind: "recipient", code: "smtp-recipient" },
    ],
    ["550 to the message, about spam", atData(550, "spam message rejected"), { kind: "final", code: "smtp-550" }],
    ["550 5.1.1 to the message", atData(550, "5.1.1 unknown"), { kind: "recipient", code: "smtp-recipient" }],
  ])("%s", async (_, options, expected) => {
    const sender = new SmtpSender({ url: await smtpServer(options), from });
    expect(await failureOf(sender.send(mail))).toMatchObject({ ...expected, retryAfter: undefined });
    expect(received).toEqual([]);
  });

  it("a refused password is permanent; neither it nor the server's words are logged", async () => {
    const url = await smtpServer({
      disabledCommands: ["STARTTLS"],
      allowInsecureAuth: true,
      onAuth: (_, __, done) => done(reply(535, "bad credentials of")),
    });
    const sender = new SmtpSender({ url: url.replace("//", "//user:parol-42@"), from });
    const error = await failureOf(sender.send(mail));
    expect(error).toMatchObject({ kind: "final", code: "smtp-535" });
    expect(error.stack).not.toContain("parol-42");
  });
});

it("with STARTTLS required, a server without it gets no mail and no password", async () => {
  const login = vi.fn();
  const options = { onAuth: login, disabledCommands: ["STARTTLS"], allowInsecureAuth: true };
  const url = (await smtpServer(options)).replace("//", "//user:parol-42@");
  const error = await failureOf(new SmtpSender({ url: `${url}?requireTLS=true`, from }).send(mail));
  expect(error).toMatchObject({ kind: "final", code: "smtp-500" });
  expect([received, login.mock.calls]).toEqual([[], []]);
});

describe("a connection error is retryable", () => {
  const greeted = ["220 hello", "250 hello"];

  it.each<[string, string[], (socket: Socket) => void]>([
    ["reset at once", [], (socket) => socket.resetAndDestroy()],
    ["reset after the greeting", ["220 hello"], (socket) => socket.resetAndDestroy()],
    ["reset amid the message", [...greeted, "250 ok", "250 ok", "354 go"], (socket) => socket.resetAndDestroy()],
    ["closed instead of an answer", greeted, (socket) => socket.end()],
    ["not SMTP at all", ["HTTP/1.1 400 Bad Request"], (socket) => socket.end()],
  ])("%s", async (_, lines, last) => {
    const sender = new SmtpSender({ url: await scriptedServer(lines, last), from });
    expect(await failureOf(sender.send(mail))).toMatchObject({ kind: "retryable", code: "smtp-connection" });
  });

  it("a server that is not there", async () => {
    const sender = new SmtpSender({ url: `smtp://127.0.0.1:${await closedPort(createServer())}`, from });
    expect(await failureOf(sender.send(mail))).toMatchObject({ kind: "retryable", code: "smtp-connection" });
  });

  it.each<[string, string[], { silenceMs?: number; deadlineMs?: number }]>([
    ["never greets", [], { silenceMs: 100 }],
    ["falls silent before its answer", greeted, { silenceMs: 100 }],
    ["stays below the silence and outlasts the deadline", ["220 hello", "250-a"], { deadlineMs: 100 }],
  ])("a server that %s is given up", async (_, lines, times) => {
    const sender = new SmtpSender({ url: await scriptedServer(lines, () => {}), from, ...times });
    expect(await failureOf(sender.send(mail))).toMatchObject({ kind: "retryable", code: "smtp-timeout" });
  });
});

it("closing aborts sends in progress and refuses later ones", async () => {
  let resolve = () => {};
  const connected = new Promise<void>((done) => {
    resolve = done;
  });
  const sender = new SmtpSender({ url: await scriptedServer(["220 hello"], () => resolve()), from });
  const failed = failureOf(sender.send(mail));
  await connected;
  sender.close();
  expect(await failed).toMatchObject({ kind: "retryable", code: "smtp-closed" });
  expect(await failureOf(sender.send(mail))).toMatchObject({ kind: "retryable", code: "smtp-closed" });
});

function atRcpt(code: number, words: string): SMTPServerOptions {
  return { onRcptTo: (_, __, done) => done(reply(code, words)) };
}

function atData(code: number, words: string): SMTPServerOptions {
  return { onData: (stream, _, done) => void stream.on("end", () => done(reply(code, words))).resume() };
}
