import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { withDatabase } from "../e2e/support/servers/postgres.ts";
import { growth } from "./sections/growth.ts";
import { neutrality } from "./sections/neutrality.ts";
import { pages } from "./sections/pages.ts";
import { posts } from "./sections/posts.ts";
import { signIns } from "./sections/sign-ins.ts";
import { startUp } from "./sections/start-up.ts";
import { storage } from "./sections/storage.ts";
import { undrawn } from "./sections/undrawn.ts";
import { weight } from "./sections/weight.ts";
import { isBeaten, isReached, ratioOf, type Section, table } from "./support/figures.ts";

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const SECTIONS = { pages, posts, signIns, neutrality, undrawn, storage, growth, startUp, weight };

const names = process.argv.slice(2);
const unknown = names.filter((name) => !Object.hasOwn(SECTIONS, name));
if (unknown.length > 0) throw new Error(`no section ${unknown}: ${Object.keys(SECTIONS).join(", ")}`);

// `prebench` builds the app and finds or installs a Chromium.
const built = spawnSync("npx", ["--no-install", "react-router", "build", "bench/default-app"], { stdio: "ignore" });
if (built.status !== 0) throw new Error("bench/default-app does not build");

const sections: Section[] = [];
for (const [name, measure] of Object.entries(SECTIONS)) {
  if (names.length > 0 && !names.includes(name)) continue;
  console.info(`Measuring ${name} …`);
  sections.push(await withDatabase((url) => measure(url, ROUNDS)));
}
console.info(`\n${table(sections)}\n`);

// Half a run does not stand for a whole one.
if (names.length === 0 && ROUNDS >= 3) {
  const results = {
    measuredAt: new Date().toISOString(),
    node: process.version,
    processors: cpus().map(({ model }) => model),
    rounds: ROUNDS,
    sections: sections.map(({ title, figures }) => ({
      title,
      figures: figures.map((figure) => ({
        ...figure,
        ratio: ratioOf(figure),
        reached: isReached(figure),
        ...(isBeaten(figure) ? { limitBeaten: true } : {}),
      })),
    })),
  };
  await writeFile("bench/results.json", `${JSON.stringify(results, null, 2)}\n`);
}
