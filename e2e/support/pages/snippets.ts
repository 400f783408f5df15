import { readFileSync } from "node:fs";

/** A configuration block of docs/operations.md in a language, with the test's addresses in place of the examples. */
export function snippet(language: string, replacing: Record<string, string>): string {
  const docs = readFileSync("docs/operations.md", "utf8");
  const text = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "ms").exec(docs)?.[1];
  if (text === undefined) throw new Error(`docs/operations.md shows no ${language}`);
  return Object.entries(replacing).reduce((written, [example, own]) => {
    if (!written.includes(example)) throw new Error(`${language}: ${example} is not in it`);
    return written.replaceAll(example, own);
  }, text);
}
