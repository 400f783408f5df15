// Runs before `npm start` and `npm test`, also where nothing is installed yet: Node's own modules only.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { findChromium } from "./chromium.mjs";
import { sourceHash } from "./source-hash.mjs";

const BUILT = "build/.sources";
const INSTALLED = "node_modules/.package-lock.json";

/** Runs a command to its end; a failure ends the preparation. */
function run(command, args, env = process.env) {
  const { status } = spawnSync(command, args, { stdio: "inherit", env, shell: process.platform === "win32" });
  if (status !== 0) {
    console.error(`${command} ${args.join(" ")} did not succeed.`);
    process.exit(1);
  }
}

function succeeds(command, args) {
  return spawnSync(command, args, { stdio: "inherit" }).status === 0;
}

/** npm writes its own copy of the lock file last, so a half-made folder has none, or an old one. */
function isInstalled() {
  return existsSync(INSTALLED) && statSync(INSTALLED).mtimeMs >= statSync("package-lock.json").mtimeMs;
}

function install() {
  if (isInstalled()) return;
  console.info("Installing the packages of package-lock.json …");
  run("npm", ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"]);
}

function build() {
  const hash = sourceHash();
  if (existsSync(BUILT) && readFileSync(BUILT, "utf8") === hash) return;
  console.info("Building …");
  run("npm", ["run", "--silent", "build"], { ...process.env, NODE_ENV: "production" });
  mkdirSync("build", { recursive: true });
  writeFileSync(BUILT, hash);
}

function chromium() {
  if (findChromium()) return;
  console.info("Looking for a Chromium to test with …");
  const debian = process.getuid?.() === 0 && existsSync("/etc/debian_version");
  if (debian && succeeds("apt-get", ["update", "-qq"])) succeeds("apt-get", ["install", "-y", "-qq", "chromium"]);
  if (!findChromium()) succeeds("npx", ["playwright", "install", "chromium"]);
  if (findChromium()) return;
  console.error("No Chromium: install one, or name it in CHROMIUM_PATH, or run `npx playwright install chromium`.");
  process.exit(1);
}

const STEPS = { build, chromium };

install();
for (const name of process.argv.slice(2)) {
  const step = STEPS[name];
  if (!step) throw new Error(`no step ${name}`);
  step();
}
