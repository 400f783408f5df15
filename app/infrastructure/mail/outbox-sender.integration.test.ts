import * as fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { failureOf, LINK, mail, mailWithFile } from "#app/testing/mail-fixtures.ts";
import { OutboxSender } from "./outbox-sender.ts";

// A full disk cannot be produced for real here: the write itself reports it, once.
vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof fs>();
  return { ...real, writeFile: vi.fn(real.writeFile) };
});

let root: string;
let dir: string;
beforeEach(async () => {
  root = await fs.mkdtemp(path.join(os.tmpdir(), "outbox-"));
  dir = path.join(root, "deep", "outbox");
});
afterEach(() => fs.rm(root, { recursive: true, force: true }));

const file = () => path.join(dir, `${mail.id}.json`);
const modeOf = async (name: string) => (await fs.stat(name)).mode & 0o777;

it("writes the whole mail, readable by its owner only", async () => {
  await new OutboxSender(dir).send(mail);
  const { unsubscribeUrl: _, ...content } = mail;
  expect(JSON.parse(await fs.readFile(file(), "utf8"))).toEqual({
    ...content,
    headers: {
      "Auto-Submitted": "auto-generated",
      "List-Unsubscribe": `<${LINK}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    },
  });
  expect(await modeOf(file())).toBe(0o600);
  expect(await modeOf(dir)).toBe(0o700);
  expect(await fs.readdir(path.join(dir, ".partial"))).toEqual([]);
});

it("writes a mail's files as they are", async () => {
  await new OutboxSender(dir).send(mailWithFile);
  expect(JSON.parse(await fs.readFile(file(), "utf8"))).toMatchObject({ files: mailWithFile.files });
});

it("leaves an existing mail unchanged", async () => {
  const sender = new OutboxSender(dir);
  await sender.send(mail);
  const before = await fs.readFile(file());
  await sender.send({ ...mail, text: "другой текст" });
  expect(await fs.readFile(file())).toEqual(before);
});

it("makes one complete file from parallel sends", async () => {
  await Promise.all(Array.from({ length: 20 }, () => new OutboxSender(dir).send(mail)));
  expect((await fs.readdir(dir)).sort()).toEqual([".partial", `${mail.id}.json`]);
  expect(JSON.parse(await fs.readFile(file(), "utf8"))).toMatchObject({ id: mail.id });
  expect(await fs.readdir(path.join(dir, ".partial"))).toEqual([]);
});

it("removes what a killed process left incomplete, and not a write in progress", async () => {
  const partial = path.join(dir, ".partial");
  await fs.mkdir(partial, { recursive: true });
  await fs.writeFile(path.join(partial, "old"), mail.to);
  await fs.writeFile(path.join(partial, "new"), mail.to);
  await fs.utimes(path.join(partial, "old"), 0, 0);
  await new OutboxSender(dir).send(mail);
  expect(await fs.readdir(partial)).toEqual(["new"]);
});

it("reports a full disk without a path, and leaves no file", async () => {
  vi.mocked(fs.writeFile).mockImplementationOnce(async (target) => {
    await fs.appendFile(String(target), '{"id":');
    throw Object.assign(new Error(`ENOSPC: no space left on device, write '${target}'`), { code: "ENOSPC" });
  });
  const sender = new OutboxSender(dir);
  const error = await failureOf(sender.send(mail));
  expect(error).toMatchObject({ kind: "retryable", code: "outbox-ENOSPC" });
  expect(error.stack).not.toContain(root);
  expect(await fs.readdir(path.join(dir, ".partial"))).toEqual([]);
  await sender.send(mail);
  expect(JSON.parse(await fs.readFile(file(), "utf8"))).toMatchObject({ id: mail.id });
});

it("reports a folder that cannot be created", async () => {
  await fs.writeFile(path.join(root, "deep"), "a file where a folder should be");
  const error = await failureOf(new OutboxSender(dir).send(mail));
  expect(error).toMatchObject({ kind: "retryable", code: "outbox-ENOTDIR" });
  expect(error.stack).not.toContain(root);
});

it("reports a folder in the place of the mail", async () => {
  await fs.mkdir(file(), { recursive: true });
  expect(await failureOf(new OutboxSender(dir).send(mail))).toMatchObject({ kind: "retryable", code: "outbox-EEXIST" });
});

it("destroys stored mails, and counts only existing ones", async () => {
  const sender = new OutboxSender(dir);
  await sender.send(mail);
  expect(await sender.destroy([mail.id, "01994d1e-7e6a-7c3b-9d55-0d2a1f6b8c12"])).toBe(1);
  expect(await sender.destroy([mail.id])).toBe(0);
  expect((await fs.readdir(dir)).filter((name) => name.endsWith(".json"))).toEqual([]);
  await fs.mkdir(file());
  const error = await failureOf(sender.destroy([mail.id]).then(() => undefined));
  expect(error.kind).toBe("retryable");
});

it("refuses an id that would leave the folder", async () => {
  const error = await failureOf(new OutboxSender(dir).send({ ...mail, id: "../../keys" }));
  expect(error).toMatchObject({ kind: "final", code: "outbox-bad-id" });
});
