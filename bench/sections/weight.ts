import type { Browser } from "@playwright/test";
import { startApp, withFolder } from "../support/app.ts";
import { type Figure, median, type Section } from "../support/figures.ts";
import { publicPages } from "../support/public-pages.ts";
import { launchChromium, type Visit, visit } from "../support/visit.ts";

/** The page itself, headers included; and the one script that it does not need. */
const BYTES = { off: 7 * 1024, on: 8 * 1024 };
const REQUESTS = { off: 1, on: 2 };

/** What each public page costs on a cheap phone: bytes, requests, and when its largest part is painted. */
export async function weight(database: string, rounds: number, build: string): Promise<Section> {
  return withFolder(async (dir) => {
    const app = await startApp(build, dir, { DATABASE_URL: database });
    const browser = await launchChromium();
    try {
      const figures: Figure[] = [];
      for (const page of await publicPages(app, dir)) {
        const measure = async (javaScriptEnabled: boolean) => {
          // The first visitors get weaker compression: the later, final form is measured.
          for (let warm = 0; warm < 2; warm += 1) await visit(browser, page, javaScriptEnabled);
          return visits(browser, page, javaScriptEnabled, rounds);
        };
        const [off, on] = [await measure(false), await measure(true)];
        const atMost = (what: string, value: number, unit: string, most: number): Figure => ({
          case: `${page.name} ${what}`,
          value,
          unit,
          aim: { of: "value", atMost: most },
        });
        figures.push(
          atMost("without JavaScript", off("bytes"), "bytes", BYTES.off),
          atMost("without JavaScript", off("requests"), "requests", REQUESTS.off),
          atMost("with JavaScript", on("bytes"), "bytes", BYTES.on),
          atMost("with JavaScript", on("requests"), "requests", REQUESTS.on),
          atMost("LCP", on("lcp"), "ms", 1200),
          atMost("blocking time", on("blocked"), "ms", 0),
          atMost("CLS", on("cls"), "", 0),
        );
      }
      return { title: "Weight of a first visit, Chromium on slow 4G, processor ÷ 4, headers included", figures };
    } finally {
      await browser.close();
      await app.stop();
    }
  });
}

async function visits(browser: Browser, page: Parameters<typeof visit>[1], javaScriptEnabled: boolean, rounds: number) {
  const all: Visit[] = [];
  for (let round = 0; round < rounds; round += 1) all.push(await visit(browser, page, javaScriptEnabled));
  return (key: keyof Visit) => median(all.map((each) => each[key]));
}
