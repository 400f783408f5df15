import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { withDatabase } from "../e2e/support/servers/postgres.ts";
import { footprint } from "./sections/footprint.ts";
import { freedHours } from "./sections/freed-hours.ts";
import { growth } from "./sections/growth.ts";
import { holds } from "./sections/holds.ts";
import { neutrality } from "./sections/neutrality.ts";
import { pages } from "./sections/pages.ts";
import { posts } from "./sections/posts.ts";
import { signIns } from "./sections/sign-ins.ts";
import { startUp } from "./sections/start-up.ts";
import { storage } from "./sections/storage.ts";
import { undrawn } from "./sections/undrawn.ts";
import { weight } from "./sections/weight.ts";
import { THIS_BUILD } from "./support/app.ts";
import { type Section, table } from "./support/figures.ts";
import { withBuildOf } from "./support/other-build.ts";
import { besideEachOther, inTurns, type Pair } from "./support/paired.ts";
import { keepSection, ROUNDS_TO_KEEP } from "./support/results.ts";

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
/** Those that can measure another build beside this one. */
const PAIRED = { pages, posts, signIns, undrawn, holds, startUp, footprint, weight };
const SECTIONS = { ...PAIRED, neutrality, storage, freedHours, growth };

const { positionals: names, values } = parseArgs({ allowPositionals: true, options: { against: { type: "string" } } });
const known: string[] = Object.keys(values.against ? PAIRED : SECTIONS);
const unknown = names.filter((name) => !known.includes(name));
if (unknown.length > 0) throw new Error(`no section ${unknown}: ${known.join(", ")}`);

// `prebench` builds the app and finds or installs a Chromium.
const built = spawnSync("npx", ["--no-install", "react-router", "build", "bench/default-app"], { stdio: "ignore" });
if (built.status !== 0) throw new Error("bench/default-app does not build");

const isAsked = ([name]: [string, unknown]) => names.length === 0 || names.includes(name);

if (values.against === undefined) await besideLimits();
else await besideBuild(values.against);

/** Each section beside its limits. */
async function besideLimits() {
  const sections: Section[] = [];
  for (const [name, measure] of Object.entries(SECTIONS).filter(isAsked)) {
    console.info(`Measuring ${name} …`);
    const section = await withDatabase((url) => measure(url, ROUNDS, THIS_BUILD));
    sections.push(section);
    // A run that stops later loses nothing.
    console.info(`\n${table([section])}\n`);
    if (ROUNDS >= ROUNDS_TO_KEEP) await keepSection("bench/results.json", section, ROUNDS, new Date());
  }
  if (sections.length > 1) console.info(`\n${table(sections)}\n`);
}

/** Each section beside the same section of another commit's build, in turns. */
async function besideBuild(commit: string) {
  await withBuildOf(commit, async (build) => {
    for (const [name, measure] of Object.entries(PAIRED).filter(isAsked)) {
      console.info(`Measuring ${name} …`);
      const rounds: Pair[] = [];
      const once = (which: string) => withDatabase((url) => measure(url, 1, which));
      for (let round = 0; round < ROUNDS; round += 1) rounds.push(await inTurns(round, once, build));
      console.info(`\n${table([besideEachOther(rounds, commit)])}\n`);
    }
  });
}
