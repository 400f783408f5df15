import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const APP = path.resolve("app");
const LAYERS = ["domain", "application", "infrastructure", "forms", "http", "ui", "copy", "routes"] as const;
type Layer = (typeof LAYERS)[number];

/** What each layer may import from the app besides itself. The files at the top of `app/` wire everything. */
const MAY_IMPORT: Record<Layer, Layer[]> = {
  domain: [],
  copy: ["domain"],
  application: ["domain"],
  forms: ["domain", "copy"],
  ui: ["domain", "copy", "forms"],
  infrastructure: ["domain", "application", "copy"],
  http: ["domain", "application", "copy", "forms", "ui", "infrastructure"],
  routes: ["domain", "application", "copy", "forms", "ui", "http"],
};
/** Small pure libraries made for the subject. */
const DOMAIN_PACKAGES = ["libphonenumber-js/min", "date-fns", "@date-fns/tz"];

const isLayer = (name: string | undefined): name is Layer => LAYERS.some((layer) => layer === name);

function sourcesOf(layer: Layer) {
  return readdirSync(path.join(APP, layer), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => path.join(APP, layer, file));
}

function importsOf(file: string): string[] {
  const source = readFileSync(file, "utf8");
  const named = [...source.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(([, target]) => target ?? "");
  return named.map((target) => {
    if (target.startsWith("#app/")) return target.slice("#app/".length);
    if (target.startsWith(".")) return path.relative(APP, path.resolve(path.dirname(file), target));
    return `package:${target}`;
  });
}

describe("imports point inwards", () => {
  it.each(LAYERS)("%s", (layer) => {
    const files = sourcesOf(layer);
    expect(files.length).toBeGreaterThan(0);
    const outwards = files.flatMap((file) =>
      importsOf(file)
        .filter((target) => {
          const [top] = target.split("/");
          return isLayer(top) && top !== layer && !MAY_IMPORT[layer].includes(top);
        })
        .map((target) => `${path.relative(APP, file)} -> ${target}`),
    );
    expect(outwards).toEqual([]);
  });

  it("the domain knows no library but those of its subject", () => {
    const packages = sourcesOf("domain")
      .flatMap(importsOf)
      .filter((target) => target.startsWith("package:"));
    expect([...new Set(packages)].filter((name) => !DOMAIN_PACKAGES.includes(name.slice("package:".length)))).toEqual(
      [],
    );
  });

  it("every public form is read where another site's is refused", () => {
    const sources = sourcesOf("routes").filter((file) => !/^(api|desk)\./.test(path.basename(file)));
    const unguarded = sources.filter((file) => {
      const source = readFileSync(file, "utf8");
      return /export (async )?function action\b/.test(source) && !/\breadForm\(|deskDoor/.test(source);
    });
    // It reads no form: whoever holds the link gets what the link opens.
    expect(unguarded.map((file) => path.basename(file))).toEqual(["waitlist.$token_.data.ts"]);
  });

  it("only the configuration reads the environment", () => {
    const readers = LAYERS.flatMap(sourcesOf).filter((file) => readFileSync(file, "utf8").includes("process.env"));
    expect(readers.map((file) => path.relative(APP, file))).toEqual(["infrastructure/config.ts"]);
  });
});
