import { defineConfig } from "@playwright/test";
import { findChromium } from "./scripts/chromium.mjs";

// The libraries' production selves, as `npm start` has them: the built app runs inside the test worker.
process.env.NODE_ENV = "production";

/** An ordinary phone. Headless Chromium's own name says that it is no person, and then nothing is counted. */
const userAgent =
  "Mozilla/5.0 (Linux; Android 13; SM-A245F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36";

/** What no browser is needed for: headers, statuses, bodies that no form sends. */
const OVER_HTTP = "**/*.http.spec.ts";

export default defineConfig({
  testDir: "e2e",
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  workers: 2,
  timeout: 90_000,
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
    { name: "js", testIgnore: OVER_HTTP, use: { javaScriptEnabled: true } },
    { name: "no-js", testIgnore: OVER_HTTP, use: { javaScriptEnabled: false } },
    { name: "http", testMatch: OVER_HTTP },
  ],
});
