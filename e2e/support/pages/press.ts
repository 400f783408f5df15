import type { Page } from "@playwright/test";

/** Presses a button of one's own page. One in a fold is opened first, as a person does. */
export async function press(page: Page, name: string | RegExp) {
  await page.waitForLoadState();
  const button = page.getByRole("button", { name, includeHidden: true });
  const fold = page.locator("details:not([open])").filter({ has: button }).locator("summary");
  if ((await fold.count()) > 0) await fold.first().click();
  await page.getByRole("button", { name }).click();
}
