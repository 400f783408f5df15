import { readFileSync } from "node:fs";
import ts from "typescript";
import { expect, it } from "vitest";

const written = (source: string, target: ts.ScriptTarget) =>
  ts.transpileModule(source, { compilerOptions: { target, module: ts.ModuleKind.ESNext } }).outputText;

it("the public pages' script needs no syntax that came after modules (Chromium 61)", () => {
  const source = readFileSync("public/enhance.js", "utf8");
  expect(written(source, ts.ScriptTarget.ES2017)).toBe(written(source, ts.ScriptTarget.ESNext));
  const later = "document.body?.focus();";
  expect(written(later, ts.ScriptTarget.ES2017)).not.toBe(written(later, ts.ScriptTarget.ESNext));
});
