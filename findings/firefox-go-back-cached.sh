#!/usr/bin/env bash
# Expected: puppeteer-core's page.goBack() ends once Firefox shows the page before, also where it shows it from its cache of live
# pages, as Firefox keeps them by default.
# What happens: the page is shown, and goBack never ends: it waits for events that such a page does not send, until its time-out.
# With the cache off (browser.sessionhistory.max_total_viewers = 0) it ends at once: so does e2e/clients/visitor.firefox.spec.ts. For Chrome the
# same was puppeteer/puppeteer#8182, mended since.
# puppeteer-core 24.43.1 and Debian's firefox-esr 153.8.0, seen on 2026-11-30. Fails when that changes.
set -euo pipefail
command -v firefox-esr > /dev/null || { echo "needs firefox-esr (Debian)"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > npm.log
npm install --no-audit --no-fund --loglevel=error puppeteer-core@24.43.1 > npm.log
cat > look.mjs <<'SCRIPT'
import { execFileSync } from "node:child_process";
import http from "node:http";
import puppeteer from "puppeteer-core";

const executablePath = execFileSync("sh", ["-c", "command -v firefox-esr"], { encoding: "utf8" }).trim();
const server = http.createServer((request, response) => {
  response.writeHead(200, { "Content-Type": "text/html" }).end(`<title>${request.url}</title>`);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const origin = `http://127.0.0.1:${server.address().port}`;

async function back(viewers) {
  const extraPrefsFirefox = viewers === null ? {} : { "browser.sessionhistory.max_total_viewers": viewers };
  const times = { timeout: 120_000, protocolTimeout: 120_000 };
  const browser = await puppeteer.launch({ browser: "firefox", executablePath, extraPrefsFirefox, ...times });
  const page = await browser.newPage();
  await page.goto(`${origin}/one`);
  await page.goto(`${origin}/two`);
  const answer = await page.goBack({ timeout: 20_000 }).then(
    () => "ended",
    (error) => error.message,
  );
  const title = await Promise.race([
    page.title().catch((error) => error.message),
    new Promise((resolve) => setTimeout(() => resolve("no answer in 20 s"), 20_000)),
  ]);
  console.log(await browser.version(), "viewers kept:", viewers ?? "as usual", "| goBack:", answer, "| title:", title);
  await browser.close();
  return { answer, title };
}
const kept = await back(null);
const dropped = await back(0);
server.close();
server.closeAllConnections();
if (dropped.answer !== "ended" || dropped.title !== "/one") throw new Error("without the cache it does not end either");
if (kept.answer === "ended" && kept.title === "/one") throw new Error("it ends with the cache too now");
SCRIPT
node --no-warnings look.mjs
