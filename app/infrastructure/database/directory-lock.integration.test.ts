import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync } from "node:fs";
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

/** Around the limits of macOS and Linux, and far beyond; Cyrillic letters have two bytes each. */
const NAMES = [
  ["a", 60],
  ["a", 70],
  ["a", 80],
  ["а", 60],
  ["a", 200],
] as const;

it.each(NAMES)("a directory with a long name can be held too: %s, %i times", async (letter, times) => {
  const directory = path.join(folder(), letter.repeat(times));
  const lock = await lockDirectory(directory);
  await expect(lockDirectory(directory)).rejects.toThrow(DirectoryInUseError);
  expect(existsSync(path.join(directory, "in-use.sock"))).toBe(true);
  await lock.release();
  await (await lockDirectory(directory)).release();
});

it("two directories whose names begin alike are held apart", async () => {
  const parent = path.join(folder(), "a".repeat(120));
  const locks = [await lockDirectory(path.join(parent, "one")), await lockDirectory(path.join(parent, "two"))];
  for (const lock of locks) await lock.release();
});

it("a killed process leaves no lock behind in a directory with a long name", async () => {
  const directory = path.join(folder(), "a".repeat(120));
  const module = path.join(import.meta.dirname, "directory-lock.ts");
  const holding = `import { lockDirectory } from ${JSON.stringify(module)};
    await lockDirectory(${JSON.stringify(directory)}); console.log("held"); setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", holding]);
  await once(holder.stdout, "data");
  await expect(lockDirectory(directory)).rejects.toThrow(DirectoryInUseError);
  holder.kill("SIGKILL");
  await once(holder, "exit");
  await (await lockDirectory(directory)).release();
});
