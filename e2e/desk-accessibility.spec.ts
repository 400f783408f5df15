import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { v7 } from "uuid";
import { seedDemoInsight } from "#app/infrastructure/demo-insight.ts";
import { signInToDesk } from "./support/desk.ts";
import { expect, type Practice, test } from "./support/practice.ts";

type Visit = { name: string; path: string; and?: (page: Page, practice: Practice) => Promise<unknown> };

const refused = (name: string) => async (page: Page) => {
  await page.getByRole("button", { name, exact: true }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
};
let clicks = 0;
/** The number of a click in eight letters and digits. */
const deepLink = () => String(clicks++).padStart(8, "0");

const VISITS: Visit[] = [
  { name: "services", path: "/desk/services/" },
  { name: "a new service refused", path: "/desk/services/new/", and: refused("Добавить услугу") },
  { name: "the week", path: "/desk/time/" },
  { name: "a window refused", path: "/desk/time/", and: refused("Добавить окно") },
  { name: "a week that is none", path: "/desk/time/?week=soon" },
  { name: "faults", path: "/desk/faults/" },
  {
    name: "insight with its numbers",
    path: "/desk/insight/",
    async and(page, practice) {
      await practice.query("delete from analytics_events");
      await seedDemoInsight(practice.db, { ids: { uuid: () => v7(), deepLink }, now: new Date() });
      await page.reload();
      for (const summary of await page.locator("summary").all()) await summary.click();
    },
  },
];

const scrollsSideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

for (const { name, path, and } of VISITS) {
  test(`at the desk, ${name}: no violations of WCAG 2.2 AA, one main heading, no sideways scrolling at 320 px`, async ({
    page,
    practice,
    javaScriptEnabled,
  }) => {
    await practice.freeTime((await practice.service()).id, 1);
    await signInToDesk(page, practice);
    await page.setViewportSize({ width: 320, height: 800 });
    await page.goto(practice.origin + path);
    await and?.(page, practice);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    expect(await scrollsSideways(page)).toBe(false);
    if (!javaScriptEnabled) return;
    // Once for each of the two shapes that a table has.
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"])
        .analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    }
  });
}
