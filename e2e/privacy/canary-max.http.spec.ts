import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { readConfig } from "#app/infrastructure/config.ts";
import { openConnection } from "#app/infrastructure/database/database.ts";
import { MAX_TOKEN, MaxStub } from "#app/testing/max/stub.ts";
import { MAX_SECRET, MaxPerson } from "../support/chat/max-person.ts";
import { linkIn } from "../support/mail/outbox.ts";
import { marksIn, WORDS } from "../support/pages/marks.ts";
import { expect, test } from "../support/practice.ts";
import { chatTraces } from "../support/records/chat.ts";
import { dumpOf } from "../support/records/whole-tables.ts";
import { freePort } from "../support/servers/free-port.ts";
import { migratedEmbedded } from "../support/servers/prepared-databases.ts";
import { AppProcess } from "../support/servers/process.ts";

const NUMBER = 7_731_885_588;

test("a person of MAX is nowhere in the log, the tables and the files", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "no-slots-canary-max-"));
  const data = path.join(folder, "data");
  await migratedEmbedded(data);
  const port = await freePort();
  const bot = await MaxStub.start();
  bot.paced = false;
  const env = {
    ...{ DATA_DIR: data, PORT: String(port), MAX_BOT_USERNAME: "balance_bot" },
    ...{ MAX_BOT_TOKEN: MAX_TOKEN, MAX_WEBHOOK_SECRET: MAX_SECRET, MAX_API_ROOT: bot.url },
  };
  const app = new AppProcess(env, folder);
  try {
    await app.ready();
    const anna = new MaxPerson({ origin: `http://127.0.0.1:${port}` }, bot, NUMBER);
    await anna.says(WORDS);
    await anna.presses(WORDS);
    await anna.starts(WORDS);
    await expect.poll(() => anna.messages.length, { timeout: 60_000 }).toBe(3);
    await anna.chooses("Первичная консультация");
    await anna.joins();
    // Refusals that quote the person: the second one is logged, and its message is retried.
    const body = { code: "of.tomorrow", message: `user ${NUMBER}: ${WORDS}` };
    bot.next({ status: 400, body }, { status: 500, body });
    await anna.says("/status");
    await anna.says("/status");
    const { token } = linkIn((await anna.sees("Ваши заявки")).text);
    expect(await app.kill("SIGTERM")).toBe(0);

    const secrets = [String(NUMBER), WORDS, token];
    const log = await app.log();
    expect(log).toContain("job failed");
    expect(marksIn(log, secrets)).toEqual([]);
    const connection = await openConnection(readConfig({ DATA_DIR: data }).database);
    const [dump, traces] = [await dumpOf(connection), await chatTraces(connection)];
    await connection.close();
    expect(traces.chats).toBeGreaterThan(0);
    for (const [table, text] of dump) expect(marksIn(text, secrets), table).toEqual([]);
    for (const name of await readdir(data, { recursive: true })) {
      const bytes = await readFile(path.join(data, name)).catch(() => Buffer.alloc(0));
      expect(
        secrets.filter((mark) => bytes.includes(mark)),
        name,
      ).toEqual([]);
    }
    // The search finds what is there: the messages to the person themselves.
    expect(marksIn(JSON.stringify(bot.sent), secrets)).toEqual([String(NUMBER), token]);
  } finally {
    await app.kill("SIGKILL");
    await bot.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
