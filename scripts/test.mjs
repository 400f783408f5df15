// Types, lint and unit tests, then integration tests beside the browser: every part runs, even after a failure.
// `npm test -- unit` runs the first three within a minute, on the embedded database alone. Arguments after the name of a runner
// are passed to it: `npm test -- unit app/domain`, `npm test -- integration jobs`, `npm test -- e2e waitlist`.
import { spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runFolder } from "./run-folder.mjs";
import {
  closingLine,
  commandCount,
  playwrightCount,
  playwrightFailures,
  playwrightTimes,
  slowest,
  total,
  vitestCount,
  vitestFailures,
  vitestTimes,
} from "./test-report.mjs";

const REPORTS = "test-results/reports";

/** Runs a command to its end. The output of a command that runs beside another is printed when it has ended. */
async function succeeds(title, command, args, { env = {}, beside = false } = {}) {
  const stdio = beside ? ["ignore", "pipe", "pipe"] : "inherit";
  const options = { stdio, env: { ...process.env, ...folder.env, ...env }, shell: process.platform === "win32" };
  if (!beside) console.info(`\n— ${title}`);
  const child = spawn(command, args, options);
  const printed = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => printed.push(chunk));
  const code = await new Promise((resolve) => child.once("close", resolve).once("error", () => resolve(null)));
  if (beside) console.info(`\n— ${title}\n${Buffer.concat(printed)}`);
  return code === 0;
}

const npm = async (script) =>
  commandCount(await succeeds(script, "npm", ["run", "--silent", script], { beside: true }));

async function vitest(project, args, options) {
  const file = `${REPORTS}/${project}.json`;
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const all = ["--no-install", "vitest", "run", `--project=${project}`, ...reporters, ...args];
  return vitestCount(file, await succeeds(project, "npx", all, options));
}

async function browser(args) {
  const file = `${REPORTS}/playwright.json`;
  const all = ["--no-install", "playwright", "test", "--reporter=line,json", ...args];
  return playwrightCount(file, await succeeds("browser", "npx", all, { env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file } }));
}

const quick = (options) => Promise.all([npm("typecheck"), npm("lint"), vitest("unit", [], options)]);

const PARTS = {
  unit: (args) =>
    args.length > 0
      ? vitest("unit", args).then((count) => [count])
      : quick({ env: { TEST_DATABASE_URL: "", TEST_WORKERS: "2" } }),
  integration: async (args) => [await vitest("integration", args)],
  e2e: async (args) => [await browser(args)],
};
const whole = async () => [
  ...(await quick()),
  ...(await Promise.all([vitest("integration", [], { beside: true, env: { TEST_WORKERS: "1" } }), browser([])])),
];

rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

const [only, ...rest] = process.argv.slice(2);
if (only && !Object.hasOwn(PARTS, only)) {
  console.error(`No part ${only}: ${Object.keys(PARTS).join(", ")}.`);
  process.exit(1);
}
const folder = runFolder();
const count = total(await (only ? PARTS[only](rest) : whole()));
folder.remove();
const times = [
  ...vitestTimes(`${REPORTS}/unit.json`),
  ...vitestTimes(`${REPORTS}/integration.json`),
  ...playwrightTimes(`${REPORTS}/playwright.json`),
];
if (times.length > 0) {
  const named = times.map(({ file, seconds }) => ({ file: path.relative(process.cwd(), path.resolve(file)), seconds }));
  console.info(`\n— slowest files\n${slowest(named).join("\n")}`);
}
const failures = [
  ...vitestFailures(`${REPORTS}/unit.json`),
  ...vitestFailures(`${REPORTS}/integration.json`),
  ...playwrightFailures(`${REPORTS}/playwright.json`),
];
writeFileSync(`${REPORTS}/failures.txt`, failures.map((each) => `✗ ${each}\n`).join(""));
if (failures.length > 0) console.info(`\n— failures\n${failures.join("\n")}`);
console.info(`\n${closingLine(count)}`);
process.exitCode = count.failed > 0 ? 1 : 0;
