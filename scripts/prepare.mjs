// Runs before `npm start` and `npm test`, also where nothing is installed yet: Node's own modules only.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { alone } from "./alone.mjs";
import { findChromium } from "./chromium.mjs";
import { sourceHash } from "./source-hash.mjs";

const BUILT = "build/.sources";
const SERVER = "build/server/main.js";
const INSTALLED = "node_modules/.package-lock.json";

function succeeds(command, args, env = {}) {
  const options = { stdio: "inherit", env: { ...process.env, ...env }, shell: process.platform === "win32" };
  return spawnSync(command, args, options).status === 0;
}

/** Runs a command to its end; an error ends the preparation. */
function run(command, args, env) {
  if (succeeds(command, args, env)) return;
  console.error(`${command} ${args.join(" ")} did not succeed.`);
  process.exit(1);
}

/** Both exist, and the first is not older than the second. */
function isUpToDate(file, source) {
  return existsSync(file) && existsSync(source) && statSync(file).mtimeMs >= statSync(source).mtimeMs;
}

function install() {
  // npm writes its own copy of the lock file last, so an incomplete folder has none, or an old one.
  if (isUpToDate(INSTALLED, "package-lock.json")) return;
  console.info("Installing the packages of package-lock.json …");
  run("npm", ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"]);
}

function build() {
  const hash = sourceHash();
  // A server newer than the hash was built by hand, perhaps from other sources.
  if (isUpToDate(BUILT, SERVER) && readFileSync(BUILT, "utf8") === hash) return;
  console.info("Building …");
  rmSync(BUILT, { force: true });
  run("npm", ["run", "--silent", "build"], { NODE_ENV: "production" });
  mkdirSync("build", { recursive: true });
  writeFileSync(BUILT, hash);
}

function chromium() {
  if (findChromium()) return;
  console.info("Installing a Chromium to test with …");
  const quiet = { DEBIAN_FRONTEND: "noninteractive" };
  const debian = process.getuid?.() === 0 && existsSync("/etc/debian_version");
  if (debian && succeeds("apt-get", ["update", "-qq"], quiet)) {
    const install = (name) => succeeds("apt-get", ["install", "-y", "-qq", name], quiet);
    if (!install("chromium-headless-shell")) install("chromium");
  }
  if (!findChromium()) succeeds("npx", ["--no-install", "playwright", "install", "chromium"]);
  if (findChromium()) return;
  console.error(
    "No Chromium to test with. Install Chromium or Chrome, or name one in CHROMIUM_PATH, or run `npx playwright install --with-deps chromium`.",
  );
  process.exit(1);
}

const STEPS = { build, chromium };

await alone();
install();
for (const name of process.argv.slice(2)) {
  const step = STEPS[name];
  if (!step) throw new Error(`no step ${name}`);
  step();
}
