import { type Browser, chromium, type Page } from "@playwright/test";
import { findChromium } from "../../scripts/chromium.mjs";
import { PERSON } from "./load.ts";
import type { PublicPage } from "./public-pages.ts";

/** Lighthouse's mobile preset: slow 4G and a processor four times slower. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1_638_400 / 8, uploadThroughput: 750_000 / 8 };
const SLOWER_PROCESSOR = 4;

/** `bytes` as they go over the wire, headers included; `lcp` and `blocked` in milliseconds, 0 without JavaScript. */
export type Visit = { bytes: number; requests: number; lcp: number; cls: number; blocked: number };

export function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  return chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ["--no-sandbox", "--disable-gpu"] });
}

/** A visit by a browser with an empty cache. */
export async function visit(browser: Browser, asked: PublicPage, javaScriptEnabled: boolean): Promise<Visit> {
  const context = await browser.newContext({
    javaScriptEnabled,
    userAgent: PERSON,
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 2,
  });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", SLOW_4G);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER_PROCESSOR });
  let measured = { bytes: 0, requests: 0 };
  session.on("Network.requestWillBeSent", ({ request }) => {
    if (request.url.startsWith("http")) measured.requests += 1;
  });
  session.on("Network.loadingFinished", ({ encodedDataLength }) => {
    measured.bytes += encodedDataLength;
  });
  await page.goto(asked.address, { waitUntil: "networkidle" });
  if (asked.submit) {
    measured = { bytes: 0, requests: 0 };
    await page.locator("button[type=submit], form[method=post] button").last().click();
    await page.waitForLoadState("networkidle");
  }
  const painted = javaScriptEnabled ? await vitalsOf(page) : { lcp: 0, cls: 0, blocked: 0 };
  await context.close();
  return { ...measured, ...painted };
}

/** A task that takes longer than this blocks whoever taps, in milliseconds. */
const LONG_TASK_MS = 50;

/** The browser's entries while it loaded (https://web.dev/articles/vitals). */
async function vitalsOf(page: Page) {
  const [largest = [], shifts = [], tasks = [], paints = []] = await Promise.all(
    ["largest-contentful-paint", "layout-shift", "longtask", "paint"].map((type) => page.evaluate(entriesOf, type)),
  );
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
  const shown = paints.find(({ name }) => name === "first-contentful-paint")?.startTime ?? 0;
  // Total blocking time counts from the first paint: before it there is nothing to tap (https://web.dev/articles/tbt).
  const after = tasks.map(({ startTime, duration }) => startTime + duration - Math.max(startTime, shown));
  return {
    lcp: largest.at(-1)?.startTime ?? 0,
    cls: sum(shifts.map(({ value }) => value)),
    blocked: sum(after.map((duration) => Math.max(0, duration - LONG_TASK_MS))),
  };
}

type Entry = { name: string; startTime: number; duration: number; value: number };

/** Runs in the page, without access to this file: existing entries arrive at once, or there are none. */
function entriesOf(type: string): Promise<Entry[]> {
  return new Promise((resolve) => {
    const found: Entry[] = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { name, startTime, duration } = entry;
        found.push({ name, startTime, duration, value: "value" in entry ? Number(entry.value) : 0 });
      }
    }).observe({ type, buffered: true });
    setTimeout(() => resolve(found), 500);
  });
}
