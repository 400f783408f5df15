import type { Page } from "@playwright/test";
import { expect } from "../practice.ts";
import { violationsIn } from "./axe.ts";

/** A phone and a laptop: a table of the desk has another shape on each. */
const WIDTHS = [360, 1280];

/**
 * The page has its expected title, does not scroll sideways at 320 px, and axe finds nothing. axe is a script of the
 * page: without JavaScript the same document was checked by the other run.
 */
export async function expectAccessible(page: Page, heading: string, javaScriptEnabled: boolean | undefined) {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
  await page.setViewportSize({ width: 320, height: 800 });
  const { scrollWidth, clientWidth } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return { scrollWidth, clientWidth };
  });
  expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
  if (!javaScriptEnabled) return;
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    expect([heading, width, await violationsIn(page)]).toEqual([heading, width, []]);
  }
}
