import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { MAX_TOKEN, MaxStub } from "#app/testing/max/stub.ts";
import { MAX_SECRET, MaxPerson, nextMoment } from "../support/chat/max-person.ts";
import { atTheDesk } from "../support/desk/desk.ts";
import { form, plainSpaces, send } from "../support/http.ts";
import { everyPage } from "../support/pages/every-page.ts";
import { expect, Practice, test } from "../support/practice.ts";
import { storedMessages } from "../support/records/chat.ts";
import { callersOf } from "../support/records/people.ts";
import { certificates } from "../support/servers/certificates.ts";
import { SERVER, withDatabase } from "../support/servers/postgres.ts";
import { AppProcess } from "../support/servers/process.ts";
import { program } from "../support/servers/programs.ts";
import { TcpProxy } from "../support/servers/tcp-proxy.ts";

const bots = [{ messenger: "max", name: "balance_max_bot" } as const];
const maxAt = (apiRoot: string, ca: string | null = null) => ({
  token: MAX_TOKEN,
  webhookSecret: MAX_SECRET,
  apiRoot,
  ca,
});

test("with Telegram left out no page and no mail has a word of it", async () => {
  const bot = await MaxStub.start();
  const practice = await Practice.start({ messengers: ["max"], bots, max: maxAt(bot.url) });
  try {
    const pages = await everyPage(practice);
    expect(pages.length).toBeGreaterThan(70);
    const named = pages.filter(({ html }) => /telegram/i.test(html)).map(({ route, name }) => `${route} ${name}`);
    expect(named).toEqual([]);
    expect(pages.filter(({ html }) => html.includes("MAX")).length).toBeGreaterThan(0);
    const mails = await practice.mails();
    expect(mails.filter(({ html, text }) => /telegram/i.test(html + text))).toEqual([]);
    const service = await practice.service();
    const join = `${practice.origin}/booking/no-slots/?service_slug=${service.slug}`;
    const name = { preferred_contact_method: "telegram", contact_telegram: "@anna_k" };
    const refused = await send(join, form({ ...name, preferred_time_window: "any" }));
    expect([refused.status, /telegram/i.test(plainSpaces(refused.body))]).toEqual([400, false]);
    expect((await send(`${practice.origin}/booking/telegram/`)).status).toBe(404);
    const { cookie } = await atTheDesk(practice);
    const ask = form({ ...name, intent: "ask", service: service.id, hour: "list" });
    const headers = { ...ask.headers, Cookie: cookie, Origin: practice.origin };
    const caller = await send(`${practice.origin}/desk/callers/`, { ...ask, headers });
    // What was sent comes back to the page's script, and is shown nowhere.
    const shown = caller.body.replace(/<script[\s\S]*?<\/script>/g, "");
    expect([caller.status, /telegram/i.test(shown)]).toEqual([400, false]);
    expect(await callersOf(practice)).toEqual([]);
  } finally {
    await practice.stop();
    await bot.stop();
  }
});

test("an unknown authority of MAX is waited for, its own is trusted by MAX alone", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "no-slots-max-"));
  const files = certificates(program("openssl"), folder, "IP:127.0.0.1");
  const [key, cert, ca] = await Promise.all(
    [files.key, files.certificate, files.ca].map((file) => readFile(file, "utf8")),
  );
  const bot = await MaxStub.start({ key, cert });
  try {
    for (const known of [null, ca ?? ""]) {
      const practice = await Practice.start({ messengers: ["max"], bots, max: maxAt(bot.url, known) });
      const anna = new MaxPerson(practice, bot);
      await practice.service();
      expect((await anna.starts()).status).toBe(200);
      if (known) await anna.sees("Какая услуга");
      else {
        const waits = async () =>
          (await storedMessages(practice)).map(({ errorCode, failedAt }) => [errorCode, failedAt]);
        await expect.poll(waits).toEqual([["max-network", null]]);
        expect(anna.messages).toEqual([]);
      }
      await practice.stop();
    }
    expect(() => execFileSync("node", ["-e", `fetch("${bot.url}").catch(() => process.exit(3))`])).toThrow();
  } finally {
    await bot.stop();
    await rm(folder, { recursive: true, force: true });
  }
});

if (SERVER)
  test("an update that cannot be stored is refused, and its repeat acts once", async () => {
    const bot = await MaxStub.start();
    await withDatabase(async (direct) => {
      const url = new URL(direct);
      const proxy = await TcpProxy.to(new URL(direct));
      url.host = `127.0.0.1:${proxy.port}`;
      const database = { kind: "postgres", url: url.href } as const;
      const practice = await Practice.start({ database, messengers: ["max"], bots, max: maxAt(bot.url) });
      try {
        await practice.service();
        const anna = new MaxPerson(practice, bot);
        const at = nextMoment();
        const starts = async () => (await anna.starts(undefined, at)).status;
        proxy.cut();
        expect(await starts()).toBe(503);
        proxy.mend();
        await expect.poll(starts, { timeout: 60_000 }).toBe(200);
        expect(await starts()).toBe(200);
        await anna.sees("Какая услуга");
        await practice.jobsDone();
        expect(anna.messages).toHaveLength(1);
      } finally {
        await practice.stop();
        await proxy.close();
      }
    });
    await bot.stop();
  });

test("max:connect subscribes with address and secret, and prints no secret", async () => {
  const key = Buffer.alloc(32, 7).toString("base64");
  const practice = {
    PUBLIC_ORIGIN: "https://practice.example",
    CONTACT_KEYS: `k:${key}`,
    FINGERPRINT_KEYS: `f:${key}`,
    LINK_KEYS: `l:${key}`,
    SMTP_URL: "smtp://127.0.0.1:1",
    MAIL_FROM: "practice@example.org",
    OPERATOR_EMAIL: "operator@example.org",
    DATABASE_URL: "postgres://nobody@127.0.0.1:1/none",
  };
  const bot = await MaxStub.start();
  const folder = await mkdtemp(path.join(tmpdir(), "no-slots-max-"));
  const max = { MAX_BOT_USERNAME: "balance_bot", MAX_BOT_TOKEN: MAX_TOKEN, MAX_WEBHOOK_SECRET: MAX_SECRET };
  const connect = async (env: Record<string, string>) => {
    const app = new AppProcess({ ...max, MAX_API_ROOT: bot.url, ...env }, folder, "max-connect");
    return { code: await app.exited, said: await app.log() };
  };
  try {
    const { code, said } = await connect(practice);
    expect([code, said]).toEqual([0, expect.stringContaining("Bot: @balance_bot")]);
    const url = "https://practice.example/api/max/webhook";
    expect(said).toContain(`Webhook: ${url}`);
    expect(said).not.toMatch(new RegExp(`${MAX_SECRET}|${MAX_TOKEN}`));
    expect(bot.subscriptions).toMatchObject([{ url, secret: MAX_SECRET }]);
    for (const [env, missing] of [
      [{ ...practice, MAX_BOT_TOKEN: "" }, "Set MAX_BOT_TOKEN"],
      [{}, "set PUBLIC_ORIGIN"],
      [{ ...practice, MAX_BOT_TOKEN: "another-token-of-max" }, "max-401"],
    ] as const)
      expect(await connect(env)).toEqual({ code: 1, said: expect.stringContaining(missing) });
    expect(bot.subscriptions).toHaveLength(1);
  } finally {
    await bot.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
