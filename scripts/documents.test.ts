import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import packageJson from "../package.json" with { type: "json" };

const FOLDERS = [".ci", "app", "bench", "bin", "deploy", "docs", "drizzle", "e2e", "findings", "public", "scripts"];
const files = [
  ...readdirSync(".", { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? entry.name : [])),
  ...FOLDERS.flatMap((top) =>
    readdirSync(top, { recursive: true, encoding: "utf8" }).map((file) => path.posix.join(top, file)),
  ),
].filter((file) => !file.includes("node_modules"));
const documents = files.filter((file) => /^(README|bench\/README|docs\/.*)\.md$|^\.env\.example$/.test(file));

const SOURCE = /\.(ts|tsx|mjs|js|css|sh|sql|md)$/;
const TEST_END = /^(\.integration)?\.(test|spec)\.tsx?$/;

/** Whether the document's word is a file or folder: from the root or `app/`, a test also without its ending, `*` for any name. */
function exists(word: string): boolean {
  const plain = word.replace(/\/$/, "");
  const pattern = plain.replace(/[.+$[\]()]/g, "\\$&").replaceAll("*", "[^/]*");
  const inFolders = new RegExp(`^(?:app/)?${pattern}(.*)$`);
  const alone = new RegExp(`(?:^|/)${pattern}$`);
  if (!plain.includes("/")) return files.some((file) => alone.test(file));
  return files.some((file) => {
    const end = inFolders.exec(file)?.[1];
    return end === "" || (end !== undefined && !SOURCE.test(plain) && TEST_END.test(end));
  });
}

/** Words in backticks that name a file, or begin with a folder of ours. Words with a placeholder such as `<room>` are left out. */
function namedFiles(text: string): string[] {
  const words = [...text.replace(/^```[\s\S]*?^```/gm, "").matchAll(/`([^`\s]+)`/g)].map(([, word = ""]) => word);
  const tops = [...FOLDERS, ...readdirSync("app")];
  return words.filter((word) => {
    if (!/^[\w./*$@-]+$/.test(word) || word.startsWith("/")) return false;
    return word.includes("/") ? tops.includes(word.split("/")[0] ?? "") : SOURCE.test(word);
  });
}

const missingFiles = (text: string) => namedFiles(text).filter((word) => !exists(word));
const missingScripts = (text: string) =>
  [...text.matchAll(/npm run (?:-\w+ )?([\w:]+)/g)].flatMap(([, script = ""]) =>
    Object.hasOwn(packageJson.scripts, script) ? [] : script,
  );
const missingLinks = (text: string, document: string) =>
  [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].flatMap(([, link = ""]) => {
    const target = path.posix.join(path.posix.dirname(document), link);
    return files.includes(target.replace(/\/$/, "")) || FOLDERS.includes(target) ? [] : link;
  });

it.each(documents)("%s names only files, links and commands that exist", (document) => {
  const text = readFileSync(document, "utf8");
  expect({
    files: missingFiles(text),
    scripts: missingScripts(text),
    links: missingLinks(text, document),
  }).toEqual({ files: [], scripts: [], links: [] });
});

it("every document is found, and a planted mistake of each kind", () => {
  for (const document of [
    "README.md",
    "bench/README.md",
    "docs/architecture.md",
    "docs/decisions/001-no-better-auth.md",
  ])
    expect(documents).toContain(document);
  const planted =
    "`app/none.ts` `none.ts` `domain/none/` `e2e/*-none.ts` [x](docs/none.md) `npm run none` `npm run -s nil`";
  expect(missingFiles(planted)).toEqual(["app/none.ts", "none.ts", "domain/none/", "e2e/*-none.ts"]);
  expect(missingScripts(planted)).toEqual(["none", "nil"]);
  expect(missingLinks(planted, "README.md")).toEqual(["docs/none.md"]);
  const right =
    "`app/addresses.ts` `addresses.ts` `domain/mail/mail.ts` `infrastructure/mail/*-sender.ts` `app/addresses` [x](keys.md)";
  expect(missingFiles(right)).toEqual([]);
  expect(missingLinks(right, "docs/architecture.md")).toEqual([]);
});

it("`.env.example` explains exactly the variables that the configuration reads", () => {
  const read = [...readFileSync("app/infrastructure/config.ts", "utf8").matchAll(/^ {2}([A-Z_]+):/gm)];
  const explained = [...readFileSync(".env.example", "utf8").matchAll(/^([A-Z_]+)=$/gm)];
  const names = (found: RegExpMatchArray[]) => found.map(([, name]) => name).sort();
  // Only the error for the variable's old name.
  expect(names(explained)).toEqual(names(read).filter((name) => name !== "LINK_KEY"));
});

it("the README stays within 120 lines", () => {
  expect(readFileSync("README.md", "utf8").split("\n").length - 1).toBeLessThanOrEqual(120);
});
