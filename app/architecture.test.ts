import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

/** What each layer may import besides itself. `context` carries the type of the app to HTTP and routes. */
const MAY_IMPORT = {
  domain: [],
  copy: ["domain"],
  application: ["domain"],
  forms: ["domain", "copy"],
  views: ["domain", "application", "copy", "forms"],
  ui: ["domain", "copy", "forms", "views"],
  infrastructure: ["domain", "application", "copy"],
  http: ["domain", "application", "copy", "forms", "views", "ui", "infrastructure", "context"],
  routes: ["domain", "application", "copy", "forms", "views", "ui", "http", "context"],
  wiring: ["domain", "application", "copy", "infrastructure"],
  demo: ["domain", "application", "infrastructure", "wiring"],
  composition: ["domain", "application", "infrastructure", "copy", "wiring", "demo"],
  context: ["http", "composition"],
  bin: ["domain", "application", "copy", "http", "infrastructure", "wiring", "demo", "composition", "context"],
  root: ["domain", "application", "copy", "views", "ui", "http", "infrastructure", "composition", "context"],
  testing: ["domain", "application", "copy", "forms", "http", "infrastructure", "wiring", "composition", "context"],
} as const satisfies Record<string, readonly string[]>;
type Layer = keyof typeof MAY_IMPORT;

/** The files at the top of `app/`, by the layer whose rules they follow. */
const TOP_FILES: Record<string, Layer> = {
  "composition.server.ts": "composition",
  "context.ts": "context",
  "root.tsx": "root",
  "entry.server.tsx": "root",
  "routes.ts": "root",
  "development.server.ts": "root",
};

/** Small pure libraries made for the subject. */
const DOMAIN_PACKAGES = ["libphonenumber-js/min", "date-fns", "@date-fns/tz"];
const MAX_FILES_IN_A_FOLDER = 16;
/** The listing of the routes is the site map, and the copy is one list of texts. */
const LONG_LISTINGS = ["app/routes", "app/copy"];

const isLayer = (name: string): name is Layer => Object.hasOwn(MAY_IMPORT, name);
const isSource = (file: string) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file);
const sources = ["app", "bin"].flatMap((top) =>
  readdirSync(top, { recursive: true, encoding: "utf8" })
    .filter(isSource)
    .map((file) => path.posix.join(top, file)),
);

function layerOf(file: string): Layer {
  const [top = "", second = ""] = file.split("/");
  const name = top === "bin" ? "bin" : (TOP_FILES[second] ?? second);
  if (!isLayer(name)) throw new Error(`${file} belongs to no layer`);
  return name;
}

function targetsOf(file: string): string[] {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(([, target = ""]) => {
    const plain = target.replace(/\?\w+$/, "");
    if (plain.startsWith("#app/")) return `app/${plain.slice("#app/".length)}`;
    if (plain.startsWith(".")) return path.posix.join(path.posix.dirname(file), plain);
    return `package:${plain}`;
  });
}

const imports = new Map(sources.map((file) => [file, targetsOf(file)]));

/** The first circle that is reachable from `file`, as a path that ends where it begins. */
function circleFrom(file: string, open: string[], done: Set<string>): string[] | null {
  if (open.includes(file)) return [...open.slice(open.indexOf(file)), file];
  if (done.has(file)) return null;
  for (const target of imports.get(file) ?? []) {
    const circle = circleFrom(target, [...open, file], done);
    if (circle) return circle;
  }
  done.add(file);
  return null;
}

describe("imports point inwards", () => {
  it.each(Object.keys(MAY_IMPORT).filter(isLayer))("%s", (layer) => {
    const files = sources.filter((file) => layerOf(file) === layer);
    expect(files.length).toBeGreaterThan(0);
    const allowed: readonly string[] = [layer, ...MAY_IMPORT[layer]];
    const outwards = files.flatMap((file) =>
      (imports.get(file) ?? [])
        .filter((target) => isSource(target) && !target.startsWith("package:") && !allowed.includes(layerOf(target)))
        .map((target) => `${file} -> ${target}`),
    );
    expect(outwards).toEqual([]);
  });

  it("no import runs in a circle", () => {
    const done = new Set<string>();
    const circles = sources.flatMap((file) => circleFrom(file, [], done)?.join(" -> ") ?? []);
    expect(circles).toEqual([]);
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

describe("a reader finds their way", () => {
  it("no folder holds more than sixteen source files", () => {
    const folders = new Set(sources.map((file) => path.posix.dirname(file)));
    const crowded = [...folders].filter(
      (folder) =>
        !LONG_LISTINGS.includes(folder) &&
        sources.filter((file) => path.posix.dirname(file) === folder).length > MAX_FILES_IN_A_FOLDER,
    );
    expect(crowded).toEqual([]);
  });

  it("the root holds the ordered folders and configuration", () => {
    const folders = readdirSync(".", { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
      .map(({ name }) => name);
    const known = ["app", "bench", "bin", "docs", "drizzle", "e2e", "findings", "public", "scripts"];
    const made = ["build", "data", "node_modules", "test-results"];
    expect(folders.filter((name) => ![...known, ...made].includes(name))).toEqual([]);
  });
});
