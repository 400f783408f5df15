import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { sourceHash } from "./source-hash.mjs";

it("the build is repeated when a source changes, is renamed or added, not for a test", () => {
  const root = mkdtempSync(path.join(tmpdir(), "sources-"));
  mkdirSync(path.join(root, "app"));
  const write = (name: string, content: string) => writeFileSync(path.join(root, name), content);
  write("app/page.tsx", "1");
  const first = sourceHash(root);
  write("app/page.test.tsx", "a test");
  write("README.md", "words");
  expect(sourceHash(root)).toBe(first);
  write("app/page.tsx", "2");
  const second = sourceHash(root);
  expect(second).not.toBe(first);
  write("app/other.tsx", "1");
  expect(sourceHash(root)).not.toBe(second);
});
