import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { readConfig } from "#app/infrastructure/config.ts";
import { openConnection } from "#app/infrastructure/database/database.ts";
import { MAX_TOKEN, MaxStub } from "#app/testing/max/stub.ts";
import { SECRET } from "../support/chat/chat.ts";
import { MAX_SECRET } from "../support/chat/max-person.ts";
import { TelegramStub } from "../support/chat/telegram-stub.ts";
import { WORLDS } from "../support/chat/worlds.ts";
import { expect, test } from "../support/practice.ts";
import { lostJobsComeBack } from "../support/records/jobs.ts";
import { freePort } from "../support/servers/free-port.ts";
import { migratedEmbedded } from "../support/servers/prepared-databases.ts";
import { AppProcess } from "../support/servers/process.ts";

test("exchanges in both messengers continue after a kill, and repeats do nothing", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "no-slots-restart-"));
  const stubs = { bot: await TelegramStub.start(), maxBot: await MaxStub.start() };
  stubs.maxBot.paced = false;
  await migratedEmbedded(path.join(folder, "data"));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const env = {
    PORT: String(port),
    TELEGRAM_BOT_USERNAME: "balance_bot",
    TELEGRAM_BOT_TOKEN: "1:token",
    TELEGRAM_WEBHOOK_SECRET: SECRET,
    TELEGRAM_API_ROOT: stubs.bot.url,
    MAX_BOT_USERNAME: "balance_bot",
    MAX_BOT_TOKEN: MAX_TOKEN,
    MAX_WEBHOOK_SECRET: MAX_SECRET,
    MAX_API_ROOT: stubs.maxBot.url,
  };
  const start = async () => {
    const app = new AppProcess(env, folder);
    await app.ready();
    return app;
  };
  let app = await start();
  try {
    const begun = [];
    for (const world of WORLDS) {
      const anna = world.someone({ origin }, stubs);
      const started = world.mark();
      expect((await anna.starts(undefined, started)).status).toBe(200);
      await anna.sees("Какая услуга");
      await anna.chooses("Первичная консультация");
      const question = await anna.sees("Когда вам удобно");
      const weekend = question.buttons.find(({ text }) => text === "Выходные")?.data ?? "";
      begun.push({ world, anna, started, weekend, pressed: world.mark() });
    }
    stubs.bot.standing = "hang";
    stubs.maxBot.standing = "hang";
    for (const { world, anna, weekend, pressed } of begun) {
      const tried = world.tried(stubs);
      expect((await anna.presses(weekend, pressed)).status).toBe(200);
      await expect.poll(() => world.tried(stubs)).toBeGreaterThan(tried);
    }
    await app.kill("SIGKILL");
    const connection = await openConnection(readConfig({ DATA_DIR: path.join(folder, "data") }).database);
    await lostJobsComeBack(connection);
    await connection.close();

    stubs.bot.standing = "accept";
    stubs.maxBot.standing = "accept";
    app = await start();
    for (const { anna, started, weekend, pressed } of begun) {
      expect((await anna.starts(undefined, started)).status).toBe(200);
      expect((await anna.presses(weekend, pressed)).status).toBe(200);
      await expect
        .poll(() => anna.messages.at(-1)?.text, { timeout: 120_000 })
        .toContain("обработку персональных данных");
      await anna.chooses("Даю это согласие");
      await anna.chooses("Даю это согласие");
      await anna.sees("Удобное время: Выходные");
      expect(anna.messages.filter(({ text }) => text.includes("обработку персональных данных"))).toHaveLength(1);
    }
  } finally {
    await app.kill("SIGKILL");
    await Promise.all([stubs.bot.stop(), stubs.maxBot.stop()]);
    await rm(folder, { recursive: true, force: true });
  }
});
