import { setFlagsFromString } from "node:v8";
import { defineConfig } from "@playwright/test";
import { findChromium } from "./scripts/chromium.mjs";

// Libraries use their production builds, as under `npm start`: the built app runs inside the test worker.
process.env.NODE_ENV = "production";
// A test's practice lives for a minute: optimising the embedded database's code takes longer than it saves.
setFlagsFromString("--liftoff-only");

/** An ordinary phone. Headless Chromium's own user agent marks a bot, whose views are not counted. */
const userAgent =
  "Mozilla/5.0 (Linux; Android 13; SM-A245F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36";

/** Tests without a browser: headers, statuses, bodies that no form sends. */
const OVER_HTTP = "**/*.http.spec.ts";
/** Tests that need JavaScript. */
const WITH_SCRIPT = "**/*.js.spec.ts";
/** Tests that drive Debian's Firefox themselves. */
const IN_FIREFOX = "**/*.firefox.spec.ts";

export default defineConfig({
  testDir: "e2e",
  // Playwright empties this folder at each start: the folder above it holds reports of other runners.
  outputDir: "test-results/browser",
  globalSetup: "./e2e/support/servers/prepared-databases.ts",
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  // More than the cores of a small machine: a test spends a third of its time waiting for mails, jobs and the browser.
  // With more workers, databases and browsers answer too late.
  workers: 4,
  // Only a test that hangs takes this long.
  timeout: 300_000,
  // A job starts within a second and is retried within seconds: this leaves time for both on a busy machine.
  expect: { timeout: 30_000 },
  reporter: "line",
  use: {
    userAgent,
    locale: "ru-RU",
    timezoneId: "Europe/Moscow",
    viewport: { width: 412, height: 915 },
    launchOptions: {
      executablePath: findChromium(),
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    },
  },
  projects: [
    // A project has workers of its own, and starting one takes seconds of CPU time: tests without a browser share these.
    { name: "js", use: { javaScriptEnabled: true } },
    { name: "no-js", testIgnore: [OVER_HTTP, IN_FIREFOX, WITH_SCRIPT], use: { javaScriptEnabled: false } },
  ],
});
