import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { prepareFolder } from "./prepared-folder.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "prepared-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function database(name: string, files: Record<string, string>) {
  const at = path.join(folder, name);
  mkdirSync(at);
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(at, file), text);
  return at;
}

it("a first start copies the prepared database, also over a half-made one", () => {
  const prepared = database("prepared", { PG_VERSION: "18\n", rows: "" });
  const data = path.join(folder, "data");
  prepareFolder(data, prepared);
  expect(readdirSync(data)).toEqual(["PG_VERSION", "rows"]);
  const broken = database("broken", { half: "" });
  prepareFolder(broken, prepared);
  expect(readdirSync(broken)).toEqual(["PG_VERSION", "rows"]);
  expect(readdirSync(folder)).not.toContain("broken.partial");
});

it("a database that is there stays; one of another PostgreSQL is refused", () => {
  const prepared = database("prepared", { PG_VERSION: "18\n" });
  const same = database("same", { PG_VERSION: "18\n", rows: "mine" });
  prepareFolder(same, prepared);
  expect(readFileSync(path.join(same, "rows"), "utf8")).toBe("mine");
  const older = database("older", { PG_VERSION: "17\n", rows: "mine" });
  expect(() => prepareFolder(older, prepared)).toThrow("is of PostgreSQL 17, and this version of the app has 18");
  expect(readFileSync(path.join(older, "rows"), "utf8")).toBe("mine");
});

it("without a build nothing is prepared, and nothing checked", () => {
  const data = database("data", { rows: "mine" });
  prepareFolder(data, path.join(folder, "none"));
  expect(readdirSync(data)).toEqual(["rows"]);
});
