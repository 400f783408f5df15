import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BotError } from "#app/application/ports/chat.ts";
import { compressed, keepBackup, readBackup } from "#app/infrastructure/backup/backup-file.ts";
import { erasureFiles } from "#app/infrastructure/backup/erasure-list.ts";
import { writeBackup } from "#app/infrastructure/backup/write-backup.ts";
import { overPglite } from "#app/infrastructure/database/embedded-database.ts";
import { checkKeyCanaries } from "#app/infrastructure/keys/key-canaries.ts";
import { DATABASES } from "#app/testing/databases.ts";
import { addService } from "#app/testing/practice.ts";
import { attempt, email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { restorePractice } from "./backup.server.ts";

describe.each(DATABASES)("a backup of $name, restored after an erasure", ({ open }) => {
  let list: TestWaitlist;
  let slug = "";
  beforeAll(async () => {
    list = await waitlistOver(await open());
    await checkKeyCanaries(list.db, list.cipher, list.links);
    slug = (await addService(list.connection)).slug;
  });
  afterAll(() => list.close());

  let updates = 1;
  async function tells(number: string, erases = false) {
    const event = erases
      ? ({ kind: "press", press: { to: "erase" }, callbackId: "1" } as const)
      : ({ kind: "text" } as const);
    const contact = { method: "telegram", value: number } as const;
    await list.receiveUpdate.execute({ updateId: updates++, contact, name: null, event });
    const found = await list.database.transaction(({ chats }) => chats.findOpen(contact));
    if (!found) throw new Error("no open chat");
    await list.answerChat.execute({ chatId: found.chatId }, attempt());
    return found.chatId;
  }
  let ran = 0;
  async function runErasures() {
    for (const { requestId } of (await list.queued("destroy-mails")).slice(ran)) {
      await list.destroyMails.execute({ requestId: String(requestId), reason: "requested" });
      ran += 1;
    }
  }

  it("brings back neither the person nor the chat, and keeps who wrote again before", async () => {
    const stays = await list.join(slug, email("stays@example.org"));
    const leaves = await list.join(slug, email("leaves@example.org"));
    const [left, staying] = [await tells("7001"), await tells("7002")];
    // The farewell is not sent yet when the person writes again: their chat stays.
    list.bot.failures.push(new BotError("messenger-502", "retryable"));
    await expect(tells("7003", true)).rejects.toThrow(BotError);
    await runErasures();
    const returned = await tells("7003");
    list.laterByMinutes(60);

    const file = path.join(list.dir, "backup.gz");
    const { stream, done } = compressed((write) => writeBackup(list.db, { now: list.clock(), write }));
    await Promise.all([keepBackup(stream, file), done]);
    list.laterByMinutes(60);
    await list.eraseRequest.execute({
      token: leaves.token,
      visit: { pagePath: "/", referrerHost: null, utm: {} },
    });
    await tells("7001", true);
    await runErasures();

    const connection = await overPglite(await PGlite.create());
    const restored = await restorePractice(
      { config: { keys: list.keys, logLevel: "silent" }, connection, clock: list.clock },
      {
        lines: readBackup(file),
        erasureFiles: erasureFiles(path.join(list.dir, "elsewhere"), { backupDir: null, dataDir: list.dir }),
        progress: () => undefined,
      },
    );
    expect(restored.erased).toBe(1);
    const { rows: chats } = await connection.run("select id from chats order by id");
    expect(chats).toEqual([staying, returned].sort().map((id) => ({ id })));
    expect(chats).not.toContainEqual({ id: left });
    const { rows: requests } = await connection.run(
      "select id, encrypted_contact_value is null as gone from waitlist_requests",
    );
    expect(requests).toHaveLength(2);
    expect(requests).toEqual(
      expect.arrayContaining([
        { id: stays.id, gone: false },
        { id: leaves.id, gone: true },
      ]),
    );
    await connection.close();
  });
});

it("a list is written beside the backups, or else beside the data, and read in both", async () => {
  const folders = { backupDir: "/backups", dataDir: "/data" };
  expect(erasureFiles("/copied", folders)).toEqual(
    ["/copied", "/backups", "/data"].map((folder) => path.join(folder, "erasures.jsonl")),
  );
  expect(erasureFiles("/data", { ...folders, backupDir: null })).toEqual([path.join("/data", "erasures.jsonl")]);
});
