import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** What each layer may import besides itself. `context` carries the type of the app to HTTP and routes. */
export const MAY_IMPORT = {
  domain: [],
  addresses: ["domain"],
  copy: ["domain", "addresses"],
  application: ["domain", "addresses"],
  forms: ["domain", "copy"],
  views: ["domain", "addresses", "application", "copy", "forms"],
  ui: ["domain", "addresses", "copy", "forms", "views"],
  infrastructure: ["domain", "addresses", "application", "copy"],
  http: ["domain", "addresses", "application", "copy", "forms", "views", "ui", "infrastructure", "context"],
  routes: ["domain", "addresses", "application", "copy", "forms", "views", "ui", "http", "context"],
  wiring: ["domain", "application", "copy", "infrastructure"],
  demo: ["domain", "addresses", "application", "infrastructure", "wiring"],
  composition: ["domain", "application", "infrastructure", "copy", "wiring", "demo"],
  context: ["http", "composition"],
  bin: [
    "domain",
    "addresses",
    "application",
    "copy",
    "http",
    "infrastructure",
    "wiring",
    "demo",
    "composition",
    "context",
  ],
  root: [
    "domain",
    "addresses",
    "application",
    "copy",
    "views",
    "ui",
    "http",
    "infrastructure",
    "composition",
    "context",
  ],
  testing: [
    "domain",
    "addresses",
    "application",
    "copy",
    "forms",
    "http",
    "infrastructure",
    "wiring",
    "composition",
    "context",
  ],
} as const satisfies Record<string, readonly string[]>;
export type Layer = keyof typeof MAY_IMPORT;

/** The files at the top of `app/`, by the layer whose rules they follow. */
const TOP_FILES: Record<string, Layer> = {
  "addresses.ts": "addresses",
  "composition.server.ts": "composition",
  "context.ts": "context",
  "root.tsx": "root",
  "entry.server.tsx": "root",
  "routes.ts": "root",
  "development.server.ts": "root",
};

export const isLayer = (name: string): name is Layer => Object.hasOwn(MAY_IMPORT, name);
const isSource = (file: string) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file);
export const sources = ["app", "bin"].flatMap((top) =>
  readdirSync(top, { recursive: true, encoding: "utf8" })
    .filter(isSource)
    .map((file) => path.posix.join(top, file)),
);

export function layerOf(file: string): Layer {
  const [top = "", second = ""] = file.split("/");
  const name = top === "bin" ? "bin" : (TOP_FILES[second] ?? second);
  if (!isLayer(name)) throw new Error(`${file} belongs to no layer`);
  return name;
}

export function targetsIn(text: string, file: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(([, target = ""]) => {
    const plain = target.replace(/\?\w+$/, "");
    if (plain.startsWith("#app/")) return `app/${plain.slice("#app/".length)}`;
    if (plain.startsWith(".")) return path.posix.join(path.posix.dirname(file), plain);
    return `package:${plain}`;
  });
}

type Imports = ReadonlyMap<string, string[]>;
export const imports: Imports = new Map(sources.map((file) => [file, targetsIn(readFileSync(file, "utf8"), file)]));

/** Imports of a layer's files that its row of `MAY_IMPORT` does not name. */
export function outwardsOf(layer: Layer, imports: Imports): string[] {
  const allowed: readonly string[] = [layer, ...MAY_IMPORT[layer]];
  return [...imports]
    .filter(([file]) => layerOf(file) === layer)
    .flatMap(([file, targets]) =>
      targets
        .filter((target) => isSource(target) && !target.startsWith("package:") && !allowed.includes(layerOf(target)))
        .map((target) => `${file} -> ${target}`),
    );
}

export function circlesOf(imports: Imports): string[] {
  const done = new Set<string>();
  return [...imports.keys()].flatMap((file) => circleFrom(imports, file, [], done)?.join(" -> ") ?? []);
}

/** The first circle that is reachable from `file`, as a path that ends where it begins. */
function circleFrom(imports: Imports, file: string, open: string[], done: Set<string>): string[] | null {
  if (open.includes(file)) return [...open.slice(open.indexOf(file)), file];
  if (done.has(file)) return null;
  for (const target of imports.get(file) ?? []) {
    const circle = circleFrom(imports, target, [...open, file], done);
    if (circle) return circle;
  }
  done.add(file);
  return null;
}
