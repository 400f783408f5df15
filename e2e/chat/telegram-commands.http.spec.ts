import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { SECRET } from "../support/chat/chat.ts";
import { TelegramStub } from "../support/chat/telegram-stub.ts";
import { expect, test } from "../support/practice.ts";
import { freePort } from "../support/servers/free-port.ts";
import { AppProcess } from "../support/servers/process.ts";

async function withProcess(
  entry: string,
  env: Record<string, string>,
  work: (app: AppProcess, bot: TelegramStub) => Promise<void>,
) {
  const folder = await mkdtemp(path.join(tmpdir(), "no-slots-telegram-"));
  const bot = await TelegramStub.start();
  const telegram = {
    TELEGRAM_BOT_USERNAME: "balance_bot",
    TELEGRAM_BOT_TOKEN: "1:token",
    TELEGRAM_WEBHOOK_SECRET: SECRET,
    TELEGRAM_API_ROOT: bot.url,
  };
  bot.offer({
    update_id: 1,
    message: {
      message_id: 1,
      date: 0,
      chat: { id: 4242, type: "private" },
      from: { id: 4242, is_bot: false, first_name: "" },
      text: "/start",
    },
  });
  const app = new AppProcess({ ...telegram, ...env }, folder, entry);
  try {
    await work(app, bot);
  } finally {
    await app.kill("SIGKILL");
    await bot.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
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

test("telegram:connect registers address and secret with Telegram, prints the answer", async () => {
  await withProcess("telegram-connect", practice, async (app, bot) => {
    expect(await app.exited).toBe(0);
    expect(bot.calls.map(({ method }) => method)).toEqual(["getMe", "setWebhook", "setMyCommands", "getWebhookInfo"]);
    expect(bot.calls[1]?.body).toEqual({
      url: "https://practice.example/api/telegram/webhook",
      secret_token: SECRET,
      allowed_updates: ["message", "callback_query", "my_chat_member"],
    });
    const { commands } = bot.calls[2]?.body ?? {};
    expect(commands).toContainEqual({ command: "leave", description: "Выйти из листа ожидания" });
    const said = await app.log();
    expect(said).toContain("Bot: @balance_bot");
    expect(said).toContain("Webhook: https://practice.example/api/telegram/webhook, waiting updates: 0");
    expect(said).not.toContain(SECRET);
  });
});

test("telegram:connect names what is missing, and calls nobody", async () => {
  for (const [env, missing] of [
    [{ ...practice, TELEGRAM_BOT_TOKEN: "" }, "Set TELEGRAM_BOT_TOKEN"],
    [{}, "set PUBLIC_ORIGIN"],
    [{ ...practice, TELEGRAM_WEBHOOK_SECRET: "" }, "needs TELEGRAM_WEBHOOK_SECRET"],
  ] as const) {
    await withProcess("telegram-connect", env, async (app, bot) => {
      expect(await app.exited).toBe(1);
      expect(await app.log()).toContain(missing);
      expect(bot.calls).toEqual([]);
    });
  }
});

test("telegram:poll serves the app and polls updates: the bot needs no public address", async () => {
  await withProcess("telegram-poll", { PORT: String(await freePort()) }, async (app, bot) => {
    await expect.poll(() => bot.to(4242).at(-1)?.text, { timeout: 120_000 }).toContain("Какая услуга");
    expect(bot.calls.map(({ method }) => method)).toContain("deleteWebhook");
    expect(await app.kill("SIGTERM")).toBe(0);
    expect(await app.log()).not.toContain("4242");
  });
});
