import type { Page } from "@playwright/test";
import { expect } from "./practice.ts";

/** More presses than a visitor has patience for. */
const MOST_PAGES = 6;
/** What a visitor needs: a form for their contact or their answer, a chat, a booking address, a phone. */
const HELPS = [
  "main form[method=post] [name^=contact_]",
  "main form[method=post] [name=intent]",
  'main a[href^="/booking/telegram/"], main a[href^="/booking/max/"]',
  'main a[href^="https://"]',
  'main a[href^="tel:"]',
].join(", ");
/** What draws the eye, in this order: a button or an hour, a service with free time or an open list, any other link, the brand, help lines. */
const LINKS = [
  "main a.button, main a.time",
  "main .services .card:has(.free) h2 a",
  "main .services .card:not(:has-text('на паузе')) h2 a",
  "main ul a",
  "main a",
  "header a.brand",
  'header a[href="/emergency/"]',
];

const keyOf = (address: string) => {
  const { pathname, searchParams } = new URL(address);
  return `${pathname}?${searchParams.get("service_slug") ?? ""}`;
};

/** The address behind the page's main link. A link to this very page leads nowhere, and of a list a visitor takes what they have not seen. */
async function mainLink(page: Page, seen: string[]): Promise<string | undefined> {
  for (const [nth, links] of LINKS.entries()) {
    const hrefs = await page
      .locator(links)
      .evaluateAll((found) => found.flatMap((each) => (each instanceof HTMLAnchorElement ? [each.href] : [])));
    const isList = nth > 0 && nth < 4;
    const chosen = hrefs.find((href) => {
      const key = keyOf(href);
      return key !== keyOf(page.url()) && !(isList && seen.includes(key));
    });
    if (chosen !== undefined) return chosen;
  }
  return undefined;
}

/** Follows main links from here until a page helps. Returns the pages of the walk. Fails at a page that was seen before. */
export async function walkToHelp(page: Page, from: string): Promise<string[]> {
  const seen: string[] = [];
  let next: string | undefined = from;
  while (next !== undefined) {
    await page.goto(next);
    const here = keyOf(page.url());
    expect(seen, `a circle from ${from}: ${seen.join(" → ")} → ${here}`).not.toContain(here);
    seen.push(here);
    if ((await page.locator(HELPS).count()) > 0) return seen;
    expect(seen.length, `no help from ${from}: ${seen.join(" → ")}`).toBeLessThan(MOST_PAGES);
    next = await mainLink(page, seen);
  }
  throw new Error(`a dead end from ${from}: ${seen.join(" → ")}`);
}
