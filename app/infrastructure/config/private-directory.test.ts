import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keepPrivate } from "./private-directory.ts";

let parent = "";
const umask = process.umask();
beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), "private-"));
});
afterEach(() => process.umask(umask));

const modeOf = (...names: string[]) => (lstatSync(path.join(parent, ...names)).mode & 0o777).toString(8);

/** A folder made under a careless umask or by an older version. */
function openFolder(...files: string[]) {
  const data = path.join(parent, "data");
  for (const file of files) {
    mkdirSync(path.dirname(path.join(data, file)), { recursive: true });
    writeFileSync(path.join(data, file), "");
  }
  for (const name of ["", ...readdirSync(data, { recursive: true, encoding: "utf8" })]) {
    const at = path.join(data, name);
    chmodSync(at, lstatSync(at).isDirectory() ? 0o777 : 0o666);
  }
  return data;
}

describe.skipIf(process.platform === "win32")("a data folder", () => {
  it("that is created belongs to its owner alone, and so do files created in it later", () => {
    expect(keepPrivate(path.join(parent, "a", "b"))).toBeNull();
    writeFileSync(path.join(parent, "a", "b", "later"), "");
    mkdirSync(path.join(parent, "a", "b", "folder"));
    expect([modeOf("a", "b"), modeOf("a", "b", "later"), modeOf("a", "b", "folder")]).toEqual(["700", "600", "700"]);
  });

  it("readable by others is closed with our files in it; links are not followed", () => {
    const elsewhere = path.join(parent, "elsewhere");
    writeFileSync(elsewhere, "", { mode: 0o644 });
    chmodSync(elsewhere, 0o644);
    const data = openFolder("keys.json", "outbox/.partial/one", "pglite/base/1/1259");
    symlinkSync(elsewhere, path.join(data, "pglite", "link"));
    expect(keepPrivate(data)).toBeNull();
    const folders = [[], ["outbox"], ["outbox", ".partial"], ["pglite", "base", "1"]];
    expect(folders.map((names) => modeOf("data", ...names))).toEqual(["700", "700", "700", "700"]);
    const files = [["keys.json"], ["outbox", ".partial", "one"], ["pglite", "base", "1", "1259"]];
    expect(files.map((names) => modeOf("data", ...names))).toEqual(["600", "600", "600"]);
    expect(modeOf("elsewhere")).toBe("644");
  });

  it("that also belongs to another user is refused and left unchanged", () => {
    const data = openFolder("keys.json", "photos/1.jpg");
    expect(keepPrivate(data)).toMatch(/holds files that are not the app's/);
    expect([modeOf("data"), modeOf("data", "keys.json"), modeOf("data", "photos")]).toEqual(["777", "666", "777"]);
  });

  it("on a new disk is closed", () => {
    const data = openFolder("lost+found/none");
    expect(keepPrivate(data)).toBeNull();
    expect(modeOf("data")).toBe("700");
  });

  // Only root may become another user for a moment.
  it.runIf(process.getuid?.() === 0)("of another user is refused in words", () => {
    chmodSync(parent, 0o755);
    const data = openFolder("keys.json");
    const nobody = 65534;
    process.seteuid?.(nobody);
    try {
      expect(keepPrivate(data)).toMatch(/EPERM.*a folder of the user that the app runs as/);
    } finally {
      process.seteuid?.(0);
    }
    expect(modeOf("data")).toBe("777");
  });

  it("that is a file is refused in words", () => {
    writeFileSync(path.join(parent, "data"), "");
    expect(keepPrivate(path.join(parent, "data"))).toMatch(/EEXIST.*has to be a folder/);
  });
});
