#!/usr/bin/env bash
# Expected: puppeteer-core's page.setJavaScriptEnabled(false) turns scripts off in every browser that it launches, since its reference
# names no exception.
# What happens: Firefox answers WebDriver BiDi's emulation.setScriptingEnabled with "unknown command", and the page keeps its scripts.
# e2e/clients/visitor.firefox.spec.ts drops the request of our one script instead. Selenium knows it as well (SeleniumHQ/selenium#16513).
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
import puppeteer from "puppeteer-core";

const executablePath = execFileSync("sh", ["-c", "command -v firefox-esr"], { encoding: "utf8" }).trim();
const browser = await puppeteer.launch({ browser: "firefox", executablePath, timeout: 120_000, protocolTimeout: 120_000 });
console.log(await browser.version());
const page = await browser.newPage();
const refused = await page.setJavaScriptEnabled(false).then(
  () => "accepted",
  (error) => error.message.split(" RemoteError").at(0),
);
console.log("setJavaScriptEnabled(false):", refused);
await page.goto("data:text/html,<title>without</title><script>document.title = 'with'</script>");
const title = await page.title().catch((error) => error.message);
console.log("title:", title);
await browser.close();
if (!/unknown command/.test(refused) || title !== "with") throw new Error("scripts can be turned off now");
SCRIPT
node --no-warnings look.mjs
