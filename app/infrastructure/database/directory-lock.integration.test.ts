import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { DirectoryInUseError, lockDirectory } from "./directory-lock.ts";

const folder = () => path.join(mkdtempSync(path.join(tmpdir(), "lock-")), "data");

it("one holder at a time, and the next one after it let go", async () => {
  const directory = folder();
  const first = await lockDirectory(directory);
  await expect(lockDirectory(directory)).rejects.toThrow(DirectoryInUseError);
  await first.release();
  await (await lockDirectory(directory)).release();
});

it("a killed process leaves no lock behind", async () => {
  const directory = folder();
  const holder = spawn(process.execPath, [
    "-e",
    `require("fs").mkdirSync(${JSON.stringify(directory)}); require("net").createServer().listen(${JSON.stringify(path.join(directory, "in-use.sock"))}, () => console.log("held"))`,
  ]);
  await once(holder.stdout, "data");
  await expect(lockDirectory(directory)).rejects.toThrow(DirectoryInUseError);
  holder.kill("SIGKILL");
  await once(holder, "exit");
  await (await lockDirectory(directory)).release();
});

it("a directory with a long name can be held too", async () => {
  const directory = path.join(folder(), "a".repeat(60), "b".repeat(60));
  const lock = await lockDirectory(directory);
  await expect(lockDirectory(directory)).rejects.toThrow(DirectoryInUseError);
  await lock.release();
});
