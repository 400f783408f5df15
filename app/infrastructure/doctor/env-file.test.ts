import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseEnv } from "node:util";
import { expect, it } from "vitest";
import { envLine, writeEnvFile } from "./env-file.ts";

it.each([
  "k1:7u8oPvVcDuaXmZ0xIoVmOlrjXYT9ZlO2tdCVsSwwVrg=",
  "Баланс: запись (онлайн), Анна <mail@example.org>",
  '"Баланс, Анна" <mail@example.org>',
  "d'Artagnan # 1 <mail@example.org>",
  "'a' \"b\" <mail@example.org>",
  "postgres://u:p%40ss$word@/practice?host=/run/postgresql",
  "back\\slash",
])("Node reads a value back as it was written: %s", (value) => {
  expect(parseEnv(`A=1\n${envLine("NAME", value)}\nB=2\n`)).toEqual({ A: "1", NAME: value, B: "2" });
});

it("what the format cannot hold is refused", () => {
  for (const value of ["two\nlines", "'\"`"]) expect(() => envLine("NAME", value)).toThrow(RangeError);
});

it("the file is its owner's alone, and whole: a refused value leaves the old one", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "env-file-"));
  const file = path.join(folder, ".env");
  writeEnvFile(file, { PORT: "3000" });
  expect(() => writeEnvFile(file, { PORT: "4000", NAME: "two\nlines" })).toThrow(RangeError);
  expect(parseEnv(readFileSync(file, "utf8"))).toEqual({ PORT: "3000" });
  expect([readdirSync(folder), statSync(file).mode & 0o777]).toEqual([[".env"], 0o600]);
  rmSync(folder, { recursive: true });
});
