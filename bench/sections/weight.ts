import { chromium, type Page } from "@playwright/test";
import { findChromium } from "../../scripts/chromium.mjs";
import { NO_SLOTS, startApp, withFolder } from "../support/app.ts";
import { type Figure, median, type Section } from "../support/figures.ts";
import { PERSON } from "../support/load.ts";

const PAGES: Record<string, string> = {
  "/booking/": "/booking/",
  "/booking/slot/": "/booking/slot/?service_slug=consultation",
  "/booking/no-slots/": NO_SLOTS,
  "/booking/no-slots/thanks/": "/booking/no-slots/thanks/",
  "/waitlist/leave/": "/waitlist/leave/",
  "/legal/privacy/": "/legal/privacy/",
  "/emergency/": "/emergency/",
};
/** Lighthouse's mobile preset: slow 4G and a processor four times slower. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1_638_400 / 8, uploadThroughput: 750_000 / 8 };
const SLOWER_PROCESSOR = 4;

type Visit = { bytes: number; requests: number; lcp: number; cls: number; blocked: number };

/** What a page costs on a cheap phone: bytes, requests, and when its largest part is painted. */
export async function weight(database: string, rounds: number): Promise<Section> {
  return withFolder(async (dir) => {
    const app = await startApp(dir, { DATABASE_URL: database });
    const executablePath = findChromium();
    const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ["--no-sandbox"] });
    const visit = async (address: string, javaScriptEnabled: boolean): Promise<Visit> => {
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
      const measured = { bytes: 0, requests: 0 };
      session.on("Network.requestWillBeSent", () => {
        measured.requests += 1;
      });
      session.on("Network.loadingFinished", ({ encodedDataLength }) => {
        measured.bytes += encodedDataLength;
      });
      await page.goto(`http://127.0.0.1:${app.port}${address}`, { waitUntil: "networkidle" });
      const painted = javaScriptEnabled ? await vitalsOf(page) : { lcp: 0, cls: 0, blocked: 0 };
      await context.close();
      return { ...measured, ...painted };
    };
    try {
      const figures: Figure[] = [];
      for (const [name, address] of Object.entries(PAGES)) {
        const off = await visit(address, false);
        const on: Visit[] = [];
        for (let round = 0; round < rounds; round += 1) on.push(await visit(address, true));
        const of = (key: keyof Visit) => median(on.map((each) => each[key]));
        figures.push(
          { case: `${name} without JavaScript`, value: off.bytes, unit: `bytes in ${off.requests} requests` },
          { case: `${name} with JavaScript`, value: of("bytes"), unit: `bytes in ${of("requests")} requests` },
          { case: `${name} LCP`, value: of("lcp"), unit: "ms", aim: { of: "value", atMost: 1200 } },
          { case: `${name} blocking time`, value: of("blocked"), unit: "ms", aim: { of: "value", atMost: 0 } },
          { case: `${name} CLS`, value: of("cls"), unit: "", aim: { of: "value", atMost: 0 } },
        );
      }
      return { title: "Weight of a first visit, Chromium on slow 4G, processor ÷ 4, headers included", figures };
    } finally {
      await browser.close();
      await app.stop();
    }
  });
}

/** What the browser noted while it loaded (https://web.dev/articles/vitals). */
async function vitalsOf(page: Page) {
  const [paints = [], shifts = [], tasks = []] = await Promise.all(
    ["largest-contentful-paint", "layout-shift", "longtask"].map((type) => page.evaluate(entriesOf, type)),
  );
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
  return {
    lcp: paints.at(-1)?.startTime ?? 0,
    cls: sum(shifts.map(({ value }) => value)),
    blocked: sum(tasks.map(({ duration }) => Math.max(0, duration - 50))),
  };
}

/** Runs in the page, where nothing of this file is: entries noted already come at once, or there are none. */
function entriesOf(type: string): Promise<{ startTime: number; duration: number; value: number }[]> {
  return new Promise((resolve) => {
    const found: { startTime: number; duration: number; value: number }[] = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { startTime, duration } = entry;
        found.push({ startTime, duration, value: "value" in entry ? Number(entry.value) : 0 });
      }
    }).observe({ type, buffered: true });
    setTimeout(() => resolve(found), 500);
  });
}
