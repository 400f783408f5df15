// Types, lint, unit and integration, then the browser: every part runs, whatever the one before it said.
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { closingLine, commandCount, playwrightCount, total, vitestCount } from "./test-report.mjs";

const REPORTS = "test-results/reports";
const UNIT = `${REPORTS}/vitest.json`;
const BROWSER = `${REPORTS}/playwright.json`;

function succeeds(title, args, env = {}) {
  console.info(`\n— ${title}`);
  const options = { stdio: "inherit", env: { ...process.env, ...env }, shell: process.platform === "win32" };
  return spawnSync("npx", ["--no-install", ...args], options).status === 0;
}

rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

const types = succeeds("types of the routes", ["react-router", "typegen"]) && succeeds("types", ["tsc", "--noEmit"]);
const lint = succeeds("lint", ["biome", "check", "."]);
const unit = succeeds("unit and integration", [
  "vitest",
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${UNIT}`,
]);
const browser = succeeds("browser", ["playwright", "test", "--reporter=line,json", "--output=test-results/browser"], {
  PLAYWRIGHT_JSON_OUTPUT_NAME: BROWSER,
});

const count = total([
  commandCount(types),
  commandCount(lint),
  vitestCount(UNIT, unit),
  playwrightCount(BROWSER, browser),
]);
console.info(`\n${closingLine(count)}`);
process.exitCode = count.failed > 0 ? 1 : 0;
