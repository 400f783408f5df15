// Types, lint, unit and integration, then the browser: every part runs, whatever the one before it said.
// `npm test -- unit app/domain` or `npm test -- e2e waitlist` runs one part; what follows its name goes to its runner.
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import {
  closingLine,
  commandCount,
  playwrightCount,
  playwrightTimes,
  slowest,
  total,
  vitestCount,
  vitestTimes,
} from "./test-report.mjs";

const REPORTS = "test-results/reports";

function succeeds(title, command, args, env = {}) {
  console.info(`\n— ${title}`);
  const options = { stdio: "inherit", env: { ...process.env, ...env }, shell: process.platform === "win32" };
  return spawnSync(command, args, options).status === 0;
}

const PARTS = {
  types: () => commandCount(succeeds("types", "npm", ["run", "--silent", "typecheck"])),
  lint: () => commandCount(succeeds("lint", "npm", ["run", "--silent", "lint"])),
  unit: (...rest) => {
    const file = `${REPORTS}/vitest.json`;
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const args = ["--no-install", "vitest", "run", ...reporters, ...rest];
    return vitestCount(file, succeeds("unit and integration", "npx", args));
  },
  e2e: (...rest) => {
    const file = `${REPORTS}/playwright.json`;
    const options = ["--reporter=line,json", "--output=test-results/browser"];
    const args = ["--no-install", "playwright", "test", ...options, ...rest];
    return playwrightCount(file, succeeds("browser", "npx", args, { PLAYWRIGHT_JSON_OUTPUT_NAME: file }));
  },
};

rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

const [only, ...rest] = process.argv.slice(2);
if (only && !Object.hasOwn(PARTS, only)) {
  console.error(`No part ${only}: ${Object.keys(PARTS).join(", ")}.`);
  process.exit(1);
}
const count = total(only ? [PARTS[only](...rest)] : Object.values(PARTS).map((part) => part()));
const times = [...vitestTimes(`${REPORTS}/vitest.json`), ...playwrightTimes(`${REPORTS}/playwright.json`)];
if (times.length > 0) {
  const named = times.map(({ file, seconds }) => ({ file: path.relative(process.cwd(), path.resolve(file)), seconds }));
  console.info(`\n— slowest files\n${slowest(named).join("\n")}`);
}
console.info(`\n${closingLine(count)}`);
process.exitCode = count.failed > 0 ? 1 : 0;
