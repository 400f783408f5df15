import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import {
  circlesOf,
  imports,
  isLayer,
  layerOf,
  MAY_IMPORT,
  outwardsOf,
  sources,
  targetsIn,
} from "#app/testing/layers.ts";
import { testTitlesIn } from "#app/testing/test-titles.ts";

/** Small pure libraries made for the subject. */
const DOMAIN_PACKAGES = ["libphonenumber-js/max", "date-fns", "@date-fns/tz"];
const MAX_FILES_IN_A_FOLDER = 16;
const MAX_TITLE = 80;
/** The listing of the routes is the site map, and the copy is one list of texts. */
const LONG_LISTINGS = ["app/routes", "app/copy"];

/** The SQL statements that a file has as texts: a test names its question, and a helper of e2e/support asks it. */
const SQL = /^\s*(select|insert into|update \S+ set|delete from|truncate|(alter|create|drop) (table|database))\s/i;
function statementsIn(text: string): string[] {
  const texts = text.match(/"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g) ?? [];
  return texts.map((each) => each.slice(1, -1)).filter((each) => SQL.test(each));
}

const longTitlesOf = (file: string, text: string) =>
  testTitlesIn(text)
    .filter((title) => title.length > MAX_TITLE)
    .map((title) => `${file}: ${title}`);

describe("imports point inwards", () => {
  it.each(Object.keys(MAY_IMPORT).filter(isLayer))("%s", (layer) => {
    expect(sources.some((file) => layerOf(file) === layer)).toBe(true);
    expect(outwardsOf(layer, imports)).toEqual([]);
  });

  it("no import runs in a circle", () => {
    expect(circlesOf(imports)).toEqual([]);
  });

  it.each(
    Object.keys(MAY_IMPORT)
      .filter(isLayer)
      .filter((layer) => !["composition", "context", "root", "bin", "testing"].includes(layer)),
  )("%s may not import the composition", (layer) => {
    const planted = `app/${layer}/planted.ts`;
    const targets = ["app/composition.server.ts"];
    expect(outwardsOf(layer, new Map([[planted, targets]]))).toEqual([`${planted} -> app/composition.server.ts`]);
  });

  it("a planted import is read in every form, and a planted circle is found", () => {
    const text = [
      'import { app } from "#app/composition.server.ts";',
      'export { app } from "./app.ts";',
      'const late = import("../late.ts");',
      'import "./effect.ts";',
      'import styles from "./page.css?url";',
      'import { z } from "zod";',
    ].join("\n");
    expect(targetsIn(text, "app/ui/page.tsx")).toEqual([
      "app/composition.server.ts",
      "app/ui/app.ts",
      "app/late.ts",
      "app/ui/effect.ts",
      "app/ui/page.css",
      "package:zod",
    ]);
    const planted = new Map([
      ["app/ui/a.ts", ["app/ui/b.ts"]],
      ["app/ui/b.ts", ["app/ui/a.ts"]],
    ]);
    expect(circlesOf(planted)[0]).toBe("app/ui/a.ts -> app/ui/b.ts -> app/ui/a.ts");
  });

  it("the domain knows no library but those of its subject", () => {
    const packages = sources
      .filter((file) => layerOf(file) === "domain")
      .flatMap((file) => imports.get(file) ?? [])
      .filter((target) => target.startsWith("package:"))
      .map((target) => target.slice("package:".length));
    expect([...new Set(packages)].filter((name) => !DOMAIN_PACKAGES.includes(name))).toEqual([]);
  });

  it("only the configuration reads the environment", () => {
    const readers = sources.filter(
      (file) => file.startsWith("app/") && readFileSync(file, "utf8").includes("process.env"),
    );
    expect(readers).toEqual(["app/infrastructure/config.ts"]);
  });

  it("only the queue and the doctor ask the database for the time", () => {
    const asksDatabase = /(?<![.#])\b(now|clock_timestamp|statement_timestamp)\(\)|\bcurrent_(timestamp|date)\b/i;
    const readers = sources.filter(
      (file) => file.startsWith("app/infrastructure/") && asksDatabase.test(readFileSync(file, "utf8")),
    );
    // The queue writes its timestamps by the database's clock. The logger's `now` is a parameter.
    expect(readers.sort()).toEqual([
      "app/infrastructure/doctor/check-clock.ts",
      "app/infrastructure/jobs/job-health.ts",
      "app/infrastructure/logger.ts",
    ]);
  });
});

it("every public form is read where another site's is refused", () => {
  const routes = sources.filter((file) => /^app\/routes\/(?!api\.|desk\.)/.test(file));
  const unguarded = routes.filter((file) => {
    const source = readFileSync(file, "utf8");
    return /export (async )?function action\b/.test(source) && !/\breadForm\(|deskDoor/.test(source);
  });
  // It reads no form: a holder of the link gets what the link opens.
  expect(unguarded).toEqual(["app/routes/waitlist.$token_.data.ts"]);
});

it("only a room's wiring builds its use cases, and tests of the application", () => {
  const all = ["app", "bin", "bench"].flatMap((top) =>
    readdirSync(top, { recursive: true, encoding: "utf8" }).map((file) => path.posix.join(top, file)),
  );
  const builders = all
    .filter((file) => /\.tsx?$/.test(file) && !/^app\/(wiring\/|application\/.*\.test\.ts$)/.test(file))
    .filter((file) => /new \w+UseCase\(/.test(readFileSync(file, "utf8")));
  // The test measures one search alone, at a million requests.
  expect(builders).toEqual(["app/infrastructure/people/desk-million.integration.test.ts"]);
});

describe("a reader finds their way", () => {
  it("no folder holds more than sixteen source files", () => {
    const others = ["bench", "e2e", "scripts"].flatMap((top) =>
      readdirSync(top, { recursive: true, encoding: "utf8" })
        .filter((file) => /\.(ts|mjs)$/.test(file) && !file.includes("node_modules") && !file.includes(".test."))
        .map((file) => path.posix.join(top, file)),
    );
    const all = [...sources, ...others];
    const folders = new Set(all.map((file) => path.posix.dirname(file)));
    const crowded = [...folders].filter(
      (folder) =>
        !LONG_LISTINGS.includes(folder) &&
        all.filter((file) => path.posix.dirname(file) === folder).length > MAX_FILES_IN_A_FOLDER,
    );
    expect(crowded).toEqual([]);
  });

  it("no test title exceeds 80 characters", () => {
    const long = ["app", "bench", "e2e", "scripts"].flatMap((top) =>
      readdirSync(top, { recursive: true, encoding: "utf8" })
        .filter((file) => /\.(test|spec)\.tsx?$/.test(file))
        .flatMap((file) => longTitlesOf(path.posix.join(top, file), readFileSync(path.join(top, file), "utf8"))),
    );
    expect(long).toEqual([]);
  });

  it("a planted long title is found in every form of test", () => {
    const title = "t".repeat(MAX_TITLE - 6);
    const forms = [
      `it("${title}-it-----", () => {});`,
      `test.describe('${title}-group--', () => {});`,
      `it.each([[1, "short"]])("${title}-each---", () => {});`,
      `(slow ? test : test.skip)(\n"${title}-choice-", () => {});`,
      `it.runIf(server)(\`${title}-row-----\`, () => {});`,
      `it("${title}-fits-", () => {});`,
      `practice.test("${title}-other--", () => {});`,
    ];
    expect(longTitlesOf("a.test.ts", forms.join("\n"))).toEqual(
      ["-it-----", "-group--", "-each---", "-choice-", "-row-----"].map((end) => `a.test.ts: ${title}${end}`),
    );
  });

  it("no browser test contains SQL or sends it", () => {
    const specs = readdirSync("e2e", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".spec.ts"));
    expect(specs.length).toBeGreaterThan(50);
    const found = specs.flatMap((file) => {
      const text = readFileSync(path.join("e2e", file), "utf8");
      return [...statementsIn(text), ...(text.match(/\.query\(|\bsql`/g) ?? [])].map((each) => `${file}: ${each}`);
    });
    expect(found).toEqual([]);
  });

  it("a planted statement is found in every form", () => {
    const statements = [
      "select 1 from leads",
      "insert into leads values ($1)",
      "UPDATE leads SET status = $1",
      "delete from leads",
      "alter table leads rename to people",
    ];
    const [one = "", ...others] = statements;
    const planted = [`practice.query(\n  "${one}",\n);`, ...others.map((each) => `sql\`\n  ${each}\n\`;`)];
    const allowed = ['await page.getByLabel("To select").click();', "// A comment on `select`."];
    expect(statementsIn([...allowed, ...planted].join("\n")).map((each) => each.trim())).toEqual(statements);
  });

  it("an exported name means one thing", () => {
    // What a route exports has the names that React Router asks for.
    const named = sources.filter((file) => !["routes", "root"].includes(layerOf(file)));
    const exported = named.flatMap((file) =>
      [
        ...readFileSync(file, "utf8").matchAll(
          /^export (?:async |abstract )?(?:type|const|let|function|class|interface|enum) (\w+)/gm,
        ),
      ].flatMap(([, name = ""]) => ({ name, file })),
    );
    const twice = exported.filter(({ name, file }) =>
      exported.some((each) => each.name === name && each.file !== file),
    );
    expect(twice).toEqual([]);
  });

  it("the root holds the ordered folders and configuration", () => {
    const folders = readdirSync(".", { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
      .map(({ name }) => name);
    const known = ["app", "bench", "bin", "deploy", "docs", "drizzle", "e2e", "findings", "public", "scripts"];
    const made = ["build", "data", "node_modules", "test-results"];
    expect(folders.filter((name) => ![...known, ...made].includes(name))).toEqual([]);
  });
});
