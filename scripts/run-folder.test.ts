import { existsSync, mkdtempSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { runFolder } from "./run-folder.mjs";

it("a run's temporary folder is the system's own where memory has no room", () => {
  const { env, remove } = runFolder("/no/such/folder");
  expect(path.dirname(env.TMPDIR)).toBe(tmpdir());
  expect(env.TEST_RUN).toBe(env.TMPDIR);
  remove();
});

it("a run's temporary folder lets other users reach their own folders", () => {
  const { env, remove } = runFolder();
  expect(statSync(env.TMPDIR).mode & 0o777).toBe(0o711);
  remove();
});

it("a run's temporary folder is gone after the run, with all that it holds", () => {
  const { env, remove } = runFolder(mkdtempSync(path.join(tmpdir(), "memory-")));
  writeFileSync(path.join(env.TMPDIR, "kept"), "");
  expect(existsSync(env.TMPDIR)).toBe(true);
  remove();
  expect(existsSync(env.TMPDIR)).toBe(false);
});
