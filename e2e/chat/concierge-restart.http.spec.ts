import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { readConfig } from "#app/infrastructure/config.ts";
import { openConnection } from "#app/infrastructure/database/database.ts";
import { Person, SECRET } from "../support/chat/chat.ts";
import { TelegramStub } from "../support/chat/telegram-stub.ts";
import { expect, test } from "../support/practice.ts";
import { lostJobsComeBack } from "../support/records/jobs.ts";
import { freePort } from "../support/servers/free-port.ts";
import { migratedEmbedded } from "../support/servers/prepared-databases.ts";
import { AppProcess } from "../support/servers/process.ts";

test("an exchange continues after a kill, and repeated updates are not processed again", async () => {
  test.setTimeout(240_000);
  const folder = await mkdtemp(path.join(tmpdir(), "no-slots-restart-"));
  const bot = await TelegramStub.start();
  await migratedEmbedded(path.join(folder, "data"));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const env = {
    PORT: String(port),
    TELEGRAM_BOT_USERNAME: "balance_bot",
    TELEGRAM_BOT_TOKEN: "1:token",
    TELEGRAM_WEBHOOK_SECRET: SECRET,
    TELEGRAM_API_ROOT: bot.url,
  };
  const start = async () => {
    const app = new AppProcess(env, folder);
    await app.ready();
    return app;
  };
  let app = await start();
  try {
    const anna = new Person({ origin }, bot);
    expect((await anna.says("/start", 1)).status).toBe(200);
    await anna.sees("Какая услуга");
    await anna.chooses("Первичная консультация");
    const question = await anna.sees("Когда вам удобно");
    bot.standing = "hang";
    const calls = bot.calls.length;
    const weekend = question.buttons.find(({ text }) => text === "Выходные")?.data ?? "";
    expect((await anna.presses(weekend, 2)).status).toBe(200);
    await expect.poll(() => bot.calls.length, { timeout: 20_000 }).toBeGreaterThan(calls);
    await app.kill("SIGKILL");
    const connection = await openConnection(readConfig({ DATA_DIR: path.join(folder, "data") }).database);
    await lostJobsComeBack(connection);
    await connection.close();

    bot.standing = "accept";
    app = await start();
    for (const repeated of [1, 2]) {
      expect((await (repeated === 1 ? anna.says("/start", 1) : anna.presses(weekend, 2))).status).toBe(200);
    }
    await expect
      .poll(() => anna.messages.at(-1)?.text, { timeout: 120_000 })
      .toContain("обработку персональных данных");
    await anna.chooses("Даю это согласие");
    await anna.chooses("Даю это согласие");
    await anna.sees("Удобное время: Выходные");
    expect(anna.messages.filter(({ text }) => text.includes("обработку персональных данных"))).toHaveLength(1);
  } finally {
    await app.kill("SIGKILL");
    await bot.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
