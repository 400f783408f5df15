import { existsSync } from "node:fs";
import { createRequire } from "node:module";

const PLACES = [
  process.env.CHROMIUM_PATH,
  // Without invisible windows: tests take a third less time.
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * An existing Chromium: named by CHROMIUM_PATH, the system's, or the one that Playwright downloaded.
 * @returns {string | undefined} its path
 */
export function findChromium() {
  return PLACES.find((place) => place && existsSync(place)) ?? downloadedByPlaywright();
}

function downloadedByPlaywright() {
  const require = createRequire(import.meta.url);
  const installed = existsSync("node_modules/@playwright/test");
  const path = installed ? require("@playwright/test").chromium.executablePath() : "";
  return existsSync(path) ? path : undefined;
}
